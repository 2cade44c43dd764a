package dev.webhooks.it.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.webhooks.it.portal.HoldingProxy.Held;
import dev.webhooks.jaxrs.client.WebhooksApiException.NotFound;
import dev.webhooks.jaxrs.client.model.BankAccountRequest;
import dev.webhooks.jaxrs.client.model.Endpoint;
import dev.webhooks.jaxrs.client.model.EndpointRequest;
import dev.webhooks.jaxrs.client.model.EventTypeRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a customer adds, changes and deletes endpoints and webhooks in the portal. */
@InBrowser
class PortalFormsIT extends PortalSuite {

  private static final String OTHERS = "Others, such as payment.* or *";
  private static final String HOSTILE =
      "\"><img src=x onerror=\"window.owned=1\"><script>window.owned=1</script>";

  @Test
  void an_endpoint_is_added_and_its_secret_shown_once() {
    client.eventTypes().create(new EventTypeRequest("invoice.paid", "An invoice was paid", null));
    signIn();

    portal.press("Add an endpoint");
    portal.awaitDialog("invoice.paid");
    assertThat(portal.isFocused("URL")).isTrue();
    assertThat(portal.hasField("payment.failed")).isTrue();
    assertThat(portal.hasField("test.webhook")).isFalse();
    portal.enter("URL", url().toString());
    portal.enter("Description", "Order service");
    portal.tick("invoice.paid");
    portal.tick("payment.succeeded");
    portal.enter(OTHERS, "refund.*, dispute.lost");
    portal.press("Save");
    portal.awaitDialog("The secret of Order service");
    String secret = portal.text("dialog[open] pre");
    portal.press("Close");

    portal.awaitGone(secret);
    Endpoint added = onlyEndpoint();
    assertThat(added.url()).isEqualTo(url().toString());
    assertThat(added.livemode()).isFalse();
    assertThat(added.eventTypes())
        .containsExactlyInAnyOrder("invoice.paid", "payment.succeeded", "refund.*", "dispute.lost");
    assertThat(client.endpoints().secret(added.id())).isEqualTo(secret);
    press("Test", "Order service");
    portal.awaitDialog("answered 200");
  }

  @Test
  void a_change_of_an_endpoint_leaves_what_was_not_touched() {
    long id =
        newEndpoint(r -> r.eventTypes("payment.*", "refund.failed").rateLimit(7).ordered(true));
    signIn();

    press("Edit", "Order service");
    assertThat(portal.value("URL")).isEqualTo(url().toString());
    assertThat(portal.value(OTHERS)).isEqualTo("payment.*");
    assertThat(portal.isTicked("refund.failed")).isTrue();
    portal.enter("Description", "Ledger");
    portal.tick("refund.failed");
    portal.tick("Live events, instead of those of the test mode");
    portal.press("Save");
    portal.awaitText("#receivers h3", "Ledger");

    Endpoint changed = client.endpoints().get(id);
    assertThat(changed.eventTypes()).containsExactly("payment.*");
    assertThat(changed.livemode()).isTrue();
    assertThat(changed.rateLimit()).isEqualTo(7);
    assertThat(changed.ordered()).isTrue();
    assertThat(portal.text("#message")).isEqualTo("Endpoint updated successfully");
    assertThat(portal.focused()).isEqualTo("Edit: Ledger");
  }

  @Test
  void an_endpoint_is_deleted_once_that_was_confirmed() {
    long id = newEndpoint();
    signIn();

    portal.agreeing(false);
    press("Delete", "Order service");
    portal.awaitAnswers();
    portal.agreeing(true);
    assertThat(client.endpoints().get(id).enabled()).isTrue();
    press("Delete", "Order service");
    portal.awaitText("#receivers", "There are none yet.");

    assertThat(portal.questions()).hasSize(2).allMatch(asked -> asked.contains(url().toString()));
    assertThatExceptionOfType(NotFound.class).isThrownBy(() -> client.endpoints().get(id));
  }

  @Test
  void what_another_one_changed_meanwhile_is_shown_instead_of_deleted() {
    long id = newEndpoint();
    signIn();
    Held read = proxy.hold("GET /api/v1/endpoints/" + id);
    press("Delete", "Order service");
    read.await();
    client.endpoints().update(id, EndpointRequest.builder().description("Theirs").build());
    letGo(read);

    portal.awaitText("#receivers h3", "Theirs");
    portal.awaitText("#message", "Somebody else changed it meanwhile");
    assertThat(client.endpoints().get(id).enabled()).isTrue();
  }

