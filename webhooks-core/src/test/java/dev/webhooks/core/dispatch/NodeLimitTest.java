package dev.webhooks.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class NodeLimitTest {
  private static final Duration AT_ONCE = Duration.ofMillis(1);
  private static final Duration LATE = Duration.ofMillis(11);
  private static final int MAX = 8_000;

  private final NodeLimit limit = new NodeLimit(MAX);

  private void endAll(int times, Duration waited) {
    for (int i = 0; i < times; i++) {
      limit.ended(waited, limit.slots());
    }
  }

  @Test
  void it_grows_while_attempts_go_out_at_once_and_every_slot_is_taken() {
    endAll(500, AT_ONCE);
    assertThat(limit.slots()).isEqualTo(NodeLimit.ENOUGH + 500);
    limit.ended(AT_ONCE, 3);
    assertThat(limit.slots()).isEqualTo(NodeLimit.ENOUGH + 500);
    endAll(2 * MAX, AT_ONCE);
    assertThat(limit.slots()).isEqualTo(MAX);
  }

  @Test
  void it_shrinks_while_they_wait_for_this_machine_but_never_below_what_does_no_harm() {
    endAll(2 * MAX, AT_ONCE);
    endAll(100, LATE);
    assertThat(limit.slots()).isEqualTo(MAX - 100);
    endAll(2 * MAX, LATE);
    assertThat(limit.slots()).isEqualTo(NodeLimit.ENOUGH);
  }

  @Test
  void a_smaller_bound_is_kept() {
    NodeLimit small = new NodeLimit(10);
    small.ended(AT_ONCE, 10);
    small.ended(LATE, 10);
    assertThat(small.slots()).isEqualTo(10);
  }
}
