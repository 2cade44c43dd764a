package dev.webhooks.war.security;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * A token bucket per caller, in the memory of this node: a second's worth of requests at once, then
 * the rate. Thread-safe.
 */
final class RateLimiter {
  private static final int MANY = 10_000;

  private final int perSecond;
  private final LongSupplier nanoTime;
  private final ConcurrentMap<String, Bucket> buckets = new ConcurrentHashMap<>();

  /**
   * @param perSecond requests per second and caller; 0 for no limit
   * @param nanoTime rises steadily, in nanoseconds
   */
  RateLimiter(int perSecond, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
  }

  /** What is left to a caller. */
  record Allowance(boolean granted, int limit, int remaining, Duration refilledIn) {}

  boolean isOn() {
    return perSecond > 0;
  }

  /** Takes one request from the caller's bucket. */
  Allowance take(String caller) {
    long now = nanoTime.getAsLong();
    if (buckets.size() > MANY) {
      buckets.values().removeIf(bucket -> bucket.isFullAt(now, perSecond));
    }
    Bucket bucket =
        buckets.compute(
            caller,
            (key, known) ->
                (known == null ? Bucket.full(now, perSecond) : known.at(now, perSecond)).take());
    return new Allowance(
        bucket.granted(), perSecond, (int) bucket.content(), bucket.untilOne(perSecond));
  }

  /**
   * Immutable.
   *
   * @param content requests that may be made now
   * @param at by the clock that rises steadily
   * @param granted whether the last one was
   */
  private record Bucket(double content, long at, boolean granted) {
    static Bucket full(long now, int perSecond) {
      return new Bucket(perSecond, now, true);
    }

    Bucket at(long now, int perSecond) {
      long passed = Math.max(0, now - at);
      double refill = passed * (perSecond / 1e9);
      return new Bucket(Math.min(perSecond, content + refill), at + passed, granted);
    }

    Bucket take() {
      return content >= 1 ? new Bucket(content - 1, at, true) : new Bucket(content, at, false);
    }

    boolean isFullAt(long now, int perSecond) {
      return at(now, perSecond).content >= perSecond;
    }

    Duration untilOne(int perSecond) {
      return Duration.ofMillis((long) Math.ceil(Math.max(0, 1 - content) * 1000 / perSecond));
    }
  }
}
