package dev.webhooks.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.spi.EndpointHealth;
import dev.webhooks.core.spi.EndpointHealth.Failing;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of health must do. */
public abstract class EndpointHealthContract {
  private OperationStores operation;
  private EndpointHealth health;

  /** Stores over an empty database. */
  protected abstract OperationStores emptyStores();

  @BeforeEach
  void open() {
    operation = emptyStores();
    health = operation.health();
  }

  @Test
  void an_endpoint_is_healthy_until_it_begins_to_fail_and_after_it_is_cleared() {
    assertThat(health.failing()).isEmpty();

    health.begin(List.of(2L, 1L, 2L));
    health.clear(List.of(2L, 3L));

    assertThat(health.failing()).extracting(Failing::endpointId).containsExactly(1L);
  }

  @Test
  void what_fails_already_keeps_its_beginning() {
    health.begin(List.of(1L));
    var first = health.failing().get(0);

    health.begin(List.of(1L, 2L));

    assertThat(health.failing())
        .filteredOn(failing -> failing.endpointId() == 1)
        .singleElement()
        .satisfies(again -> assertThat(again.since()).isEqualTo(first.since()))
        .satisfies(again -> assertThat(again.lasting().isNegative()).isFalse());
  }

  @Test
  void it_is_announced_once_until_it_fails_anew() {
    health.begin(List.of(1L));

    assertThat(health.announce(1)).isTrue();
    assertThat(health.announce(1)).isFalse();
    assertThat(health.announce(2)).as("healthy").isFalse();
    assertThat(health.failing()).extracting(Failing::announced).containsExactly(true);

    health.clear(List.of(1L));
    health.begin(List.of(1L));
    assertThat(health.failing()).extracting(Failing::announced).containsExactly(false);
    assertThat(health.announce(1)).isTrue();
  }
}
