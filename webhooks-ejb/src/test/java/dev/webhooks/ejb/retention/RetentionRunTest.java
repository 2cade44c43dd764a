package dev.webhooks.ejb.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.spi.Retention;
import dev.webhooks.core.testkit.InMemoryDatabase;
import dev.webhooks.core.testkit.InMemoryRecoveryStore;
import dev.webhooks.core.testkit.InMemoryStatisticsStore;
import dev.webhooks.ejb.config.Settings.Keeping;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class RetentionRunTest {
  private final List<String> calls = new ArrayList<>();
  private boolean historyIsRead;

  /** Has so much of everything. */
  private final class Counted implements Retention {
    private int history = 2_500;

    @Override
    public void prepareHistory() {
      calls.add("prepare");
      if (historyIsRead) {
        throw new IllegalStateException("canceling statement due to lock timeout");
      }
    }

    @Override
    public int removeHistory(Duration olderThan, int limit) {
      calls.add("history " + olderThan);
      if (historyIsRead) {
        throw new IllegalStateException("canceling statement due to lock timeout");
      }
      int removed = Math.min(limit, history);
      history -= removed;
      return removed;
    }

    @Override
    public int removeContent(Duration olderThan, int limit) {
      calls.add("content " + olderThan);
      return 1;
    }

    @Override
    public int removeEvents(Duration olderThan, int limit) {
      calls.add("events " + olderThan);
      return 1;
    }

    @Override
    public int removeExpiredKeys(int limit) {
      calls.add("keys");
      return 1;
    }
  }

  private RetentionRun run(BooleanSupplier mayGoOn) {
    return new RetentionRun(
        new Counted(),
        new InMemoryStatisticsStore(),
        new InMemoryRecoveryStore(new InMemoryDatabase(InstantSource.fixed(Instant.EPOCH))),
        mayGoOn);
  }

  private static Keeping keeping(int events, int deliveries, int keys) {
    return new Keeping(Duration.ofDays(events), Duration.ofDays(deliveries), Duration.ofDays(keys));
  }

  @Test
  void everything_goes_in_batches_history_first_and_events_only_after_all_that_needs_them() {
    long removed = run(() -> true).run(keeping(1, 2, 3), Instant.EPOCH);
    assertThat(removed).isEqualTo(2_503);
    assertThat(calls)
        .containsExactly(
            "prepare",
            "history PT48H",
            "history PT48H",
            "history PT48H",
            "content PT24H",
            "events PT72H",
            "keys");
  }

  @Test
  void what_cannot_be_prepared_or_removed_now_stops_nothing_else() {
    historyIsRead = true;
    run(() -> true).prepare();
    assertThat(run(() -> true).run(keeping(1, 2, 3), Instant.EPOCH)).isEqualTo(3);
    assertThat(calls)
        .containsExactly(
            "prepare", "prepare", "history PT48H", "content PT24H", "events PT72H", "keys");
  }

  @Test
  void a_stopping_node_ends_after_its_batch() {
    run(() -> calls.size() < 2).run(keeping(1, 1, 1), Instant.EPOCH);
    assertThat(calls).containsExactly("prepare", "history PT24H");
  }
}
