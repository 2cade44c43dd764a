package dev.webhooks.it.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.webhooks.core.signing.WebhookVerifier;
import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ReceivedRequest;
import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.Tokens;
import dev.webhooks.it.support.Tokens.Token;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a customer does with the portal. */
@InBrowser
class PortalIT extends PortalSuite {

  @Test
  void who_signs_in_sees_endpoints_and_webhooks() {
    long endpoint = newEndpoint();
    long webhook = newWebhook();

    signIn();

    assertThat(portal.texts("#receivers h3"))
        .containsExactly("Order service", "Online shop integration");
    assertThat(portal.text("#receivers"))
        .contains("Endpoint " + endpoint + ": * (test)")
        .contains("Webhook " + webhook + ": money in")
        .contains(url().toString());
    assertThat(portal.text("#message")).isEmpty();
  }

  @Test
  void a_token_that_is_none_is_told() {
    portal.signIn("eyJhbGci…xyz");
    assertThat(portal.text("#message")).startsWith("This is no access token");
    portal.signIn("eyJhbGci.xyz");
    assertThat(portal.text("#message")).startsWith("401: Token is invalid or expired (request ");
    assertThat(portal.text("main")).isEmpty();
  }

  @Test
  void an_expired_token_is_told() {
    portal.signIn(token.validity(Duration.ofHours(-1)).sign());
    assertThat(portal.text("#message")).startsWith("401: Token is invalid or expired (request ");
    assertThat(portal.text("main")).isEmpty();
  }

  @Test
  void nothing_of_a_tenant_is_left_under_the_token_of_another() {
    long endpoint = newEndpoint();
    publishEvent("payment.succeeded");
    String event = awaitSettledOne(endpoint).eventId();
    signIn();
    press("Rotate secret", "Order service");
    portal.press("Make a new secret");
    portal.awaitDialog("whsec_");
    portal.press("Close");
    press("Recover", "Order service");
    portal.press("Close");

    portal.signIn(Tokens.ofNewTenant().sign());

    assertThat(portal.text("#receivers")).isEqualTo("There are none yet.");
    assertThat(portal.text("#none")).isEqualTo("There are none.");
    List.of("Order service", url().toString(), event, "whsec_").forEach(portal::awaitGone);
  }

  @Test
  void what_a_tenant_was_shown_is_not_seen_under_a_token_that_is_refused() {
    newEndpoint();
    signIn();
    portal.signIn(token.scopes("event:write").sign());
    assertThat(portal.text("#message")).startsWith("403");
    assertThat(portal.text("main")).isEmpty();
  }

  @Test
  void who_may_only_look_is_offered_nothing_else() {
    long endpoint = newEndpoint();
    publishEvent("payment.succeeded");
    String details = "Details: payment.succeeded %s to Order service";
    String event = details.formatted(awaitSettledOne(endpoint).eventId());
    for (Token reader : List.of(token.scopes("webhook:read"), token.permissions("webhooks.view"))) {
      portal.signIn(reader.sign());
      assertThat(portal.buttons())
          .containsExactly(
              "Open", "Deliveries: Order service", "Statistics: Order service", "Refresh", event);
      portal.press(event);
      portal.awaitDialog("answered 200");
      assertThat(portal.buttons()).containsExactly("Close");
      portal.press("Close");
    }
  }

  @Test
  void a_test_shows_what_was_sent_and_answered() {
    receiver.script(request -> Answer.of(500, "out of order"));
    newEndpoint();
    signIn();

    press("Test", "Order service");

    assertThat(portal.awaitDialog("Test of Order service"))
        .contains("1. ", "(test)", "answered 500, http_status");
    assertThat(awaitRequest().findHeader("X-Webhook-Event-Type")).hasValue("test.webhook");
    portal.press("Close");
    assertThat(portal.hasDialog()).isFalse();
  }

  @Test
  void a_test_of_a_webhook_sends_it_a_transaction() {
    newWebhook();
    signIn();
    press("Test", "Online shop integration");
    portal.awaitDialog("answered 200");
    assertThat(awaitRequest().bodyText()).contains("\"transferType\":\"in\"");
  }

