package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.webhooks.it.support.Clients;
import dev.webhooks.it.support.Examples;
import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.TenantSuite;
import dev.webhooks.jaxrs.client.WebhooksApiException.Invalid;
import dev.webhooks.jaxrs.client.WebhooksApiException.NotFound;
import dev.webhooks.jaxrs.client.WebhooksApiException.StaleVersion;
import dev.webhooks.jaxrs.client.WebhooksClient;
import dev.webhooks.jaxrs.client.model.AuthenType;
import dev.webhooks.jaxrs.client.model.BankAccount;
import dev.webhooks.jaxrs.client.model.Page;
import dev.webhooks.jaxrs.client.model.Pagination;
import dev.webhooks.jaxrs.client.model.RequestContentType;
import dev.webhooks.jaxrs.client.model.Versioned;
import dev.webhooks.jaxrs.client.model.Webhook;
import dev.webhooks.jaxrs.client.model.WebhookEventType;
import dev.webhooks.jaxrs.client.model.WebhookQuery;
import dev.webhooks.jaxrs.client.model.WebhookRequest;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Creating, reading, changing and deleting webhooks of the SePay face. */
class WebhookCrudIT extends TenantSuite {

  private static WebhookRequest named(String name) {
    return WebhookRequest.builder().name(name).build();
  }

  @Test
  void a_created_webhook_is_read_back_with_every_field() {
    BankAccount account = client.bankAccounts().get(bankAccount());
    List<Long> subAccounts =
        account.subAccounts().stream().map(BankAccount.SubAccount::id).toList();
    long id =
        newWebhook(
            account.id(),
            request ->
                request
                    .apiKey("a7c3b4e5f6a7b8c9")
                    .skipIfNoCode(true)
                    .retryNon2xx(true)
                    .onlySubAccounts(subAccounts));

    Webhook webhook = client.webhooks().get(id);

    assertThat(webhook.id()).isEqualTo(id);
    assertThat(webhook.bankAccountId()).isEqualTo(account.id());
    assertThat(webhook.name()).isEqualTo("Online shop integration");
    assertThat(webhook.eventType()).isEqualTo(WebhookEventType.IN_ONLY);
    assertThat(webhook.authenType()).isEqualTo(AuthenType.API_KEY);
    assertThat(webhook.webhookUrl()).isEqualTo(url().toString());
    assertThat(webhook.verifyPayment()).isTrue();
    assertThat(webhook.skipIfNoCode()).isTrue();
    assertThat(webhook.onlyVa()).isTrue();
    assertThat(webhook.active()).isTrue();
    assertThat(webhook.retriesNon2xx()).isTrue();
    assertThat(webhook.requestContentType()).isEqualTo(RequestContentType.JSON);
    assertThat(webhook.apiKey()).isEqualTo("a7c3b4e5f6a7b8c9");
    assertThat(webhook.bankSubAccountIds()).containsExactlyInAnyOrderElementsOf(subAccounts);
    assertThat(webhook.createdAt()).isNotNull();
  }

  @Test
  void answers_look_as_the_origin_has_them() {
    long id = newWebhook();

    JsonObject webhook = api.get("webhooks/" + id).expect(200).data();

    assertThat(webhook.getJsonObject("retry_conditions"))
        .isEqualTo(Fields.of("non_2xx_status_code", 0));
    assertThat(webhook.getJsonArray("bank_sub_account_ids")).isEmpty();
    assertThat(webhook.getString("created_at"))
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
    assertThat(webhook).doesNotContainKeys("api_key", "oauth2_client_id", "secret_key");
    assertThat(api.patch("webhooks/" + id, Fields.of("name", "x")).expect(200).json())
        .isEqualTo(
            Fields.of(
                "status",
                "success",
                "message",
                "Webhook updated successfully",
                "data",
                Fields.of("id", id)));
    assertThat(api.delete("webhooks/" + id).expect(200).json())
        .isEqualTo(Fields.of("status", "success", "message", "Webhook deleted successfully"));
  }

  @Test
  void secrets_are_never_returned_and_the_api_key_only_to_writers() {
    long hmac = newWebhook(request -> request.hmacSha256("0123456789abcdef"));
    assertThat(api.get("webhooks/" + hmac).body()).doesNotContain("0123456789abcdef");

    long keyed = newWebhook(request -> request.apiKey("a7c3b4e5f6a7b8c9"));
    WebhooksClient reader = Clients.of(service, token.scopes("webhook:read"));
    assertThat(reader.webhooks().get(keyed).apiKey()).isEqualTo("****b8c9");
  }

  @Test
  void an_oauth2_webhook_shows_all_but_its_secret() {
    long id = newWebhook(request -> request.oauth2("http://127.0.0.1:9/token", "client", "s3cret"));
    Webhook webhook = client.webhooks().get(id);
    assertThat(webhook.oauth2AccessTokenUrl()).isEqualTo("http://127.0.0.1:9/token");
    assertThat(webhook.oauth2ClientId()).isEqualTo("client");
    assertThat(api.get("webhooks/" + id).body()).doesNotContain("s3cret");
  }

