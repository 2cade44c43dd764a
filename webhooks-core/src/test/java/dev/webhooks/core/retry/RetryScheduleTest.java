package dev.webhooks.core.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryScheduleTest {

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "3, 2", "4, 3", "5, 5", "6, 8", "7, 13"})
  void sepay_retries_after_fibonacci_minutes(int failures, int minutes) {
    for (double random : List.of(0.0, 0.3, 1.0)) {
      assertThat(RetrySchedule.SEPAY.delayAfter(failures, Duration.ZERO, random, null))
          .contains(Duration.ofMinutes(minutes));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 54000",
    "1, 0.5, 60000",
    "1, 1, 66000",
    "2, 0.5, 240000",
    "3, 0.5, 960000",
    "4, 0.5, 3840000",
    "5, 0, 13824000",
    "5, 0.5, 15360000",
    "5, 1, 16896000",
  })
  void epayse_retries_in_powers_of_four_with_jitter(int failures, double random, long millis) {
    assertThat(RetrySchedule.EPAYSE.delayAfter(failures, Duration.ofDays(9), random, null))
        .contains(Duration.ofMillis(millis));
  }

  @Test
  void after_the_last_delay_the_delivery_is_given_up() {
    assertThat(RetrySchedule.SEPAY.delayAfter(8, Duration.ZERO, 0.5, null)).isEmpty();
    assertThat(RetrySchedule.EPAYSE.delayAfter(6, Duration.ZERO, 0.5, null)).isEmpty();
    assertThat(RetrySchedule.NONE.delayAfter(1, Duration.ZERO, 0.5, null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PT4H58M59S, 1, true",
    "PT4H59M, 1, true",
    "PT4H59M0.001S, 1, false",
    "PT6H, 1, false",
    "PT4H47M, 7, true",
    "PT4H48M, 7, false",
  })
  void no_sepay_retry_starts_more_than_5_hours_after_publication(
      Duration age, int failures, boolean retried) {
    assertThat(RetrySchedule.SEPAY.delayAfter(failures, age, 0.5, null).isPresent())
        .isEqualTo(retried);
  }

  @Test
  void a_retry_that_comes_late_is_asked_again() {
    assertThat(RetrySchedule.SEPAY.mayStartAt(Duration.ofHours(5))).isTrue();
    assertThat(RetrySchedule.SEPAY.mayStartAt(Duration.ofHours(5).plusMillis(1))).isFalse();
    assertThat(RetrySchedule.EPAYSE.mayStartAt(Duration.ofDays(30))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, PT1M",
    "PT59S, PT1M",
    "PT61S, PT61S",
    "PT24H, PT24H",
    "PT24H1S, PT24H",
    "P300D, PT24H",
  })
  void retry_after_lengthens_to_24_hours_and_never_shortens(Duration asked, Duration delay) {
    assertThat(RetrySchedule.parse("PT1M").delayAfter(1, Duration.ZERO, 0.5, asked))
        .contains(delay);
  }

  @Test
  void retry_after_beyond_the_age_limit_gives_up() {
    RetrySchedule schedule = RetrySchedule.parse("PT1M").withMaxAge(Duration.ofHours(1));
    assertThat(schedule.delayAfter(1, Duration.ZERO, 0.5, Duration.ofHours(2))).isEmpty();
  }

  @Test
  void a_schedule_is_read_from_text_and_written_back() {
    RetrySchedule schedule = RetrySchedule.parse("PT1S, PT2M ,P1D");
    assertThat(schedule.delays())
        .containsExactly(Duration.ofSeconds(1), Duration.ofMinutes(2), Duration.ofDays(1));
    assertThat(schedule.text()).isEqualTo("PT1S,PT2M,PT24H");
    assertThat(RetrySchedule.parse(schedule.text())).isEqualTo(schedule);
    assertThat(RetrySchedule.parse(" ")).isEqualTo(RetrySchedule.NONE);
    assertThat(schedule.withJitter(0.5).jitter()).isEqualTo(0.5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"PT1S,5m", "PT1S,", "PT1S,-PT1S", "PT1S,P9999D", "PT1S,PT", "PT1S;PT2S,x"})
  void a_delay_that_cannot_be_read_is_named(String text) {
    assertThatThrownBy(() -> RetrySchedule.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("delay [12] is not an ISO-8601 duration.*");
  }

  @Test
  void impossible_schedules_are_refused() {
    assertRefused(() -> new RetrySchedule(List.of(Duration.ofSeconds(-1)), 0, null));
    assertRefused(() -> new RetrySchedule(List.of(), 1, null));
    assertRefused(() -> new RetrySchedule(List.of(), -0.1, null));
    assertRefused(() -> new RetrySchedule(List.of(), Double.NaN, null));
    assertRefused(() -> RetrySchedule.NONE.withMaxAge(Duration.ofSeconds(-1)));
    assertRefused(() -> RetrySchedule.SEPAY.delayAfter(0, Duration.ZERO, 0.5, null));
    assertRefused(() -> RetrySchedule.SEPAY.delayAfter(1, Duration.ZERO, 1.5, null));
  }

  @Property
  void a_delay_stays_within_its_jitter_and_within_the_age_limit(
      @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 0, max = 100_000) Integer> seconds,
      @ForAll @IntRange(min = 1, max = 9) int failures,
      @ForAll @DoubleRange(min = 0, max = 0.99) double jitter,
      @ForAll @DoubleRange(min = 0, max = 1) double random,
      @ForAll @LongRange(min = 0, max = 100_000) long age,
      @ForAll @LongRange(min = 0, max = 200_000) long maxAge) {
    RetrySchedule schedule =
        new RetrySchedule(
            seconds.stream().map(Duration::ofSeconds).toList(), jitter, Duration.ofSeconds(maxAge));
    Optional<Duration> delay = schedule.delayAfter(failures, Duration.ofSeconds(age), random, null);
    if (delay.isPresent()) {
      double planned = seconds.get(failures - 1) * 1000.0;
      assertThat((double) delay.get().toMillis())
          .isBetween(planned * (1 - jitter) - 1, planned * (1 + jitter) + 1);
      assertThat(delay.get().plusSeconds(age)).isLessThanOrEqualTo(Duration.ofSeconds(maxAge));
    }
  }

  private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
  }
}
