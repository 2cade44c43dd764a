package dev.webhooks.it.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.jaxrs.client.model.AuthenType;
import dev.webhooks.jaxrs.client.model.BankAccount;
import dev.webhooks.jaxrs.client.model.BankAccountRequest;
import dev.webhooks.jaxrs.client.model.Webhook;
import dev.webhooks.jaxrs.client.model.WebhookEventType;
import dev.webhooks.jaxrs.client.model.WebhookQuery;
import dev.webhooks.jaxrs.client.model.WebhookRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The form of webhooks: what it offers, and what it leaves as it is. */
@InBrowser
class PortalWebhookFormIT extends PortalSuite {

  private static final String ONLY_VA = "Only those of some virtual accounts";

  @Test
  void a_webhook_is_added_for_one_of_the_bank_accounts() {
    client.bankAccounts().create(new BankAccountRequest("ACB", "42", List.of()));
    long account = bankAccount();
    signIn();

    portal.press("Add a webhook");
    portal.enter("Name", "Shop");
    portal.enter("URL", url().toString());
    portal.enter("Bank account", String.valueOf(account));
    portal.enter("Transactions", "All");
    portal.enter("Authentication", "Api_Key");
    assertThat(portal.hasField("Secret key")).isFalse();
    portal.enter("API key", "a7c3b4e5f6a7b8c9");
    portal.enter("Format", "multipart_form-data");
    portal.tick("Leave out transactions without a payment code");
    portal.press("Save");
    portal.awaitText("#receivers h3", "Shop");

    Webhook added = client.webhooks().list(WebhookQuery.all()).items().get(0);
    assertThat(added.bankAccountId()).isEqualTo(account);
    assertThat(added.eventType()).isEqualTo(WebhookEventType.ALL);
    assertThat(added.apiKey()).isEqualTo("a7c3b4e5f6a7b8c9");
    assertThat(added.retriesNon2xx()).isTrue();
    assertThat(added.skipIfNoCode()).isTrue();
    assertThat(added.verifyPayment()).isTrue();
    press("Test", "Shop");
    portal.awaitDialog("answered 200");
    assertThat(awaitRequest().findHeader("Authorization")).hasValue("Apikey a7c3b4e5f6a7b8c9");
  }

  @Test
  void a_change_of_a_webhook_leaves_its_secret_and_what_is_not_offered() {
    List<Long> subAccounts =
        client.bankAccounts().get(bankAccount()).subAccounts().stream().map(s -> s.id()).toList();
    long id =
        newWebhook(
            r -> r.onlySubAccounts(subAccounts).hmacSha256("0123456789abcdef").retryNon2xx(true));
    signIn();

    press("Edit", "Online shop integration");
    assertThat(portal.value("Secret key")).isEmpty();
    assertThat(portal.isTicked("VA02")).isTrue();
    portal.enter("Name", "Shop");
    portal.tick("Try again after a failure");
    portal.press("Save");
    portal.awaitText("#receivers h3", "Shop");

    Webhook changed = client.webhooks().get(id);
    assertThat(changed.authenType()).isEqualTo(AuthenType.HMAC_SHA256);
    assertThat(changed.bankSubAccountIds()).isEqualTo(subAccounts);
    assertThat(changed.retriesNon2xx()).isFalse();
    press("Test", "Shop");
    portal.awaitDialog("answered 200");
    assertThat(awaitRequest().findHeader("X-SePay-Signature")).isPresent();
  }

  @Test
  void another_authentication_of_a_webhook_is_asked_for_what_it_needs() {
    long id = newWebhook();
    signIn();

    press("Edit", "Online shop integration");
    portal.enter("Authentication", "OAuth2.0");
    portal.enter("Token URL", "https://example.com/token");
    portal.enter("Client id", "shop");
    portal.press("Save");
    portal.awaitText("dialog[open] .wrong", "is required when authen_type is OAuth2.0");
    assertThat(portal.complaint("Client secret")).startsWith("is required");
    assertThat(portal.value("Client id")).isEqualTo("shop");
    portal.enter("Client secret", "a secret of the shop");
    portal.press("Save");
    portal.awaitText("#message", "Webhook updated successfully");

    assertThat(client.webhooks().get(id).authenType()).isEqualTo(AuthenType.OAUTH2);
    assertThat(client.webhooks().get(id).oauth2ClientId()).isEqualTo("shop");
  }

  @Test
  void a_webhook_is_changed_by_who_may_not_see_bank_accounts() {
    long id = newWebhook();
    portal.signIn(token.scopes("webhook:read", "webhook:write").sign());
    press("Edit", "Online shop integration");
    assertThat(portal.value("Bank account")).isEqualTo(String.valueOf(bankAccount()));
    portal.enter("Name", "Shop");
    portal.press("Save");
    portal.awaitText("#receivers h3", "Shop");
    assertThat(client.webhooks().get(id).bankAccountId()).isEqualTo(bankAccount());
  }

