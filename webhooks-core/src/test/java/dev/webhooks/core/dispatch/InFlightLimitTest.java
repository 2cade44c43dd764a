package dev.webhooks.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InFlightLimitTest {
  private static final long MILLI = 1_000_000;

  private final InFlightLimit limit = new InFlightLimit(256);
  private long now = MILLI;

  private void answer(int times) {
    for (int i = 0; i < times; i++) {
      now += MILLI;
      limit.answered(now - MILLI, now, limit.slots());
    }
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      now += 2 * MILLI;
      limit.failed(now - MILLI, now, limit.slots());
    }
  }

  @Test
  void it_begins_with_one_and_grows_with_quick_answers_up_to_its_bound() {
    assertThat(limit.slots()).isEqualTo(1);
    answer(20);
    assertThat(limit.slots()).isEqualTo(21);
    answer(1_000);
    assertThat(limit.slots()).isEqualTo(256);
  }

  @Test
  void silence_halves_it_once_for_all_that_began_before() {
    answer(63);
    long began = now - MILLI;
    limit.overloaded(began, now);
    limit.overloaded(began, now + MILLI);
    assertThat(limit.slots()).isEqualTo(32);
    assertThat(limit.isStrained()).isTrue();
  }

  @Test
  void failures_now_and_then_change_nothing() {
    answer(1_000);
    for (int i = 0; i < 100; i++) {
      fail(InFlightLimit.AGAIN_AND_AGAIN - 1);
      answer(1);
    }
    assertThat(limit.slots()).isEqualTo(256);
    assertThat(limit.isStrained()).isFalse();
  }

  @Test
  void failures_again_and_again_leave_one_attempt_at_a_time_until_a_success() {
    answer(1_000);
    fail(InFlightLimit.AGAIN_AND_AGAIN + 8);
    assertThat(limit.slots()).isEqualTo(1);
    assertThat(limit.isStrained()).isTrue();
    answer(1);
    assertThat(limit.isStrained()).isFalse();
    answer(20);
    assertThat(limit.slots()).isGreaterThan(4);
  }

  @Test
  void answers_whose_times_differ_by_themselves_are_not_taken_for_a_queue() {
    var latency = new SplittableRandom(1);
    answerVaried(200, latency);
    for (int i = 0; i < 10; i++) {
      now += 300 * MILLI;
      limit.overloaded(now - 200 * MILLI, now);
    }
    assertThat(limit.slots()).isEqualTo(1);
    answerVaried(1_000, latency);
    assertThat(limit.slots()).isBetween(12, 20);
  }

  /** After 20 to 200 milliseconds, however many are under way. */
  private void answerVaried(int times, SplittableRandom latency) {
    for (int i = 0; i < times; i++) {
      now += MILLI;
      limit.answered(now - latency.nextLong(20 * MILLI, 200 * MILLI), now, limit.slots());
    }
  }

  @Test
  void a_receiver_that_takes_one_after_the_other_is_not_made_to_queue_many() {
    long each = 200 * MILLI;
    for (int i = 0; i < 40; i++) {
      now += each;
      limit.answered(now - limit.slots() * each, now, limit.slots());
    }
    assertThat(limit.slots()).isBetween(2, 6);
  }
}