  @Test
  void the_list_is_newest_first_in_pages() {
    long account = bankAccount();
    List<Long> ids =
        List.of(
            newWebhook(account, r -> r), newWebhook(account, r -> r), newWebhook(account, r -> r));
    WebhookQuery query = WebhookQuery.all().withLimit(2);

    Page<Webhook> first = client.webhooks().list(query);

    assertThat(first.items()).extracting(Webhook::id).containsExactly(ids.get(2), ids.get(1));
    assertThat(first.pagination()).isEqualTo(new Pagination(3, 2, 1, 2));
    assertThat(client.webhooks().list(query.atPage(2)).items()).hasSize(1);
    assertThat(client.webhooks().list(query.atPage(3)).items()).isEmpty();
    assertThat(client.webhooks().stream(query)).hasSize(3);
  }

  @Test
  void filters_are_anded_and_wildcards_are_literal() {
    long account = bankAccount();
    long active = newWebhook(account, r -> r.webhookUrl(receiver.url("/Shop_1").toString()));
    long inactive =
        newWebhook(account, r -> r.webhookUrl(receiver.url("/shopX1").toString()).active(false));
    WebhookQuery all = WebhookQuery.all();

    assertThat(ids(all.urlContaining("SHOP"))).containsExactly(inactive, active);
    assertThat(ids(all.urlContaining("shop_1"))).containsExactly(active);
    assertThat(ids(all.urlContaining("shop").withActive(false))).containsExactly(inactive);
    assertThat(ids(all.urlContaining("%"))).isEmpty();
  }

  private List<Long> ids(WebhookQuery query) {
    return client.webhooks().list(query).items().stream().map(Webhook::id).toList();
  }

  @Test
  void an_api_key_is_found_exactly_and_only_in_its_tenant() {
    long account = bankAccount();
    long keyed = newWebhook(account, request -> request.apiKey("a7c3b4e5"));
    newWebhook(account, request -> request.apiKey("a7c3b4e5f6"));

    assertThat(ids(WebhookQuery.all().withApiKey("a7c3b4e5"))).containsExactly(keyed);
    assertThat(ids(WebhookQuery.all().withApiKey("A7C3B4E5"))).isEmpty();
    assertThat(
            Clients.ofNewTenant(service)
                .webhooks()
                .list(WebhookQuery.all().withApiKey("a7c3b4e5"))
                .items())
        .isEmpty();
  }

  @Test
  void an_update_changes_what_it_names_and_validates_the_whole() {
    long id = newWebhook();

    client.webhooks().update(id, WebhookRequest.builder().name("Renamed").active(false).build());

    Webhook webhook = client.webhooks().get(id);
    assertThat(webhook.name()).isEqualTo("Renamed");
    assertThat(webhook.active()).isFalse();
    assertThat(webhook.eventType()).isEqualTo(WebhookEventType.IN_ONLY);
    assertThat(
            api.patch("webhooks/" + id, Fields.of("authen_type", "Api_Key"))
                .expect(400)
                .wrongFields())
        .containsExactly("api_key");
    assertThat(client.webhooks().get(id)).isEqualTo(webhook);
  }

  @Test
  void an_updates_lists_replace() {
    BankAccount account = client.bankAccounts().get(bankAccount());
    long first = account.subAccounts().get(0).id();
    long second = account.subAccounts().get(1).id();
    long id = newWebhook(account.id(), request -> request.onlySubAccounts(List.of(first)));

    client.webhooks().update(id, WebhookRequest.builder().onlySubAccounts(List.of(second)).build());
    assertThat(client.webhooks().get(id).bankSubAccountIds()).containsExactly(second);

    client.webhooks().update(id, WebhookRequest.builder().allSubAccounts().build());
    assertThat(client.webhooks().get(id).bankSubAccountIds()).isEmpty();
    assertThat(client.webhooks().get(id).onlyVa()).isFalse();
  }

  @Test
  void another_account_needs_virtual_accounts_of_its_own() {
    BankAccount account = client.bankAccounts().get(bankAccount());
    long sub = account.subAccounts().get(0).id();
    long id = newWebhook(account.id(), request -> request.onlySubAccounts(List.of(sub)));
    long other = client.bankAccounts().create(Examples.bankAccount("2")).id();

    Invalid refusal =
        catchThrowableOfType(
            Invalid.class,
            () ->
                client
                    .webhooks()
                    .update(id, WebhookRequest.builder().bankAccountId(other).build()));

    assertThat(refusal.fieldErrors()).containsOnlyKeys("bank_sub_account_ids");
  }

  @Test
  void what_was_changed_meanwhile_is_neither_updated_nor_deleted() {
    Versioned<Webhook> seen = client.webhooks().getVersioned(newWebhook());
    client.webhooks().update(seen, named("First"));

    assertThatExceptionOfType(StaleVersion.class)
        .isThrownBy(() -> client.webhooks().update(seen, named("Second")));
    assertThatExceptionOfType(StaleVersion.class).isThrownBy(() -> client.webhooks().delete(seen));
    assertThat(client.webhooks().get(seen.value().id()).name()).isEqualTo("First");
  }

  @Test
  void a_second_delete_is_404() {
    long id = newWebhook();
    client.webhooks().delete(id);
    assertThatExceptionOfType(NotFound.class).isThrownBy(() -> client.webhooks().delete(id));
    assertThatExceptionOfType(NotFound.class).isThrownBy(() -> client.webhooks().get(id));
  }
}
