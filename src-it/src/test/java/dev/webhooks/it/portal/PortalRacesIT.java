package dev.webhooks.it.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.testkit.Answer;
import dev.webhooks.it.portal.HoldingProxy.Held;
import dev.webhooks.it.support.Tokens;
import dev.webhooks.jaxrs.client.model.RecoveryRequest;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers that come late, or never. */
@InBrowser
class PortalRacesIT extends PortalSuite {

  @Test
  void an_answer_overtaken_by_a_newer_one_is_not_shown() {
    long endpoint = newEndpoint();
    publishEvent("payment.succeeded");
    awaitSettled(endpoint);
    signIn();

    Held slow = proxy.hold("status=failed");
    portal.enter("Status", "failed");
    slow.await();
    portal.enter("Status", "succeeded");
    awaitColumn("Status", List.of("succeeded"));
    letGo(slow);

    assertThat(portal.column("Status")).containsExactly("succeeded");
  }

  @Test
  void older_deliveries_of_another_filter_are_not_added() {
    long endpoint = newEndpoint();
    String event = "{\"type\":\"payment.succeeded\",\"livemode\":false,\"data\":{\"object\":{}}}";
    api.post("events", Collections.nCopies(51, event).toString()).expect(202);
    receiver.awaitRequests(51);
    awaitSettled(endpoint);
    signIn();

    Held older = proxy.hold("cursor=");
    portal.press("Older");
    older.await();
    portal.enter("Status", "failed");
    portal.awaitText("#none", "There are none.");
    letGo(older);

    assertThat(portal.column("Status")).isEmpty();
  }

  @Test
  void the_result_of_a_test_does_not_replace_a_new_secret() {
    newEndpoint();
    signIn();

    Held test = proxy.hold("/test");
    press("Test", "Order service");
    test.await();
    press("Rotate secret", "Order service");
    portal.press("Make a new secret");
    portal.awaitDialog("whsec_");
    letGo(test);

    assertThat(portal.text("dialog[open]")).contains("whsec_");
    portal.press("Close");
    portal.awaitDialog("Test of Order service");
  }

  @Test
  void the_result_of_a_test_is_not_shown_under_the_token_of_another_tenant() {
    newEndpoint();
    signIn();

    Held test = proxy.hold("/test");
    press("Test", "Order service");
    test.await();
    portal.signIn(Tokens.ofNewTenant().sign());
    letGo(test);

    assertThat(portal.hasDialog()).isFalse();
    portal.awaitGone("Order service");
  }

  @Test
  void two_rotations_show_both_secrets() {
    newEndpoint();
    newEndpoint(request -> request.description("Another"));
    signIn();

    Held first = proxy.hold("/secret/rotate");
    press("Rotate secret", "Order service");
    portal.press("Make a new secret");
    first.await();
    press("Rotate secret", "Another");
    letGo(first);
    portal.press("Make a new secret");

    String secret = secretOf("Order service");
    portal.press("Close");
    assertThat(secretOf("Another")).isNotEqualTo(secret);
  }

  @Test
  void a_secret_answered_under_the_token_of_another_tenant_is_told_and_not_shown() {
    newEndpoint();
    signIn();
    Held rotation = proxy.hold("/secret/rotate");
    press("Rotate secret", "Order service");
    portal.press("Make a new secret");
    rotation.await();
    Held loading = proxy.hold("GET /api/v1/endpoints");
    portal.enter("Access token", Tokens.ofNewTenant().sign());
    portal.press("Open");
    loading.await();
    letGo(rotation);
    letGo(loading);

    portal.awaitText("#receivers", "There are none yet.");
    assertThat(portal.text("#message")).startsWith("Something asked for with the token before");
    assertThat(portal.hasDialog()).isFalse();
    List.of("Order service", "whsec_").forEach(portal::awaitGone);
  }

  @Test
  void a_change_whose_answer_was_lost_is_not_named_under_the_token_of_another_tenant() {
    newEndpoint();
    signIn();
    Held change = proxy.hold("PATCH");
    press("Edit", "Order service");
    portal.enter("Description", "Ledger");
    portal.press("Save");
    change.await();
    portal.press("Cancel");
    portal.signIn(Tokens.ofNewTenant().sign());
    change.lose();

    portal.awaitText("#message", "Something asked for with the token before");
    portal.awaitGone("Order service");
  }

