package dev.webhooks.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.LatencyHistogram;
import dev.webhooks.core.spi.StatisticsStore;
import dev.webhooks.core.spi.StatisticsStore.Hour;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of statistics must do. */
public abstract class StatisticsStoreContract {
  private static final Instant EIGHT = Instant.parse("2026-01-15T08:00:00Z");
  private static final Instant NINE = Instant.parse("2026-01-15T09:00:00Z");
  private static final Instant TEN = Instant.parse("2026-01-15T10:00:00Z");

  private StatisticsStore statistics;

  /** Stores over an empty database. */
  protected abstract OperationStores emptyStores();

  @BeforeEach
  void open() {
    statistics = emptyStores().statistics();
  }

  @Test
  void what_is_read_is_what_was_written_for_these_endpoints_and_hours() {
    var wanted = hour(1, NINE, 5);
    statistics.write(7, List.of(hour(1, EIGHT, 1), wanted, hour(1, TEN, 2), hour(2, NINE, 3)));

    assertThat(statistics.read(List.of(1L, 3L), NINE, TEN)).containsExactly(wanted);
  }

  @Test
  void a_writer_replaces_its_own_and_leaves_those_of_others() {
    statistics.write(7, List.of(hour(1, EIGHT, 1)));
    statistics.write(8, List.of(hour(1, EIGHT, 10)));
    statistics.write(7, List.of(hour(1, EIGHT, 2), hour(2, EIGHT, 4)));

    assertThat(statistics.read(List.of(1L), EIGHT, NINE))
        .extracting(Hour::succeeded)
        .containsExactlyInAnyOrder(2L, 10L);
  }

  @Test
  void old_hours_are_removed_in_batches() {
    statistics.write(7, List.of(hour(1, EIGHT, 1), hour(2, EIGHT, 1), hour(1, TEN, 1)));

    assertThat(statistics.remove(TEN, 1)).isEqualTo(1);
    assertThat(statistics.remove(TEN, 5)).isEqualTo(1);
    assertThat(statistics.remove(TEN, 5)).isZero();
    assertThat(statistics.read(List.of(1L, 2L), EIGHT, TEN.plusSeconds(1))).hasSize(1);
  }

  private static Hour hour(long endpoint, Instant start, long succeeded) {
    long[] latencies = new long[LatencyHistogram.BUCKETS];
    latencies[LatencyHistogram.bucketOf(5_300)] = succeeded;
    return new Hour(endpoint, start, succeeded, 2, 3, 9, LatencyHistogram.of(latencies));
  }
}
