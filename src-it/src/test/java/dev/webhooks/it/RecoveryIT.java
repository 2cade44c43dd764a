package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ReceivedRequest;
import dev.webhooks.it.support.AtOnce;
import dev.webhooks.it.support.Clients;
import dev.webhooks.it.support.Deadline;
import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.TenantSuite;
import dev.webhooks.jaxrs.client.WebhooksApiException.Conflict;
import dev.webhooks.jaxrs.client.WebhooksApiException.Invalid;
import dev.webhooks.jaxrs.client.WebhooksClient;
import dev.webhooks.jaxrs.client.model.Delivery;
import dev.webhooks.jaxrs.client.model.DeliveryStatus;
import dev.webhooks.jaxrs.client.model.Recovery;
import dev.webhooks.jaxrs.client.model.RecoveryRequest;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sending again in bulk what an endpoint missed. */
class RecoveryIT extends TenantSuite {
  private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");
  private static final RecoveryRequest REPLAY =
      new RecoveryRequest(PAST, null, DeliveryStatus.SUCCEEDED);

  @Test
  void what_failed_is_sent_again_with_its_ids_and_nothing_else_is() {
    receiver.script(request -> Answer.status(500));
    long endpoint = newEndpoint(request -> request.retrySchedule());
    for (int i = 0; i < 3; i++) {
      publishEvent("payment.succeeded");
    }
    List<String> failed = ids(awaitSettled(endpoint));
    receiver.script(request -> Answer.ok());

    Recovery done = recover(endpoint);

    assertThat(done.status()).isEqualTo("completed");
    assertThat(done.endpointId()).isEqualTo(endpoint);
    assertThat(done.deliveryStatus()).isEqualTo(DeliveryStatus.FAILED);
    assertThat(done.since()).isEqualTo(PAST);
    assertThat(done.matched()).isEqualTo(3);
    assertThat(done.requeued()).isEqualTo(3);
    List<ReceivedRequest> requests = receiver.awaitRequests(6);
    assertThat(eventIds(requests.subList(3, 6)))
        .containsExactlyInAnyOrderElementsOf(eventIds(requests.subList(0, 3)));
    Deadline.ofSeconds(20)
        .await(
            () ->
                awaitSettled(endpoint).stream()
                    .allMatch(d -> d.status() == DeliveryStatus.SUCCEEDED),
            "the recovered deliveries to succeed");
    assertThat(ids(awaitSettled(endpoint))).isEqualTo(failed);
    assertThat(recover(endpoint).matched()).isZero();
  }

  @Test
  void a_recovery_takes_webhooks_too() {
    receiver.script(request -> Answer.status(500));
    long webhook = newWebhook();
    publishTransaction();
    awaitSettled(webhook);
    receiver.script(request -> ACCEPTED);

    assertThat(recover(webhook).requeued()).isOne();

    Deadline.ofSeconds(20)
        .await(
            () -> awaitSettledOne(webhook).status() == DeliveryStatus.SUCCEEDED,
            "the recovered delivery to succeed");
  }

  @Test
  void what_succeeded_is_replayed_when_that_is_asked_for() {
    long endpoint = newEndpoint();
    for (int i = 0; i < 3; i++) {
      publishEvent("payment.succeeded");
    }
    receiver.awaitRequests(3);
    awaitSettled(endpoint);

    Recovery done = awaitEnd(client.endpoints().recover(endpoint, REPLAY).id());

    assertThat(done.requeued()).isEqualTo(3);
    List<ReceivedRequest> requests = receiver.awaitRequests(6);
    assertThat(eventIds(requests.subList(3, 6)))
        .containsExactlyInAnyOrderElementsOf(eventIds(requests.subList(0, 3)));
  }

  @Test
  void what_has_lost_its_content_is_not_sent_again_and_stays_as_it_is() {
    long endpoint = newEndpoint();
    publishEvent("payment.succeeded");
    Delivery delivery = awaitSettledOne(endpoint);
    client.events().expungeContent(delivery.eventId());

    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> client.deliveries().resend(delivery.id()));
    Recovery done = awaitEnd(client.endpoints().recover(endpoint, REPLAY).id());