  @Test
  void a_refusal_is_told_with_its_name_once_its_dialog_is_closed() {
    long endpoint = newEndpoint();
    signIn();
    client.endpoints().disable(endpoint);
    Held recovery = proxy.hold("endpoints/" + endpoint + "/recover");
    press("Recover", "Order service");
    portal.press("Send again");
    recovery.await();
    portal.press("Close");
    letGo(recovery);
    portal.awaitText("#message", "\u2068Recover what was missed by Order service\u2069: 409: ");

    press("Rotate secret", "Order service");
    client.endpoints().delete(endpoint);
    portal.press("Make a new secret");
    portal.awaitText("#message", "\u2068Rotate the secret of Order service\u2069: 404: ");
  }

  @Test
  void a_webhook_is_listed_though_one_before_it_was_deleted_meanwhile() {
    long last = newWebhook(request -> request.name("The last"));
    long newest = last;
    for (int i = 0; i < 100; i++) {
      newest = newWebhook();
    }
    Held page = proxy.hold("webhooks?limit=100&page=1");
    portal.enter("Access token", token.sign());
    portal.press("Open");
    page.await();
    client.webhooks().delete(newest);
    letGo(page);

    portal.awaitText("#receivers", "The last");
    assertThat(portal.texts("#receivers h3")).hasSize(100);
  }

  private String secretOf(String endpoint) {
    portal.awaitDialog("The new secret of " + endpoint);
    return portal.text("dialog[open] pre");
  }

  @Test
  void a_recovery_answered_after_its_dialog_was_closed_stays_out_of_the_next_one() {
    long endpoint = newEndpoint();
    newEndpoint(request -> request.description("Another"));
    signIn();

    Held recovery = proxy.hold("endpoints/" + endpoint + "/recover");
    press("Recover", "Order service");
    portal.press("Send again");
    recovery.await();
    portal.press("Close");
    press("Recover", "Another");
    letGo(recovery);

    assertThat(portal.text("#recover-message")).isEmpty();
    assertThat(portal.buttons()).doesNotContain("Stop sending");
  }

  @Test
  void a_recovery_without_an_answer_keeps_no_other_from_being_begun() {
    long endpoint = newEndpoint();
    newEndpoint(request -> request.description("Another"));
    signIn();

    Held recovery = proxy.hold("endpoints/" + endpoint + "/recover");
    press("Recover", "Order service");
    portal.press("Send again");
    recovery.await();
    portal.press("Close");
    press("Recover", "Another");
    portal.press("Send again");

    portal.awaitDialog("completed: 0 of 0 sent again.");
  }

  @Test
  void a_recovery_answered_late_takes_nothing_that_was_typed_for_another() {
    long endpoint = newEndpoint();
    newEndpoint(request -> request.description("Another"));
    signIn();

    Held recovery = proxy.hold("endpoints/" + endpoint + "/recover");
    press("Recover", "Order service");
    portal.press("Send again");
    recovery.await();
    portal.press("Close");
    press("Recover", "Another");
    portal.enter("Deliveries that", "cancelled");
    letGo(recovery);
    portal.press("Close");
    press("Recover", "Another");

    assertThat(portal.value("Deliveries that")).isEqualTo("cancelled");
  }

  @Test
  void the_last_recovery_of_one_endpoint_stays_out_of_the_dialog_of_another() {
    long endpoint = newEndpoint();
    newEndpoint(request -> request.description("Another"));
    client.endpoints().recover(endpoint, RecoveryRequest.failedSince(Instant.EPOCH));
    signIn();

    Held last = proxy.hold("recoveries?limit=1&endpoint=" + endpoint);
    press("Recover", "Order service");
    last.await();
    portal.press("Close");
    press("Recover", "Another");
    letGo(last);

    assertThat(portal.text("#recover-message")).isEmpty();
  }

  @Test
  void pressing_twice_sends_once() {
    receiver.script(request -> Answer.status(500));
    long endpoint = newEndpoint(request -> request.retrySchedule());
    publishEvent("payment.succeeded");
    awaitSettled(endpoint);
    signIn();
    portal.press(portal.buttons().get(portal.buttons().size() - 1));
    portal.awaitDialog("answered 500");

    portal.pressTwice("Send again");

    portal.awaitDialog("again");
    portal.await("!document.querySelector('#resend').hasAttribute('aria-busy')", "its end");
    assertThat(proxy.count("/resend")).isOne();
  }

  @Test
  void a_service_that_cannot_be_reached_is_called_so() {
    signIn();
    proxy.close();
    portal.press("Refresh");
    portal.awaitText("#message", "The service cannot be reached.");
  }

  @Test
  void new_endpoints_are_known_after_a_refresh() {
    signIn();
    long endpoint = newEndpoint();
    publishEvent("payment.succeeded");
    awaitSettled(endpoint);

    Held endpoints = proxy.hold("/endpoints");
    portal.press("Refresh");
    endpoints.await();
    letGo(endpoints);

    awaitColumn("To", List.of("Order service"));
  }
}
