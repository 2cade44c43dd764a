package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ReceivedRequest;
import dev.webhooks.it.support.Deadline;
import dev.webhooks.it.support.TenantSuite;
import dev.webhooks.jaxrs.client.model.Delivery;
import dev.webhooks.jaxrs.client.model.DeliveryAttempt;
import dev.webhooks.jaxrs.client.model.DeliveryStatus;
import dev.webhooks.jaxrs.client.model.EndpointRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What happens after a failure: later, by hand, or never. */
class RetryIT extends TenantSuite {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void a_failed_delivery_is_tried_again_with_the_same_id_and_bytes() {
    failingTimes(2);
    long endpoint = newEndpoint(request -> request.retrySchedule(SECOND, SECOND, SECOND));
    publishEvent("payment.succeeded");

    List<ReceivedRequest> attempts = receiver.awaitRequests(3);

    assertThat(attempts)
        .extracting(ReceivedRequest::bodyText)
        .containsOnly(attempts.get(0).bodyText());
    assertThat(attempts)
        .extracting(attempt -> attempt.findHeader("webhook-id").orElse(""))
        .containsOnly(attempts.get(0).findHeader("webhook-id").orElseThrow());
    Delivery delivery = client.deliveries().get(awaitSettledOne(endpoint).id());
    assertThat(delivery.status()).isEqualTo(DeliveryStatus.SUCCEEDED);
    assertThat(delivery.attempts()).extracting(DeliveryAttempt::number).containsExactly(1, 2, 3);
    assertThat(delivery.attempts())
        .extracting(DeliveryAttempt::error)
        .containsExactly("http_status", "http_status", null);
  }

  @Test
  void an_exhausted_schedule_gives_up() {
    receiver.script(request -> Answer.status(500));
    long endpoint = newEndpoint(request -> request.retrySchedule(SECOND));
    publishEvent("payment.succeeded");

    assertThat(awaitSettledOne(endpoint).status()).isEqualTo(DeliveryStatus.FAILED);
    assertThat(receiver.requests()).hasSize(2);
  }

  @Test
  void a_resend_makes_one_more_attempt_at_once() {
    failingTimes(1);
    long endpoint = newEndpoint(request -> request.retrySchedule());
    publishEvent("payment.succeeded");
    Delivery failed = awaitSettledOne(endpoint);
    assertThat(failed.status()).isEqualTo(DeliveryStatus.FAILED);

    client.deliveries().resend(failed.id());

    receiver.awaitRequests(2);
    Deadline.ofSeconds(20)
        .await(
            () -> awaitSettledOne(endpoint).status() == DeliveryStatus.SUCCEEDED,
            "the resent delivery to succeed");
    assertThat(client.deliveries().get(failed.id()).attempts())
        .extracting(DeliveryAttempt::trigger)
        .containsExactly("automatic", "manual");
    assertThat(receiver.requests()).hasSize(2);
  }

  @Test
  void a_resend_replaces_a_pending_retry() {
    failingTimes(1);
    long endpoint = newEndpoint(request -> request.retrySchedule(Duration.ofHours(1)));
    publishEvent("payment.succeeded");
    receiver.awaitRequests(1);
    Delivery pending =
        Deadline.ofSeconds(20)
            .get(
                () ->
                    client
                        .events()
                        .deliveries(receiver.requests().get(0).findHeader("webhook-id").get())
                        .stream()
                        .filter(delivery -> delivery.attemptCount() == 1)
                        .findFirst(),
                "the first attempt to be recorded");

    client.deliveries().resend(pending.id());

    assertThat(awaitSettledOne(endpoint).status()).isEqualTo(DeliveryStatus.SUCCEEDED);
    assertThat(receiver.requests()).hasSize(2);
  }

  @Test
  void disabling_cancels_what_is_pending() {
    receiver.script(request -> Answer.status(500));
    long endpoint = newEndpoint(request -> request.retrySchedule(Duration.ofHours(1)));
    publishEvent("payment.succeeded");
    receiver.awaitRequests(1);

    client.endpoints().update(endpoint, EndpointRequest.builder().enabled(false).build());

    assertThat(awaitSettledOne(endpoint).status()).isEqualTo(DeliveryStatus.CANCELLED);
  }

  @Test
  void deleting_cancels_what_is_pending_and_keeps_its_log() {
    receiver.script(request -> Answer.status(500));
    long endpoint = newEndpoint(request -> request.retrySchedule(Duration.ofHours(1)));
    publishEvent("payment.succeeded");
    receiver.awaitRequests(1);

    client.endpoints().delete(endpoint);

    assertThat(awaitSettledOne(endpoint).status()).isEqualTo(DeliveryStatus.CANCELLED);
  }

  @Test
  void one_dead_receiver_delays_no_other() {
    newEndpoint(request -> request.url(receiver.url("/hanging").toString()));
    newEndpoint();
    receiver.script(request -> request.path().equals("/hanging") ? Answer.hang() : Answer.ok());
    for (int i = 0; i < 20; i++) {
      publishEvent("payment.succeeded");
    }
    Deadline.ofSeconds(20)
        .await(
            () -> receiver.requests().stream().filter(r -> r.path().equals("/hook")).count() == 20,
            "every delivery of the healthy endpoint");
  }

  @Test
  void a_send_test_returns_its_attempt() {
    DeliveryAttempt attempt = client.endpoints().test(newEndpoint());
    assertThat(attempt.trigger()).isEqualTo("test");
    assertThat(attempt.succeeded()).isTrue();
    assertThat(awaitRequest().findHeader("X-Webhook-Event-Type")).hasValue("test.webhook");
  }

  @Test
  void a_send_test_of_a_webhook_is_a_sample_transaction() {
    DeliveryAttempt attempt = client.endpoints().test(newWebhook());
    assertThat(attempt.succeeded()).isTrue();
    assertThat(awaitRequest().bodyText()).contains("\"transferAmount\":");
  }

  private void failingTimes(int times) {
    AtomicInteger left = new AtomicInteger(times);
    receiver.script(request -> left.getAndDecrement() > 0 ? Answer.status(503) : Answer.ok());
  }
}
