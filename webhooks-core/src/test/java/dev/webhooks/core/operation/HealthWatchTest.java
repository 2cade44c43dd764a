package dev.webhooks.core.operation;

import static dev.webhooks.core.operation.Outcomes.accepted;
import static dev.webhooks.core.operation.Outcomes.cancelled;
import static dev.webhooks.core.operation.Outcomes.rescheduled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.dispatch.DispatchListener.Outcome;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.spi.EndpointHealth.Failing;
import dev.webhooks.core.spi.EndpointStore.DisableReason;
import dev.webhooks.core.testkit.InMemoryEndpointHealth;
import dev.webhooks.core.testkit.InMemoryEndpointStore;
import dev.webhooks.core.testkit.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthWatchTest {
  private final SettableClock clock = new SettableClock();
  private final InMemoryEndpointHealth health = new InMemoryEndpointHealth(clock);
  private final InMemoryEndpointStore endpoints = new InMemoryEndpointStore();
  private final List<Long> announced = new ArrayList<>();
  private final HealthWatch watch = node();
  private final Endpoint endpoint = endpoints.put(Outcomes.endpoint(1));

  private HealthWatch node() {
    return new HealthWatch(
        HealthPolicy.DEFAULT, health, endpoints, failing -> announced.add(failing.endpointId()));
  }

  private void hear(HealthWatch node, Heard outcomes) {
    node.recorded(outcomes.of(endpoint));
    node.examine();
  }

  private interface Heard {
    List<Outcome> of(Endpoint endpoint);
  }

  private void fail(HealthWatch node) {
    hear(node, e -> List.of(rescheduled(e)));
  }

  @Test
  void five_days_of_nothing_but_failures_disable_an_endpoint_and_half_of_it_is_announced_once() {
    fail(watch);
    clock.advance(Duration.ofHours(59));
    fail(watch);
    assertThat(announced).isEmpty();

    clock.advance(Duration.ofHours(1));
    fail(watch);
    clock.advance(Duration.ofHours(1));
    fail(watch);
    assertThat(announced).containsExactly(1L);
    assertThat(endpoints.reasonOf(1)).isNull();

    clock.advance(Duration.ofHours(59));
    fail(watch);
    assertThat(endpoints.reasonOf(1)).isEqualTo(DisableReason.FAILING);
    assertThat(health.failing()).as("starts anew when it is enabled again").isEmpty();
  }

  @Test
  void one_success_starts_the_time_anew_whatever_failed_around_it() {
    fail(watch);
    clock.advance(Duration.ofDays(4));
    hear(watch, e -> List.of(rescheduled(e), accepted(e), rescheduled(e)));
    clock.advance(Duration.ofDays(4));
    fail(watch);
    clock.advance(Duration.ofDays(4));
    fail(watch);

    assertThat(endpoints.reasonOf(1)).isNull();
  }

  @Test
  void what_one_node_noticed_another_goes_on_with() {
    fail(watch);
    clock.advance(Duration.ofDays(5));
    fail(node());

    assertThat(endpoints.reasonOf(1)).isEqualTo(DisableReason.FAILING);
  }

  @Test
  void time_alone_and_deliveries_without_an_attempt_are_no_failures() {
    fail(watch);
    clock.advance(Duration.ofDays(30));
    watch.examine();
    hear(watch, e -> List.of(cancelled(e)));

    assertThat(endpoints.reasonOf(1)).isNull();
    assertThat(health.failing()).extracting(Failing::endpointId).containsExactly(1L);
  }
}