  @Test
  void a_webhook_takes_the_transactions_of_chosen_virtual_accounts_only() {
    client.bankAccounts().create(new BankAccountRequest("ACB", "42", List.of("ACB01")));
    List<BankAccount.SubAccount> own = client.bankAccounts().get(bankAccount()).subAccounts();
    signIn();

    portal.press("Add a webhook");
    portal.enter("Name", "Shop");
    portal.enter("URL", url().toString());
    portal.enter("Secret key", "0123456789abcdef");
    assertThat(portal.hasField("VA01")).isFalse();
    portal.tick(ONLY_VA);
    portal.enter("Bank account", String.valueOf(bankAccount()));
    assertThat(portal.hasField("ACB01")).isFalse();
    portal.press("Save");
    portal.awaitText("dialog[open] .wrong", "is required and must not be empty");
    portal.tick("VA02");
    portal.press("Save");
    portal.awaitText("#receivers h3", "Shop");

    Webhook added = client.webhooks().list(WebhookQuery.all()).items().get(0);
    assertThat(added.onlyVa()).isTrue();
    assertThat(added.bankSubAccountIds()).containsExactly(own.get(1).id());
  }

  @Test
  void a_webhook_moves_to_the_virtual_accounts_of_another_bank_account_and_to_all() {
    BankAccount other =
        client.bankAccounts().create(new BankAccountRequest("ACB", "42", List.of("ACB01")));
    List<Long> own =
        client.bankAccounts().get(bankAccount()).subAccounts().stream().map(s -> s.id()).toList();
    long id = newWebhook(request -> request.onlySubAccounts(own));
    signIn();

    press("Edit", "Online shop integration");
    portal.enter("Bank account", String.valueOf(other.id()));
    portal.tick("ACB01");
    portal.press("Save");
    portal.awaitText("#message", "Webhook updated successfully");
    assertThat(client.webhooks().get(id).bankSubAccountIds())
        .containsExactly(other.subAccounts().get(0).id());
    press("Edit", "Online shop integration");
    portal.tick(ONLY_VA);
    portal.press("Save");
    portal.await("!document.querySelector('dialog[open]')", "its end");
    assertThat(client.webhooks().get(id).onlyVa()).isFalse();
  }

  @Test
  void virtual_accounts_stay_where_bank_accounts_may_not_be_seen() {
    List<Long> own =
        client.bankAccounts().get(bankAccount()).subAccounts().stream().map(s -> s.id()).toList();
    long id = newWebhook(request -> request.onlySubAccounts(own));
    portal.signIn(token.scopes("webhook:read", "webhook:write").sign());
    press("Edit", "Online shop integration");
    portal.enter("Name", "Shop");
    portal.press("Save");
    portal.awaitText("#receivers h3", "Shop");
    assertThat(client.webhooks().get(id).bankSubAccountIds()).isEqualTo(own);
  }

  @Test
  void a_typed_secret_stays_hidden_when_another_one_was_faster() {
    long id = newWebhook(request -> request.hmacSha256("0123456789abcdef"));
    signIn();
    press("Edit", "Online shop integration");
    portal.enter("Secret key", "fedcba9876543210");
    client.webhooks().update(id, WebhookRequest.builder().name("Theirs").build());
    portal.press("Save");

    portal.awaitDialog("Somebody else changed it meanwhile.");
    assertThat(portal.text("dialog[open]")).doesNotContain("fedcba9876543210");
    assertThat(portal.value("Name")).isEqualTo("Theirs");
    assertThat(portal.value("Secret key")).isEqualTo("fedcba9876543210");
    portal.press("Save");
    portal.awaitText("#message", "Webhook updated successfully");
  }

  @Test
  void virtual_accounts_that_another_one_chose_meanwhile_are_named() {
    List<Long> own =
        client.bankAccounts().get(bankAccount()).subAccounts().stream().map(s -> s.id()).toList();
    long id = newWebhook(request -> request.onlySubAccounts(own));
    signIn();
    press("Edit", "Online shop integration");
    portal.tick("VA02");
    client
        .webhooks()
        .update(id, WebhookRequest.builder().onlySubAccounts(own.subList(1, 2)).build());
    portal.press("Save");

    portal.awaitDialog("Somebody else changed it meanwhile.");
    assertThat(portal.complaint("VA01")).isEqualTo("is by now: VA02");
    assertThat(portal.isTicked("VA01")).isTrue();
    assertThat(portal.isTicked("VA02")).isFalse();
  }

  @Test
  void a_stored_secret_is_spoken_of_only_where_there_is_one() {
    newWebhook(request -> request.hmacSha256("0123456789abcdef"));
    signIn();
    portal.press("Add a webhook");
    assertThat(portal.awaitDialog("Never shown again")).doesNotContain("the stored one stays");
    portal.press("Cancel");
    press("Edit", "Online shop integration");
    portal.awaitDialog("left empty, the stored one stays");
    portal.enter("Authentication", "OAuth2.0");
    assertThat(portal.text("dialog[open]")).doesNotContain("the stored one stays");
  }
}
