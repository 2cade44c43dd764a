package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ReceivedRequest;
import dev.webhooks.it.support.BlackBox;
import dev.webhooks.it.support.Deadline;
import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.Requests;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What happens after a failure: later, by hand, or never. */
class RetryIT extends BlackBox {

  @Test
  void a_failed_delivery_is_tried_again_with_the_same_id_and_bytes() {
    failingTimes(2);
    long endpoint = newEndpoint("retry_schedule", List.of(1, 1, 1)).getInt("id");
    publish();

    List<ReceivedRequest> attempts = receiver.awaitRequests(3);

    assertThat(attempts)
        .extracting(ReceivedRequest::bodyText)
        .containsOnly(attempts.get(0).bodyText());
    assertThat(attempts)
        .extracting(attempt -> attempt.findHeader("webhook-id").orElse(""))
        .containsOnly(attempts.get(0).findHeader("webhook-id").orElseThrow());
    JsonObject delivery = awaitSettled(endpoint).get(0);
    assertThat(delivery.getString("status")).isEqualTo("succeeded");
    assertThat(attempts(delivery)).extracting(a -> a.getInt("number")).contains(1, 2, 3);
  }

  @Test
  void an_exhausted_schedule_gives_up() {
    receiver.script(request -> Answer.status(500));
    long endpoint = newEndpoint("retry_schedule", List.of(1)).getInt("id");
    publish();

    assertThat(awaitSettled(endpoint))
        .extracting(d -> d.getString("status"))
        .containsExactly("failed");
    assertThat(receiver.requests()).hasSize(2);
  }

  @Test
  void a_resend_makes_one_more_attempt_at_once() {
    failingTimes(1);
    long endpoint = newEndpoint("retry_schedule", List.of()).getInt("id");
    publish();
    JsonObject failed = awaitSettled(endpoint).get(0);
    assertThat(failed.getString("status")).isEqualTo("failed");

    api.post("deliveries/" + id(failed) + "/resend").expect(200);

    receiver.awaitRequests(2);
    Deadline.ofSeconds(20)
        .await(
            () -> awaitSettled(endpoint).get(0).getString("status").equals("succeeded"),
            "the resent delivery to succeed");
    assertThat(receiver.requests()).hasSize(2);
  }

  @Test
  void disabling_cancels_what_is_pending() {
    receiver.script(request -> Answer.status(500));
    long endpoint = newEndpoint("retry_schedule", List.of(3600)).getInt("id");
    publish();
    receiver.awaitRequests(1);

    api.patch("endpoints/" + endpoint, Fields.of("enabled", false)).expect(200);

    assertThat(awaitSettled(endpoint))
        .extracting(d -> d.getString("status"))
        .containsExactly("cancelled");
  }

  @Test
  void one_dead_receiver_delays_no_other() {
    newEndpoint("url", receiver.url("/hanging").toString());
    newEndpoint();
    receiver.script(request -> request.path().equals("/hanging") ? Answer.hang() : Answer.ok());
    for (int i = 0; i < 20; i++) {
      publish();
    }
    Deadline.ofSeconds(20)
        .await(
            () -> receiver.requests().stream().filter(r -> r.path().equals("/hook")).count() == 20,
            "every delivery of the healthy endpoint");
  }

  @Test
  void a_send_test_returns_its_attempt() {
    long endpoint = newEndpoint().getInt("id");
    JsonObject attempt = api.post("endpoints/" + endpoint + "/test").expect(200).data();
    assertThat(attempt.getString("trigger")).isEqualTo("test");
    assertThat(awaitRequest().findHeader("X-Webhook-Event-Type")).hasValue("test.webhook");
  }

  private void failingTimes(int times) {
    AtomicInteger left = new AtomicInteger(times);
    receiver.script(request -> left.getAndDecrement() > 0 ? Answer.status(503) : Answer.ok());
  }

  private void publish() {
    api.post("events", Requests.event("payment.succeeded", "ORDER-1")).expect(202);
  }

  private List<JsonObject> attempts(JsonObject delivery) {
    return api.get("deliveries/" + id(delivery))
        .expect(200)
        .data()
        .getJsonArray("attempts")
        .getValuesAs(JsonObject.class);
  }

  private static String id(JsonObject delivery) {
    return delivery.get("id").toString().replace("\"", "");
  }
}
