package dev.webhooks.jaxrs.client.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint's deliveries went in a stretch of time.
 *
 * @param interval the length of a bucket, {@code hour} or {@code day}
 * @param counts deliveries by how they ended; one that was sent again counts again
 * @param attempts attempts made
 * @param successRate succeeded of all that ended, 0 to 1; null if none ended
 * @param latency of attempts; null if there were none
 * @param buckets hours or days in UTC; those in which nothing happened are left out
 */
public record EndpointStatistics(
    @Nullable String interval,
    Map<String, Long> counts,
    long attempts,
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
   * @param counts deliveries by how they ended
   * @param attempts attempts made
   * @param successRate succeeded of all that ended, 0 to 1; null if none ended
   */
  public record Bucket(
      Instant from, Map<String, Long> counts, long attempts, @Nullable Double successRate) {

    /** Absent counts are none. */
    public Bucket {
      counts = Copies.of(counts);
    }
  }
}
