package dev.webhooks.core.operation;

import static dev.webhooks.core.operation.Outcomes.accepted;
import static dev.webhooks.core.operation.Outcomes.cancelled;
import static dev.webhooks.core.operation.Outcomes.exhausted;
import static dev.webhooks.core.operation.Outcomes.rescheduled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.operation.StatisticsReport.Bucket;
import dev.webhooks.core.operation.StatisticsReport.Counts;
import dev.webhooks.core.operation.StatisticsReport.Interval;
import dev.webhooks.core.testkit.InMemoryStatisticsStore;
import dev.webhooks.core.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  private static final Instant DAY = Instant.parse("2026-01-15T00:00:00Z");

  private final SettableClock clock = new SettableClock(DAY.plus(Duration.ofHours(22)));
  private final InMemoryStatisticsStore store = new InMemoryStatisticsStore();
  private final StatisticsRecorder recorder = new StatisticsRecorder(store, clock, 7);
  private final Endpoint one = Outcomes.endpoint(1);
  private final Endpoint two = Outcomes.endpoint(2);

  private StatisticsReport report(Interval interval, Long... endpoints) {
    var hours = store.read(List.of(endpoints), DAY, DAY.plus(Duration.ofDays(3)));
    return StatisticsReport.of(hours, interval);
  }

  @Test
  void an_attempt_counts_when_it_is_made_and_a_delivery_when_it_is_settled() {
    recorder.recorded(
        List.of(accepted(one), rescheduled(one), exhausted(one, 1), cancelled(one), accepted(two)));
    recorder.flush();

    var report = report(Interval.HOUR, 1L);
    assertThat(report.total()).isEqualTo(new Counts(1, 1, 1, 3));
    assertThat(report.total().successRate()).hasValue(0.5);
    assertThat(report(Interval.HOUR, 1L, 2L).total()).isEqualTo(new Counts(2, 1, 1, 4));
  }

  @Test
  void flushing_again_adds_only_what_is_new() {
    recorder.recorded(List.of(accepted(one)));
    recorder.flush();
    recorder.flush();
    recorder.recorded(List.of(accepted(one)));
    recorder.flush();

    assertThat(report(Interval.HOUR, 1L).total()).isEqualTo(new Counts(2, 0, 0, 2));
  }

  @Test
  void what_could_not_be_stored_is_stored_later_also_when_its_hour_is_over() {
    var away = new boolean[] {true};
    var failing = new StatisticsRecorder(new InterruptedStore(store, away), clock, 8);
    failing.recorded(List.of(accepted(one)));
    assertThatIllegalStateException().isThrownBy(failing::flush);
    clock.advance(Duration.ofHours(1));
    away[0] = false;

    failing.flush();

    assertThat(report(Interval.HOUR, 1L).buckets())
        .containsExactly(new Bucket(DAY.plus(Duration.ofHours(22)), new Counts(1, 0, 0, 1)));
  }

  @Test
  void hours_and_days_begin_where_utc_says() {
    for (int hour = 0; hour < 3; hour++) {
      recorder.recorded(List.of(accepted(one, 1_000)));
      clock.advance(Duration.ofHours(1));
    }
    recorder.flush();

    assertThat(report(Interval.HOUR, 1L).buckets())
        .extracting(Bucket::start)
        .containsExactly(
            DAY.plus(Duration.ofHours(22)),
            DAY.plus(Duration.ofHours(23)),
            DAY.plus(Duration.ofHours(24)));
    assertThat(report(Interval.DAY, 1L).buckets())
        .containsExactly(
            new Bucket(DAY, new Counts(2, 0, 0, 2)),
            new Bucket(DAY.plus(Duration.ofDays(1)), new Counts(1, 0, 0, 1)));
    assertThat(report(Interval.DAY, 1L).latencies().percentile(0.95).orElseThrow())
        .isBetween(1_000L, 1_125L);
  }

  @Test
  void where_nothing_ended_there_is_no_rate() {
    assertThat(report(Interval.DAY, 1L).total().successRate()).isEmpty();
  }
}
