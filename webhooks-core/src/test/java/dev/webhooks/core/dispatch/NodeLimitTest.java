package dev.webhooks.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.AttemptResult.Failure;
import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.model.Timings;
import dev.webhooks.core.spi.HttpExchange;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NodeLimitTest {
  private static final HttpExchange AT_ONCE = exchange(1, 2);
  private static final HttpExchange LATE = exchange(11, 43);
  private static final int MAX = 8_000;

  private final NodeLimit limit = new NodeLimit(MAX);

  private static HttpExchange exchange(long waitedMillis, long totalMillis) {
    Failure failure = new Failure(ErrorClass.CONNECTION_RESET, "closed");
    return new HttpExchange(
        failure,
        new Timings(0, 0, 0, 0, 1_000 * totalMillis),
        null,
        Duration.ofMillis(waitedMillis));
  }

  private void endAll(int times, HttpExchange exchange) {
    for (int i = 0; i < times; i++) {
      limit.ended(exchange, limit.slots());
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
  void a_wait_that_is_a_small_part_of_the_answers_time_is_none() {
    endAll(100, exchange(30, 121));
    assertThat(limit.slots()).isEqualTo(NodeLimit.ENOUGH + 100);
    endAll(100, exchange(30, 119));
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
