package dev.webhooks.core.operation;

import dev.webhooks.core.dispatch.DispatchListener;
import dev.webhooks.core.model.Decision;
import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.model.LatencyHistogram;
import dev.webhooks.core.spi.Recorded;
import dev.webhooks.core.spi.StatisticsStore;
import dev.webhooks.core.spi.StatisticsStore.Hour;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts outcomes by endpoint and hour in memory and stores what changed at every {@link #flush}. A
 * crash loses what was counted since the last one: of the statistics, never of the deliveries.
 * Hours are those of the node's clock at recording. Thread-safe.
 */
public final class StatisticsRecorder implements DispatchListener {
  private final StatisticsStore store;
  private final InstantSource clock;
  private final long writer;
  private final Map<Key, Tally> tallies = new HashMap<>();

  private record Key(long endpointId, Instant hour) {}

  /** What was counted for one key. */
  private static final class Tally {
    private final long[] settled = new long[DeliveryStatus.values().length];
    private final long[] latencies = new long[LatencyHistogram.BUCKETS];
    private long attempts;
    private long changes;

    void add(Outcome outcome) {
      changes++;
      DeliveryAttempt attempt = outcome.item().attempt();
      if (attempt != null) {
        attempts++;
        latencies[LatencyHistogram.bucketOf(attempt.timings().total())]++;
      }
      if (outcome.recorded() == Recorded.SETTLED
          && outcome.item().decision() instanceof Decision.Settle settle) {
        settled[settle.status().ordinal()]++;
      }
    }

    Hour toHour(Key key) {
      return new Hour(
          key.endpointId,
          key.hour,
          settled[DeliveryStatus.SUCCEEDED.ordinal()],
          settled[DeliveryStatus.FAILED.ordinal()],
          settled[DeliveryStatus.CANCELLED.ordinal()],
          attempts,
          LatencyHistogram.of(latencies));
    }
  }

  /**
   * @param writer unique per process start
   */
  public StatisticsRecorder(StatisticsStore store, InstantSource clock, long writer) {
    this.store = store;
    this.clock = clock;
    this.writer = writer;
  }

  @Override
  public synchronized void recorded(List<Outcome> outcomes) {
    Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
    for (Outcome outcome : outcomes) {
      var key = new Key(outcome.endpoint().id(), hour);
      tallies.computeIfAbsent(key, k -> new Tally()).add(outcome);
    }
  }

  /** Stores what changed since the last time. To be called every few seconds; blocks. */
  public void flush() {
    List<Written> changed = changed();
    if (!changed.isEmpty()) {
      store.write(writer, changed.stream().map(Written::hour).toList());
    }
    settle(changed);
  }

  /** What is to be stored, with the number of changes it contains. */
  private record Written(Key key, Hour hour, long changes) {}

  private synchronized List<Written> changed() {
    var changed = new ArrayList<Written>();
    tallies.forEach(
        (key, tally) -> {
          if (tally.changes > 0) {
            changed.add(new Written(key, tally.toHour(key), tally.changes));
          }
        });
    return changed;
  }

  /** Hours that are over and stored need not be remembered: nothing is added to them any more. */
  private synchronized void settle(List<Written> written) {
    for (Written one : written) {
      Tally tally = tallies.get(one.key);
      if (tally != null) {
        tally.changes -= one.changes;
      }
    }
    Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
    tallies.entrySet().removeIf(e -> isOver(e.getKey(), hour) && e.getValue().changes == 0);
  }

  private static boolean isOver(Key key, Instant hour) {
    return key.hour.isBefore(hour);
  }
}
