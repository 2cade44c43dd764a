package dev.webhooks.jaxrs.client.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint's deliveries went in a stretch of time.
 *
 * @param counts deliveries per status
 * @param successRate succeeded of all that ended, 0 to 1; null if none ended
 * @param latency of attempts; null if there were none
 * @param buckets the counts per hour or day
 */
public record EndpointStatistics(
    Map<String, Long> counts,
    @Nullable Double successRate,
    @Nullable Latency latency,
    List<Bucket> buckets) {

  /** Absent collections are empty. */
  public EndpointStatistics {
    counts = Copies.of(counts);
    buckets = Copies.of(buckets);
  }

  /**
   * How long attempts took.
   *
   * @param p50 milliseconds
   * @param p95 milliseconds
   * @param p99 milliseconds
   */
  public record Latency(long p50, long p95, long p99) {}

  /**
   * An hour or a day.
   *
   * @param from its start
   * @param counts deliveries per status
   */
  public record Bucket(Instant from, Map<String, Long> counts) {

    /** Absent counts are none. */
    public Bucket {
      counts = Copies.of(counts);
    }
  }
}