  @Test
  void a_failed_delivery_is_looked_at_and_sent_again_in_its_place() {
    receiver.script(request -> Answer.of(500, "out of order"));
    long endpoint = newEndpoint(request -> request.retrySchedule());
    publishEvent("payment.failed");
    awaitSettled(endpoint);
    publishEvent("payment.succeeded");
    awaitSettled(endpoint);
    signIn();
    receiver.script(request -> Answer.ok());

    portal.press(portal.buttons().get(portal.buttons().size() - 1));
    assertThat(portal.awaitDialog("payment.failed to Order service"))
        .contains("1. ", "(automatic)", "answered 500, http_status");
    portal.press("Send again");
    portal.awaitDialog("again");
    awaitSettled(endpoint);

    assertThat(receiver.awaitRequests(3)).hasSize(3);
    portal.press("Close");
    assertThat(portal.focused()).startsWith("Details: payment.failed ");
    assertThat(portal.column("Event").get(1)).startsWith("payment.failed");
    portal.press("Refresh");
    portal.await("window.user.texts('#deliveries .state').includes('succeeded')", "its success");
    assertThat(portal.column("Status")).containsExactly("failed", "succeeded");
    assertThat(portal.column("Attempts")).containsExactly("1", "2");
  }

  @Test
  void deliveries_are_filtered() {
    receiver.script(r -> r.path().equals("/hook") ? Answer.ok() : Answer.status(500));
    long good = newEndpoint();
    long bad =
        newEndpoint(
            request ->
                request
                    .url(receiver.url("/broken").toString())
                    .description("Broken")
                    .eventTypes("refund.*")
                    .retrySchedule());
    publishEvent("payment.succeeded");
    publishEvent("refund.created");
    awaitSettled(good);
    awaitSettled(bad);
    signIn();
    assertThat(portal.column("To")).hasSize(3);

    portal.enter("Status", "failed");
    awaitColumn("To", List.of("Broken"));
    portal.enter("Status", "succeeded");
    awaitColumn("To", List.of("Order service", "Order service"));
    portal.enter("Event type", "payment.succeeded");
    awaitColumn("To", List.of("Order service"));
    press("Deliveries", "Broken");
    portal.awaitText("#none", "There are none.");
    assertThat(portal.value("To")).isEqualTo(String.valueOf(bad));
    portal.enter("Status", "");
    portal.enter("Event type", "");
    awaitColumn("Status", List.of("failed"));
  }

  @Test
  void older_deliveries_are_added_until_there_are_no_more() {
    long endpoint = newEndpoint();
    String event = "{\"type\":\"payment.succeeded\",\"livemode\":false,\"data\":{\"object\":{}}}";
    api.post("events", Collections.nCopies(53, event).toString()).expect(202);
    receiver.awaitRequests(53);
    awaitSettled(endpoint);
    signIn();
    assertThat(portal.column("Event")).hasSize(50);

    portal.press("Older");

    portal.await("document.querySelectorAll('#deliveries tr').length === 53", "all 53");
    assertThat(portal.column("Event")).doesNotHaveDuplicates();
    assertThat(portal.buttons()).doesNotContain("Older").doesNotHaveDuplicates();
  }

  @Test
  void a_recovery_sends_again_what_failed_and_tells_its_end() {
    receiver.script(request -> Answer.status(500));
    long endpoint = newEndpoint(request -> request.retrySchedule());
    publishEvent("payment.succeeded");
    publishEvent("payment.failed");
    awaitSettled(endpoint);
    receiver.script(request -> Answer.ok());
    signIn();

    press("Recover", "Order service");
    portal.enter("Since", "2020-01-01T00:00");
    portal.press("Send again");

    portal.awaitDialog("completed: 2 of 2 sent again.");
    assertThat(portal.buttons()).contains("Close").doesNotContain("Stop sending");
    receiver.awaitRequests(4);
    portal.press("Close");
  }

  @Test
  void how_the_last_recovery_got_on_is_told_again_by_its_endpoint() {
    long endpoint = newEndpoint();
    newEndpoint(request -> request.description("Another"));
    publishEvent("payment.succeeded");
    awaitSettled(endpoint);
    signIn();
    press("Recover", "Order service");
    portal.enter("Deliveries that", "succeeded");
    portal.press("Send again");
    portal.press("Close");

    press("Recover", "Order service");

    portal.awaitDialog("completed: 1 of 1 sent again.");
    portal.press("Close");
    press("Recover", "Another");
    portal.awaitAnswers();
    assertThat(portal.text("#recover-message")).isEmpty();
  }

  @Test
  void a_refused_recovery_says_why_in_its_dialog() {
    newEndpoint();
    signIn();
    press("Recover", "Order service");
    portal.enter("Since", "2026-01-02T00:00");
    portal.enter("Until", "2026-01-01T00:00");
    portal.press("Send again");
    portal.awaitDialog("400: since");
  }