    assertThat(done.matched()).isOne();
    assertThat(done.requeued()).isZero();
    assertThat(awaitSettledOne(endpoint).status()).isEqualTo(DeliveryStatus.SUCCEEDED);
  }

  /** Whether the worker or the cancelling comes first is a race: it is run until that is won. */
  @Test
  void a_recovery_that_is_cancelled_ends_there() {
    long endpoint = newEndpoint();
    publishEvent("payment.succeeded");
    awaitSettled(endpoint);

    String cancelled =
        Deadline.ofSeconds(60).get(() -> cancelledReplay(endpoint), "a recovery to cancel");

    Recovery recovery = awaitEnd(cancelled);
    assertThat(recovery.status()).isEqualTo("cancelled");
    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> client.recoveries().cancel(cancelled));
  }

  private Optional<String> cancelledReplay(long endpoint) {
    String id = client.endpoints().recover(endpoint, REPLAY).id();
    try {
      client.recoveries().cancel(id);
      return Optional.of(id);
    } catch (Conflict over) {
      return Optional.empty();
    }
  }

  /** How many the worker ends meanwhile is a race: it is run until that is won. */
  @Test
  void at_most_ten_recoveries_of_an_endpoint_run_at_a_time() {
    long endpoint = newEndpoint();

    Conflict refusal =
        Deadline.ofSeconds(60).get(() -> refusedReplay(endpoint), "a recovery to be refused");

    assertThat(refusal).hasMessageContaining("At most 10");
    assertThat(recover(newEndpoint()).status()).isEqualTo("completed");
  }

  private Optional<Conflict> refusedReplay(long endpoint) {
    Callable<Optional<Conflict>> replay = () -> replay(endpoint);
    return AtOnce.call(Collections.nCopies(30, replay)).stream()
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Conflict> replay(long endpoint) {
    try {
      client.endpoints().recover(endpoint, REPLAY);
      return Optional.empty();
    } catch (Conflict refusal) {
      return Optional.of(refusal);
    }
  }

  @Test
  void recoveries_are_listed_and_seen_by_their_tenant_only() {
    long endpoint = newEndpoint();
    String id = recover(endpoint).id();

    assertThat(client.recoveries().ofEndpoint(endpoint))
        .extracting(Recovery::id)
        .containsExactly(id);
    assertThat(client.recoveries().list()).extracting(Recovery::id).containsExactly(id);
    assertThatExceptionOfType(Conflict.class).isThrownBy(() -> client.recoveries().cancel(id));
    WebhooksClient stranger = Clients.ofNewTenant(service);
    assertThat(stranger.recoveries().list()).isEmpty();
  }

  @Test
  void a_disabled_endpoint_is_not_recovered() {
    long endpoint = newEndpoint(request -> request.enabled(false));
    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> client.endpoints().recover(endpoint, RecoveryRequest.failedSince(PAST)));
  }

  @Test
  void what_ends_before_it_begins_is_refused() {
    long endpoint = newEndpoint();
    var backwards = new RecoveryRequest(PAST, PAST.minusSeconds(1), null);
    Invalid refusal =
        catchThrowableOfType(Invalid.class, () -> client.endpoints().recover(endpoint, backwards));
    assertThat(refusal.fieldErrors()).containsOnlyKeys("since");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | since",
        "{\"since\":null} | since",
        "{\"since\":\"yesterday\"} | since",
        "{\"since\":\"2020-01-01T00:00:00Z\",\"until\":5} | until",
        "{\"since\":\"2020-01-01T00:00:00Z\",\"status\":\"pending\"} | status",
        "{\"since\":\"2020-01-01T00:00:00Z\",\"status\":\"Failed\"} | status",
      })
  void a_wrong_field_is_named(String body, String field) {
    String path = "endpoints/" + newEndpoint() + "/recover";
    assertThat(api.post(path, body).expect(400).wrongFields()).containsExactly(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pending", "Failed"})
  void every_wrong_status_is_told_the_same(String wrong) {
    String path = "endpoints/" + newEndpoint() + "/recover";
    JsonObject body = Fields.of("since", "2020-01-01T00:00:00Z", "status", wrong);
    assertThat(api.post(path, body).expect(400).body())
        .contains("{\"status\":[\"must be one of failed, cancelled, succeeded\"]}");
  }

  /** Starts one and waits for its end. */
  private Recovery recover(long endpoint) {
    return awaitEnd(client.endpoints().recover(endpoint, RecoveryRequest.failedSince(PAST)).id());
  }

  private Recovery awaitEnd(String id) {
    return Deadline.ofSeconds(30)
        .get(
            () ->
                Optional.of(client.recoveries().get(id))
                    .filter(recovery -> recovery.finishedAt() != null),
            "the end of recovery " + id);
  }

  private static List<String> ids(List<Delivery> deliveries) {
    return deliveries.stream().map(Delivery::id).toList();
  }

  private static List<String> eventIds(List<ReceivedRequest> requests) {
    return requests.stream().map(r -> r.findHeader("webhook-id").orElseThrow()).toList();
  }
}
