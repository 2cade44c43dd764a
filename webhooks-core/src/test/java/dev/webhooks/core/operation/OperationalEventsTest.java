package dev.webhooks.core.operation;

import static dev.webhooks.core.operation.Outcomes.accepted;
import static dev.webhooks.core.operation.Outcomes.exhausted;
import static dev.webhooks.core.operation.Outcomes.failedResend;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.dispatch.DispatchListener.Outcome;
import dev.webhooks.core.dispatch.EndpointDirectory;
import dev.webhooks.core.dispatch.EventPublisher;
import dev.webhooks.core.dispatch.EventToPublish;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.Event;
import dev.webhooks.core.model.EventFilter;
import dev.webhooks.core.model.EventTypePattern;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.model.Subscription;
import dev.webhooks.core.spi.EndpointHealth.Failing;
import dev.webhooks.core.spi.EventContent;
import dev.webhooks.core.testkit.InMemoryEndpointStore;
import dev.webhooks.core.testkit.InMemoryStores;
import dev.webhooks.core.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationalEventsTest {
  private static final long SENT_TO = 1;
  private static final long WATCHER = 2;

  private final SettableClock clock = new SettableClock();
  private final InMemoryStores stores = InMemoryStores.at(clock);
  private final InMemoryEndpointStore endpoints = new InMemoryEndpointStore();
  private final EndpointDirectory directory = new EndpointDirectory(endpoints);
  private final AtomicInteger ids = new AtomicInteger();
  private final EventPublisher publisher =
      new EventPublisher(
          directory, stores.events(), stores.database().transactions(), committed -> {});
  private final OperationalEvents events =
      new OperationalEvents(publisher, () -> "evt_op" + ids.incrementAndGet(), clock);
  private final ExhaustedDeliveries exhausted =
      new ExhaustedDeliveries(directory, stores.events(), events, 3);
  private final Endpoint sentTo = endpoints.put(Outcomes.endpoint(SENT_TO));

  @BeforeEach
  void learnOfEndpoints() {
    directory.refresh();
  }

  private void watch(boolean livemode, String... patterns) {
    var types = Arrays.stream(patterns).map(EventTypePattern::new).toList();
    endpoints.put(
        Outcomes.endpoint(WATCHER).toBuilder()
            .subscription(new Subscription.Events(types, livemode, Set.of(), EventFilter.ALL))
            .build());
    directory.refresh();
  }

  /** Publishes an event and returns its number. */
  private long publish(String type) {
    String id = "evt_" + ids.incrementAndGet();
    publisher.publish(
        List.of(
            EventToPublish.of(
                new Event(id, "default", type, true, Set.of(), "{}".getBytes(UTF_8), null))));
    return stores.database().pendingDeliveries().stream()
        .mapToLong(PendingDelivery::eventNumber)
        .max()
        .orElse(1);
  }

  private void hear(Outcome... outcomes) {
    exhausted.recorded(List.of(outcomes));
    exhausted.publish();
  }

  private List<EventContent> told() {
    var numbers =
        stores.database().pendingDeliveries().stream()
            .filter(delivery -> delivery.endpointId() == WATCHER)
            .map(PendingDelivery::eventNumber)
            .toList();
    return List.copyOf(stores.events().load(numbers).values());
  }

  private String onlyBody() {
    assertThat(told()).hasSize(1);
    return new String(told().get(0).body(), UTF_8);
  }

  @Test
  void an_exhausted_delivery_is_told_to_who_subscribes_to_it() {
    watch(true, "delivery.*");
    long number = publish("payment.succeeded");

    hear(accepted(sentTo), exhausted(sentTo, number));

    assertThat(onlyBody())
        .contains("\"type\":\"delivery.exhausted\"", "\"created\":\"2026-01-15T08:00:00Z\"")
        .contains("\"data\":{\"object\":{\"id\":\"dlv_", "\"object\":\"delivery\"")
        .contains("\"endpoint_id\":1", "\"event_id\":\"evt_1\"")
        .contains("\"event_type\":\"payment.succeeded\"", "\"attempts\":6")
        .contains("\"last_error\":\"http_status\",\"last_response_status\":503");
  }

  @Test
  void the_star_does_not_subscribe_to_it() {
    watch(true, "*");
    long number = publish("payment.succeeded");
    int before = told().size();

    hear(exhausted(sentTo, number));

    assertThat(told()).hasSize(before);
  }

  @Test
  void it_goes_to_the_mode_of_the_endpoint_it_is_about() {
    watch(false, "delivery.exhausted");

    hear(exhausted(sentTo, publish("payment.succeeded")));

    assertThat(told()).isEmpty();
  }

  @Test
  void the_same_exhaustion_is_told_once() {
    watch(true, "delivery.exhausted");
    long number = publish("payment.succeeded");

    hear(exhausted(sentTo, number));
    hear(exhausted(sentTo, number));

    assertThat(told()).hasSize(1);
  }

  @Test
  void an_exhausted_operational_event_is_not_told() {
    watch(true, "delivery.exhausted", "endpoint.*");
    long number = publish("endpoint.updated");
    int before = told().size();

    hear(exhausted(sentTo, number));

    assertThat(told()).hasSize(before);
  }

  @Test
  void a_resend_that_fails_again_is_not_told() {
    watch(true, "delivery.exhausted");

    hear(failedResend(sentTo, publish("payment.succeeded")));

    assertThat(told()).isEmpty();
  }

  @Test
  void what_does_not_fit_into_the_queue_is_counted() {
    watch(true, "delivery.exhausted");
    long number = publish("payment.succeeded");

    for (int i = 0; i < 5; i++) {
      exhausted.recorded(List.of(exhausted(sentTo, number)));
    }

    assertThat(exhausted.dropped()).isEqualTo(2);
  }

  @Test
  void an_endpoint_that_fails_for_long_is_told_of() {
    watch(true, "endpoint.failing");
    var since = Instant.parse("2026-01-12T08:00:00Z");
    var notice = new FailingNotice(directory, events);

    notice.accept(new Failing(SENT_TO, since, Duration.ofDays(3), true));

    assertThat(onlyBody())
        .contains("\"type\":\"endpoint.failing\"", "\"id\":1,\"object\":\"endpoint\"")
        .contains("\"status\":\"enabled\",\"failing_since\":\"2026-01-12T08:00:00Z\"");
  }
}