  @Test
  void a_new_secret_is_shown_once_and_signs() throws Exception {
    long endpoint = newEndpoint();
    signIn();

    press("Rotate secret", "Order service");
    portal.enter("Overlap", "0");
    portal.press("Make a new secret");
    portal.awaitDialog("The new secret of Order service");
    String secret = portal.text("dialog[open] pre");
    portal.press("Close");

    portal.awaitGone(secret);
    publishEvent("payment.succeeded");
    awaitSettled(endpoint);
    ReceivedRequest request = awaitRequest();
    assertThatCode(
            () ->
                WebhookVerifier.standardWebhooks()
                    .secret(secret)
                    .build()
                    .verify(name -> request.findHeader(name).orElse(null), request.body()))
        .doesNotThrowAnyException();
  }

  @Test
  void an_endpoint_is_disabled_once_that_was_confirmed_and_enabled_again() {
    long endpoint = newEndpoint();
    signIn();

    portal.agreeing(false);
    press("Disable", "Order service");
    portal.agreeing(true);
    assertThat(client.endpoints().get(endpoint).enabled()).isTrue();
    press("Disable", "Order service");
    portal.awaitText("#receivers .state", "disabled");
    assertThat(client.endpoints().get(endpoint).enabled()).isFalse();
    press("Enable", "Order service");
    portal.awaitText("#receivers .state", "enabled");
    assertThat(client.endpoints().get(endpoint).enabled()).isTrue();
  }

  @Test
  void an_endpoint_that_waits_to_be_verified_is_challenged() {
    newEndpoint(request -> request.verifyOwnership(true));
    receiver.script(request -> Answer.ok());
    signIn();
    assertThat(portal.text("#receivers .state")).isEqualTo("waits to be verified");

    press("Verify", "Order service");
    portal.awaitDialog("The challenge was not answered.");
    portal.press("Close");
    portal.await("!document.querySelector('#receivers [aria-busy=true]')", "its end");
    receiver.script(PortalIT::answeringChallenges);
    press("Verify", "Order service");
    portal.awaitDialog("Verified: what waited is sent.");
    portal.press("Close");

    portal.awaitText("#receivers .state", "enabled");
    assertThat(portal.buttons()).doesNotContain("Verify: Order service");
  }

  private static Answer answeringChallenges(ReceivedRequest request) {
    JsonObject object =
        Fields.parse(request.bodyText()).getJsonObject("data").getJsonObject("object");
    return Answer.json(200, Fields.of("challenge", object.getString("challenge")).toString());
  }

  @Test
  void statistics_count_how_deliveries_ended() {
    long endpoint = newEndpoint();
    publishEvent("payment.succeeded");
    awaitSettled(endpoint);
    signIn();
    assertThat(portal.text("#summary")).contains("success rate");

    press("Statistics", "Order service");

    assertThat(portal.awaitDialog("The last seven days of Order service"))
        .contains("succeeded", "success rate", "95 % within");
  }

  @Test
  void a_dialog_begins_with_its_usual_choices_whatever_was_chosen_for_another() {
    newEndpoint();
    newEndpoint(request -> request.description("Another"));
    signIn();

    press("Rotate secret", "Order service");
    portal.enter("Overlap", "0");
    portal.press("Cancel");
    press("Rotate secret", "Another");
    assertThat(portal.value("Overlap")).isEqualTo("86400");
    portal.press("Cancel");
    press("Recover", "Order service");
    portal.enter("Deliveries that", "succeeded");
    portal.press("Close");
    press("Recover", "Another");
    assertThat(portal.value("Deliveries that")).isEqualTo("failed");
    assertThat(portal.value("Since")).isNotEmpty();
  }

  @Test
  void what_was_typed_outlives_a_refusal_and_a_new_token() {
    long endpoint = newEndpoint();
    signIn();
    client.endpoints().disable(endpoint);
    press("Recover", "Order service");
    portal.enter("Since", "2026-01-02T03:04");
    portal.enter("Deliveries that", "cancelled");
    portal.press("Send again");
    portal.awaitDialog("409: ");
    portal.press("Close");
    client.endpoints().enable(endpoint);

    signIn();

    press("Recover", "Order service");
    assertThat(portal.value("Since")).isEqualTo("2026-01-02T03:04");
    assertThat(portal.value("Deliveries that")).isEqualTo("cancelled");
    portal.press("Send again");
    portal.awaitDialog("completed: 0 of 0");
    portal.press("Close");
    press("Recover", "Order service");
    assertThat(portal.value("Deliveries that")).isEqualTo("failed");
  }
}
