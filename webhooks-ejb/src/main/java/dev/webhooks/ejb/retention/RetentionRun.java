package dev.webhooks.ejb.retention;

import dev.webhooks.core.spi.RecoveryStore;
import dev.webhooks.core.spi.Retention;
import dev.webhooks.core.spi.StatisticsStore;
import dev.webhooks.ejb.config.Settings.Keeping;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * One clean-up: small batches with the history first, so that events are free to go; what fails
 * keeps nothing else. Ends early when it is told to, since the next run goes on where this one
 * stopped.
 */
final class RetentionRun {
  private static final System.Logger LOG = System.getLogger(RetentionRun.class.getName());
  private static final int BATCH = 1_000;

  private final Retention retention;
  private final StatisticsStore statistics;
  private final RecoveryStore recoveries;
  private final BooleanSupplier mayGoOn;

  RetentionRun(
      Retention retention,
      StatisticsStore statistics,
      RecoveryStore recoveries,
      BooleanSupplier mayGoOn) {
    this.retention = retention;
    this.statistics = statistics;
    this.recoveries = recoveries;
    this.mayGoOn = mayGoOn;
  }

  /**
   * Makes room in the history for the days to come. While others read the history for long, as a
   * backup does, that is not possible; nothing needs to wait for it.
   */
  void prepare() {
    try {
      retention.prepareHistory();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The history was not prepared for the days to come; tried again", e);
    }
  }

  /** Returns how many rows (on PostgreSQL also whole days of history) were removed. */
  long run(Keeping keeping, Instant now) {
    Duration keepContent = keeping.events();
    Duration keepHistory = keeping.deliveries();
    prepare();
    long removed = untilDone("History", () -> retention.removeHistory(keepHistory, BATCH));
    removed += untilDone("Content", () -> retention.removeContent(keepContent, BATCH));
    // An event without its deliveries says nothing; without its content it is still in the log.
    // Whoever repeats a publish gets its answer from it.
    Duration keepEvents = longer(longer(keepContent, keepHistory), keeping.idempotencyKeys());
    removed += untilDone("Events", () -> retention.removeEvents(keepEvents, BATCH));
    removed += untilDone("Idempotency keys", () -> retention.removeExpiredKeys(BATCH));
    // Hours and recoveries are compared with the node's clock: minutes do not matter here.
    Instant before = now.minus(keepHistory);
    removed += untilDone("Statistics", () -> statistics.remove(before, BATCH));
    return removed + untilDone("Recoveries", () -> recoveries.removeFinished(before));
  }

  private long untilDone(String what, IntSupplier batch) {
    long removed = 0;
    int last = BATCH;
    while (last >= BATCH && mayGoOn.getAsBoolean()) {
      last = removed(what, batch);
      removed += last;
    }
    return removed;
  }

  private static int removed(String what, IntSupplier batch) {
    try {
      return batch.getAsInt();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, what + " could not be removed now; tried again in an hour", e);
      return 0;
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
