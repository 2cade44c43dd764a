package dev.webhooks.war.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.webhooks.core.operation.StatisticsReport.Interval;
import dev.webhooks.war.json.InvalidRequestException;
import dev.webhooks.war.json.Query;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsQueryTest {
  private static final Instant NOW = Instant.parse("2026-01-15T08:30:00Z");

  private static StatisticsQuery read(String... pairs) {
    var parameters = new MultivaluedHashMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) {
      parameters.putSingle(pairs[i], pairs[i + 1]);
    }
    return StatisticsQuery.read(new Query(parameters), NOW);
  }

  @Test
  void without_parameters_it_is_the_last_day_by_the_hour() {
    assertThat(read())
        .isEqualTo(new StatisticsQuery(NOW.minus(Duration.ofDays(1)), NOW, Interval.HOUR));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-12T08:30:00Z, '', HOUR",
    "2026-01-12T08:29:59Z, '', DAY",
    "2026-01-01T00:00:00Z, hour, HOUR",
    "2026-01-15T00:00:00Z, day, DAY",
  })
  void up_to_three_days_are_shown_by_the_hour_unless_it_is_asked_otherwise(
      String from, String interval, Interval expected) {
    assertThat(read("from", from, "interval", interval).interval()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-15T08:30:00Z, day",
    "2027-01-15T08:30:00Z, day",
    "2025-01-14T08:29:59Z, day",
    "2025-12-15T08:29:59Z, hour",
    "yesterday, day",
    "2026-01-15T00:00:00Z, week",
  })
  void empty_reversed_too_long_and_unreadable_times_are_refused(String from, String interval) {
    assertThatThrownBy(() -> read("from", from, "interval", interval))
        .isInstanceOf(InvalidRequestException.class);
  }
}
