package dev.webhooks.core.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("1994-11-06T08:48:37Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "120 | PT2M",
        " 0  | PT0S",
        "999999999 | PT999999999S",
        "99999999999999999999999999 | PT2147483647S",
        "Sun, 06 Nov 1994 08:49:37 GMT | PT1M",
        "Sunday, 06-Nov-94 08:49:37 GMT | PT1M",
        "Sun Nov  6 08:49:37 1994 | PT1M",
        "Sun Nov 13 08:48:37 1994 | P7D",
        "Sun, 06 Nov 1994 08:47:37 GMT | PT0S",
      })
  void seconds_and_dates_in_three_forms(String header, Duration wait) {
    assertThat(RetryAfter.parse(header, NOW)).contains(wait);
  }

  @Test
  void a_two_digit_year_lies_at_most_50_years_ahead() {
    Instant now = Instant.parse("2026-11-22T00:00:00Z");
    assertThat(RetryAfter.parse("Monday, 22-Nov-27 00:00:00 GMT", now))
        .contains(Duration.ofDays(365));
    assertThat(RetryAfter.parse("Sunday, 06-Nov-94 08:49:37 GMT", now)).contains(Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "soon",
        "-1",
        "+5",
        "1.5",
        "1e3",
        "12 0",
        "0x10",
        "١٢",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 CET",
        "Mon, 06 Nov 1994 08:49:37 GMT",
        "06 Nov 1994 08:49:37 GMT",
        "Sun, 99 Nov 1994 08:49:37 GMT",
        "1994-11-06T08:49:37Z",
      })
  void garbage_is_ignored(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isEmpty();
  }

  @Property
  void any_number_of_seconds_is_itself(@ForAll @IntRange(min = 0, max = 999_999_999) int seconds) {
    assertThat(RetryAfter.parse("" + seconds, NOW)).contains(Duration.ofSeconds(seconds));
  }

  @Property
  void nothing_makes_it_throw_or_wait_a_negative_time(@ForAll String header) {
    assertThat(RetryAfter.parse(header, NOW).orElse(Duration.ZERO))
        .isGreaterThanOrEqualTo(Duration.ZERO);
  }
}