  @Test
  void what_is_refused_is_told_at_its_field_and_what_was_typed_stays() {
    signIn();
    portal.press("Add an endpoint");
    portal.enter("URL", "ftp://example.com/hook");
    portal.enter("Description", "D".repeat(301));
    portal.press("Save");

    portal.awaitDialog("400: ");
    assertThat(portal.complaint("URL")).isEqualTo("must be an http or https URL");
    assertThat(portal.complaint("Description")).isEqualTo("must have at most 300 characters");
    assertThat(portal.text("dialog[open]")).contains("must be 1 to 100 event types");
    assertThat(portal.isFocused("URL")).isTrue();
    assertThat(portal.value("URL")).isEqualTo("ftp://example.com/hook");
    assertThat(portal.value("Description")).hasSize(301);
    portal.enter("URL", url().toString());
    portal.enter("Description", "Order service");
    portal.enter(OTHERS, "payment..succeeded");
    portal.press("Save");

    portal.awaitText("dialog[open] .wrong", "must be names, families such as payment.* or *");
    assertThat(portal.complaint("URL")).isEmpty();
    portal.enter(OTHERS, "*");
    portal.press("Save");
    portal.awaitDialog("The secret of Order service");
    assertThat(onlyEndpoint().eventTypes()).containsExactly("*");
  }

  @Test
  void a_service_that_cannot_be_reached_loses_nothing_that_was_typed() {
    signIn();
    portal.press("Add an endpoint");
    portal.enter("URL", "https://example.com/hook");
    proxy.close();
    portal.press("Save");
    portal.awaitDialog("The service cannot be reached.");
    assertThat(portal.value("URL")).isEqualTo("https://example.com/hook");
  }

  @Test
  void a_token_that_expires_while_a_form_is_open_is_replaced_in_the_form() {
    signIn();
    portal.press("Add an endpoint");
    portal.enter("URL", url().toString());
    portal.enter("Description", "Order service");
    portal.enter(OTHERS, "*");
    portal.replaceToken(token.validity(Duration.ofHours(-1)).sign());
    portal.press("Save");
    portal.awaitDialog("401: Token is invalid or expired");
    assertThat(portal.isFocused("Access token")).isTrue();
    portal.enter("Access token", "eyJhbGci.xyz");
    portal.press("Save");
    portal.await("!document.querySelector('dialog[open] [aria-busy=true]')", "its end");
    portal.enter("Access token", token.sign());
    portal.press("Save");

    portal.awaitDialog("The secret of Order service");
    portal.press("Close");
    portal.awaitText("#receivers h3", "Order service");
    assertThat(portal.text("#message")).doesNotContain("401");
  }

  @Test
  void an_eleventh_endpoint_is_refused_in_its_form() {
    for (int i = 0; i < 10; i++) {
      newEndpoint();
    }
    signIn();
    portal.press("Add an endpoint");
    portal.enter("URL", url().toString());
    portal.tick("payment.failed");
    portal.press("Save");
    portal.awaitDialog("409: ");
    assertThat(portal.isTicked("payment.failed")).isTrue();
  }

  @Test
  void a_change_that_another_one_overtook_is_shown_with_what_is_now() {
    long id = newEndpoint();
    signIn();
    press("Edit", "Order service");
    client
        .endpoints()
        .update(id, EndpointRequest.builder().description("Theirs").livemode(true).build());
    portal.enter("Description", "Mine");
    Held refused = proxy.hold("PATCH");
    portal.press("Save");
    refused.await();
    portal.enter(OTHERS, "payment.*");
    letGo(refused);

    portal.awaitDialog("Somebody else changed it meanwhile.");
    assertThat(portal.value("Description")).isEqualTo("Mine");
    assertThat(portal.complaint("Description")).isEqualTo("is by now: Theirs");
    assertThat(portal.value(OTHERS)).isEqualTo("payment.*");
    assertThat(portal.isTicked("Live events, instead of those of the test mode")).isTrue();
    assertThat(client.endpoints().get(id).description()).isEqualTo("Theirs");
    portal.press("Save");
    portal.awaitText("#receivers h3", "Mine");
    Endpoint changed = client.endpoints().get(id);
    assertThat(changed.eventTypes()).containsExactly("payment.*");
    assertThat(changed.livemode()).isTrue();
  }

