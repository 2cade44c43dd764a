package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.webhooks.core.testkit.Answer;
import dev.webhooks.it.support.Clients;
import dev.webhooks.it.support.TenantSuite;
import dev.webhooks.jaxrs.client.WebhooksApiException.NotFound;
import dev.webhooks.jaxrs.client.WebhooksClient;
import dev.webhooks.jaxrs.client.model.CursorPage;
import dev.webhooks.jaxrs.client.model.Delivery;
import dev.webhooks.jaxrs.client.model.DeliveryAttempt;
import dev.webhooks.jaxrs.client.model.DeliveryQuery;
import dev.webhooks.jaxrs.client.model.DeliveryStatus;
import dev.webhooks.jaxrs.client.model.EndpointAuthentication;
import dev.webhooks.jaxrs.client.model.EventQuery;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What operators see of events, deliveries and attempts. */
class DeliveryLogIT extends TenantSuite {

  @Test
  void an_attempt_shows_the_exchange_without_secrets() {
    receiver.script(request -> Answer.of(500, "broken"));
    long endpoint =
        newEndpoint(
            request ->
                request
                    .authentication(EndpointAuthentication.bearer("t0p-s3cret"))
                    .retrySchedule());
    publishEvent("payment.succeeded");
    String id = awaitSettledOne(endpoint).id();

    Delivery delivery = client.deliveries().get(id);

    assertThat(awaitRequest().findHeader("Authorization")).hasValue("Bearer t0p-s3cret");
    assertThat(api.get("deliveries/" + id).expect(200).body()).doesNotContain("t0p-s3cret");
    assertThat(delivery.attemptCount()).isOne();
    assertThat(delivery.settledAt()).isNotNull();
    DeliveryAttempt attempt = delivery.attempts().get(0);
    assertThat(attempt.number()).isOne();
    assertThat(attempt.trigger()).isEqualTo("automatic");
    assertThat(attempt.error()).isEqualTo("http_status");
    assertThat(attempt.responseStatus()).isEqualTo(500);
    assertThat(attempt.responseBody()).isEqualTo("broken");
    assertThat(attempt.address()).isEqualTo("127.0.0.1");
    assertThat(attempt.durations().total()).isNotNull();
    assertThat(attempt.nextAttemptAt()).isNull();
  }

  @Test
  void the_log_keeps_the_first_4_kib_of_an_answer() {
    receiver.script(request -> Answer.of(500, "x".repeat(10_000)));
    long endpoint = newEndpoint(request -> request.retrySchedule());
    publishEvent("payment.succeeded");

    String id = awaitSettledOne(endpoint).id();

    assertThat(client.deliveries().get(id).attempts().get(0).responseBody()).hasSize(4096);
  }

  @Test
  void pages_by_cursor_are_stable_under_inserts() {
    long endpoint = newEndpoint();
    for (int i = 0; i < 5; i++) {
      publishEvent("payment.succeeded");
    }
    receiver.awaitRequests(5);
    awaitSettled(endpoint);
    DeliveryQuery query = DeliveryQuery.all().ofEndpoint(endpoint).withLimit(2);

    CursorPage<Delivery> first = client.deliveries().page(query);
    publishEvent("payment.succeeded");
    Stream<Delivery> rest = client.deliveries().stream(query.after(first.nextCursor()));

    assertThat(Stream.concat(first.items().stream(), rest).map(Delivery::id))
        .hasSize(5)
        .doesNotHaveDuplicates();
  }

  @Test
  void deliveries_are_filtered_by_status_type_and_time() {
    long endpoint = newEndpoint();
    publishEvent("payment.succeeded");
    awaitSettled(endpoint);
    DeliveryQuery all = DeliveryQuery.all();
    Instant before = Instant.parse("2020-01-01T00:00:00Z");
    Instant after = Instant.parse("2100-01-01T00:00:00Z");

    assertThat(found(all.withStatus(DeliveryStatus.SUCCEEDED))).hasSize(1);
    assertThat(found(all.withStatus(DeliveryStatus.FAILED))).isEmpty();
    assertThat(found(all.ofEventType("payment.succeeded"))).hasSize(1);
    assertThat(found(all.ofEventType("payment.failed"))).isEmpty();
    assertThat(found(all.between(before, after))).hasSize(1);
    assertThat(found(all.between(after, after))).isEmpty();
    assertThat(found(all.ofEndpoint(endpoint + 1_000_000))).isEmpty();
  }

  private List<Delivery> found(DeliveryQuery query) {
    return client.deliveries().page(query).items();
  }

  @Test
  void another_tenant_sees_nothing() {
    long endpoint = newEndpoint();
    String event = publishEvent("payment.succeeded").id();
    String delivery = awaitSettledOne(endpoint).id();
    WebhooksClient stranger = Clients.ofNewTenant(service);

    assertThatExceptionOfType(NotFound.class).isThrownBy(() -> stranger.events().get(event));
    assertThatExceptionOfType(NotFound.class)
        .isThrownBy(() -> stranger.deliveries().resend(delivery));
    assertThat(stranger.deliveries().page(DeliveryQuery.all()).items()).isEmpty();
    assertThat(stranger.deliveries().page(DeliveryQuery.all().ofEndpoint(endpoint)).items())
        .isEmpty();
    assertThat(stranger.events().page(EventQuery.all()).items()).isEmpty();
  }
}
