package dev.webhooks.core.operation;

import dev.webhooks.core.dispatch.DispatchListener;
import dev.webhooks.core.model.Decision;
import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.spi.Recorded;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up what this node has recorded since it started, over all endpoints: for whoever watches the
 * node. Thread-safe.
 */
public final class AttemptTotals implements DispatchListener {

  /** The upper bounds of the ranges in which durations are counted; one more range has none. */
  public static final List<Duration> BOUNDS =
      List.of(
          Duration.ofMillis(1),
          Duration.ofMillis(5),
          Duration.ofMillis(10),
          Duration.ofMillis(25),
          Duration.ofMillis(50),
          Duration.ofMillis(100),
          Duration.ofMillis(250),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofMillis(2_500),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30));

  private static final long[] BOUNDS_MICROS =
      BOUNDS.stream().mapToLong(bound -> bound.toNanos() / 1_000).toArray();

  private final long[] failed = new long[ErrorClass.values().length];
  private final long[] settled = new long[DeliveryStatus.values().length];
  private final long[] durations = new long[BOUNDS_MICROS.length + 1];
  private long succeeded;
  private long totalMicros;

  /**
   * What was recorded until now.
   *
   * @param succeeded attempts that their receivers accepted
   * @param failed the others, by what went wrong
   * @param settled deliveries that ended, by how they did
   * @param durations attempts whose duration lies in each range of {@link #BOUNDS}, its upper bound
   *     included, and last those beyond them all
   * @param total the sum of all durations
   */
  public record Totals(
      long succeeded,
      Map<ErrorClass, Long> failed,
      Map<DeliveryStatus, Long> settled,
      List<Long> durations,
      Duration total) {}

  @Override
  public synchronized void recorded(List<Outcome> outcomes) {
    outcomes.forEach(this::add);
  }

  private void add(Outcome outcome) {
    DeliveryAttempt attempt = outcome.item().attempt();
    if (attempt != null) {
      add(attempt);
    }
    if (outcome.recorded() == Recorded.SETTLED
        && outcome.item().decision() instanceof Decision.Settle settle) {
      settled[settle.status().ordinal()]++;
    }
  }

  private void add(DeliveryAttempt attempt) {
    ErrorClass error = attempt.error();
    if (error == null) {
      succeeded++;
    } else {
      failed[error.ordinal()]++;
    }
    long micros = attempt.timings().total();
    durations[range(micros)]++;
    totalMicros += micros;
  }

  private static int range(long micros) {
    int range = 0;
    while (range < BOUNDS_MICROS.length && micros > BOUNDS_MICROS[range]) {
      range++;
    }
    return range;
  }

  /** What was recorded until now. */
  public synchronized Totals totals() {
    Map<ErrorClass, Long> byError = new EnumMap<>(ErrorClass.class);
    for (ErrorClass error : ErrorClass.values()) {
      byError.put(error, failed[error.ordinal()]);
    }
    Map<DeliveryStatus, Long> byStatus = new EnumMap<>(DeliveryStatus.class);
    for (DeliveryStatus status : DeliveryStatus.values()) {
      if (status != DeliveryStatus.PENDING) {
        byStatus.put(status, settled[status.ordinal()]);
      }
    }
    return new Totals(
        succeeded,
        byError,
        byStatus,
        Arrays.stream(durations).boxed().toList(),
        Duration.ofNanos(totalMicros * 1_000));
  }
}