  @Test
  void only_what_the_token_allows_is_offered() {
    newEndpoint();
    newWebhook();
    portal.signIn(token.permissions("webhooks.view", "webhooks.add").sign());
    assertThat(portal.buttons())
        .contains("Add an endpoint", "Add a webhook")
        .doesNotContain("Edit: Order service", "Delete: Order service");
    portal.signIn(token.permissions("webhooks.view", "webhooks.edit").sign());
    assertThat(portal.buttons())
        .contains("Edit: Order service", "Edit: Online shop integration")
        .doesNotContain("Add an endpoint", "Add a webhook", "Delete: Order service");
    portal.signIn(token.scopes("webhook:read", "webhook:delete").sign());
    assertThat(portal.buttons())
        .contains("Delete: Order service", "Delete: Online shop integration")
        .doesNotContain("Add an endpoint", "Add a webhook", "Edit: Order service");
    portal.signIn(token.scopes("webhook:read", "webhook:write").sign());
    assertThat(portal.buttons()).contains("Add an endpoint").doesNotContain("Add a webhook");
  }

  @Test
  void a_closed_form_forgets_what_was_typed() {
    bankAccount();
    signIn();
    portal.press("Add a webhook");
    portal.enter("Name", "Shop");
    portal.enter("Secret key", "0123456789abcdef");
    portal.press("Cancel");

    portal.await("document.querySelectorAll('[name=secret_key]').length === 0", "no secret");
    assertThat(portal.focused()).isEqualTo("Add a webhook");
    portal.press("Add a webhook");
    assertThat(portal.value("Name")).isEmpty();
    assertThat(portal.value("Secret key")).isEmpty();
  }

  @Test
  void the_escape_key_asks_before_what_was_typed_is_lost() {
    signIn();
    portal.press("Add an endpoint");
    portal.awaitDialog("Add an endpoint");
    portal.escape();
    portal.await("!document.querySelector('dialog[open]')", "its end");
    assertThat(portal.questions()).isEmpty();
    portal.press("Add an endpoint");
    portal.enter("URL", "https://example.com/hook");
    portal.agreeing(false);
    portal.escape();
    assertThat(portal.questions()).hasSize(1);
    assertThat(portal.value("URL")).isEqualTo("https://example.com/hook");
    portal.agreeing(true);
    portal.escape();
    portal.await("!document.querySelector('dialog[open]')", "its end");
  }

  @Test
  void hostile_texts_stay_texts_in_forms() {
    newEndpoint(request -> request.description(HOSTILE));
    client.eventTypes().create(new EventTypeRequest("hostile.type", HOSTILE, null));
    long account =
        client.bankAccounts().create(new BankAccountRequest(HOSTILE, "42", List.of())).id();
    newWebhook(account, request -> request.name(HOSTILE));
    signIn();

    portal.press("Edit: " + HOSTILE);
    portal.awaitDialog("Edit " + HOSTILE);
    assertThat(portal.value("Description")).isEqualTo(HOSTILE);
    assertThat(portal.text("dialog[open] .choices")).contains(HOSTILE);
    portal.press("Cancel");
    portal.press("Add a webhook");
    assertThat(portal.value("Bank account")).isEqualTo(String.valueOf(account));
    assertThat(portal.count("img, main script, dialog script")).isZero();
    portal.press("Cancel");
    press("Delete", HOSTILE);
    portal.await("document.querySelectorAll('#receivers h3').length === 1", "one less");
    assertThat(portal.count("img, main script, dialog script")).isZero();
    assertThat(portal.questions()).singleElement().asString().contains(HOSTILE);
  }

  @Test
  void forms_stay_inside_on_a_desk_and_on_a_phone() {
    String name = "W".repeat(250);
    newEndpoint(request -> request.description(name).url(url() + "u".repeat(200)));
    client.eventTypes().create(new EventTypeRequest("w".repeat(100), name, null));
    client
        .bankAccounts()
        .create(new BankAccountRequest("B".repeat(100), "42", List.of("V".repeat(100))));
    signIn();
    for (int width : new int[] {1200, 360}) {
      portal.resize(width);
      press("Edit", name);
      portal.unfold("More");
      portal.enter("Filter", "f".repeat(300));
      for (String type : List.of("hmac", "bearer", "basic", "custom_header", "oauth2", "mtls")) {
        portal.enter("Authentication", type);
        assertThat(portal.overflow()).isEmpty();
      }
      portal.press("Cancel");
      portal.press("Add a webhook");
      for (String authentication : List.of("HMAC_SHA256", "Api_Key", "OAuth2.0", "No_Authen")) {
        portal.enter("Authentication", authentication);
        assertThat(portal.overflow()).isEmpty();
      }
      portal.tick("Only those of some virtual accounts");
      assertThat(portal.overflow()).isEmpty();
      portal.press("Cancel");
    }
  }
}
