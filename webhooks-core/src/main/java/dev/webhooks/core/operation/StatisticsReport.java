package dev.webhooks.core.operation;

import dev.webhooks.core.model.LatencyHistogram;
import dev.webhooks.core.spi.StatisticsStore.Hour;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How deliveries went, over some endpoints and a stretch of time.
 *
 * @param total over all of it
 * @param latencies of all attempts
 * @param buckets per hour or day in UTC, in their order; those in which nothing happened are left
 *     out
 */
public record StatisticsReport(Counts total, LatencyHistogram latencies, List<Bucket> buckets) {

  /** The length of a bucket. */
  public enum Interval {
    /** From full hour to full hour. */
    HOUR(ChronoUnit.HOURS, Duration.ofDays(31)),
    /** From midnight to midnight in UTC. */
    DAY(ChronoUnit.DAYS, Duration.ofDays(366));

    private final ChronoUnit unit;
    private final Duration longest;

    Interval(ChronoUnit unit, Duration longest) {
      this.unit = unit;
      this.longest = longest;
    }

    /** The longest stretch of time that can be asked for. */
    public Duration longest() {
      return longest;
    }
  }

  /**
   * Deliveries by how they ended, and attempts.
   *
   * @param succeeded accepted
   * @param failed given up
   * @param cancelled neither
   * @param attempts made, whatever for
   */
  public record Counts(long succeeded, long failed, long cancelled, long attempts) {
    /** Nothing happened. */
    public static final Counts NONE = new Counts(0, 0, 0, 0);

    /** Succeeded of those that succeeded or failed, 0 to 1; empty when none did either. */
    public OptionalDouble successRate() {
      long ended = succeeded + failed;
      return ended == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) succeeded / ended);
    }

    Counts plus(Counts other) {
      return new Counts(
          succeeded + other.succeeded,
          failed + other.failed,
          cancelled + other.cancelled,
          attempts + other.attempts);
    }

    static Counts of(Hour hour) {
      return new Counts(hour.succeeded(), hour.failed(), hour.cancelled(), hour.attempts());
    }
  }

  /** The counts from this time on, for one interval. */
  public record Bucket(Instant start, Counts counts) {}

  /** Adds up what the endpoints' hours say. */
  public static StatisticsReport of(Collection<Hour> hours, Interval interval) {
    var buckets = new TreeMap<Instant, Counts>();
    var total = Counts.NONE;
    var latencies = LatencyHistogram.EMPTY;
    for (Hour hour : hours) {
      var counts = Counts.of(hour);
      total = total.plus(counts);
      latencies = latencies.plus(hour.latencies());
      buckets.merge(hour.start().truncatedTo(interval.unit), counts, Counts::plus);
    }
    var ordered =
        buckets.entrySet().stream().map(b -> new Bucket(b.getKey(), b.getValue())).toList();
    return new StatisticsReport(total, latencies, ordered);
  }
}
