package dev.webhooks.core.operation;

import static dev.webhooks.core.operation.Outcomes.accepted;
import static dev.webhooks.core.operation.Outcomes.cancelled;
import static dev.webhooks.core.operation.Outcomes.rescheduled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.webhooks.core.dispatch.DispatchListener.Outcome;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.spi.EndpointHealth;
import dev.webhooks.core.spi.EndpointHealth.Failing;
import dev.webhooks.core.spi.EndpointStore;
import dev.webhooks.core.spi.EndpointStore.DisableReason;
import dev.webhooks.core.testkit.InMemoryEndpointHealth;
import dev.webhooks.core.testkit.InMemoryEndpointStore;
import dev.webhooks.core.testkit.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthWatchTest {
  private final SettableClock clock = new SettableClock();
  private final InterruptedHealth health = new InterruptedHealth(new InMemoryEndpointHealth(clock));
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
  void a_success_counts_although_another_endpoint_cannot_be_disabled_at_the_time() {
    var other = Outcomes.endpoint(2);
    var troubled = new HealthWatch(HealthPolicy.DEFAULT, health, new Away(), failing -> {});
    troubled.recorded(List.of(rescheduled(endpoint), rescheduled(other)));
    troubled.examine();
    clock.advance(Duration.ofDays(5));
    troubled.recorded(List.of(accepted(endpoint), rescheduled(other)));

    assertThatThrownBy(troubled::examine).hasMessage("away");
    assertThat(health.failing()).extracting(Failing::endpointId).containsExactly(2L);
  }

  @Test
  void a_success_counts_although_the_store_is_away_when_it_is_looked_at() {
    fail(watch);
    clock.advance(Duration.ofDays(4));
    watch.recorded(List.of(accepted(endpoint)));
    health.away = true;
    assertThatThrownBy(watch::examine).hasMessage("away");
    health.away = false;
    watch.examine();

    assertThat(health.failing()).isEmpty();
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

  /** Disables nobody. */
  private static final class Away implements EndpointStore {
    @Override
    public List<Endpoint> changedAfter(long version) {
      return List.of();
    }

    @Override
    public boolean disable(long endpointId, DisableReason reason) {
      throw new IllegalStateException("away");
    }
  }

  /** Changes nothing while it is away. */
  private static final class InterruptedHealth implements EndpointHealth {
    private final EndpointHealth stored;
    private boolean away;

    InterruptedHealth(EndpointHealth stored) {
      this.stored = stored;
    }

    @Override
    public List<Failing> failing() {
      return stored.failing();
    }

    @Override
    public void begin(Collection<Long> endpointIds) {
      stored.begin(endpointIds);
    }

    @Override
    public void clear(Collection<Long> endpointIds) {
      if (away) {
        throw new IllegalStateException("away");
      }
      stored.clear(endpointIds);
    }

    @Override
    public boolean announce(long endpointId) {
      return stored.announce(endpointId);
    }
  }
}
