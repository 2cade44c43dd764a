package dev.webhooks.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InFlightLimitTest {
  private static final long MILLI = 1_000_000;

  private final InFlightLimit limit = new InFlightLimit(256);
  private long now = MILLI;

  private void answer(int times) {
    for (int i = 0; i < times; i++) {
      now += MILLI;
      limit.answered(now - MILLI, now, limit.slots(), true);
    }
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      now += 2 * MILLI;
      limit.failed(now - MILLI, now, limit.slots(), true);
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
    limit.unanswered(began, now);
    limit.unanswered(began, now + MILLI);
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
  }

  @Test
  void a_time_in_which_not_all_slots_were_wanted_says_nothing() {
    answer(63);
    now += MILLI;
    limit.unanswered(now - MILLI, now);
    int slots = limit.slots();
    for (int i = 0; i < 10_000; i++) {
      now += MILLI;
      boolean busy = i % 10 == 0;
      limit.answered(now - MILLI, now, busy ? slots : slots - 1, busy);
    }
    assertThat(limit.slots()).isEqualTo(slots);
  }
}
