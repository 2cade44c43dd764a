package dev.webhooks.war.security;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A token bucket per caller, in the memory of this node: a second's worth of requests at once, then
 * the rate. Thread-safe.
 */
final class RateLimiter {
  private static final int MANY = 10_000;

  private final int perSecond;
  private final InstantSource clock;
  private final ConcurrentMap<String, Bucket> buckets = new ConcurrentHashMap<>();

  /**
   * @param perSecond requests per second and caller; 0 for no limit
   */
  RateLimiter(int perSecond, InstantSource clock) {
    this.perSecond = perSecond;
    this.clock = clock;
  }

  /** What is left to a caller. */
  record Allowance(boolean granted, int limit, int remaining, Duration refilledIn) {}

  boolean isOn() {
    return perSecond > 0;
  }

  /** Takes one request from the caller's bucket. */
  Allowance take(String caller) {
    long now = clock.millis();
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
   * @param at in milliseconds since 1970
   * @param granted whether the last one was
   */
  private record Bucket(double content, long at, boolean granted) {
    static Bucket full(long now, int perSecond) {
      return new Bucket(perSecond, now, true);
    }

    Bucket at(long now, int perSecond) {
      double refill = Math.max(0, now - at) * (perSecond / 1000.0);
      return new Bucket(Math.min(perSecond, content + refill), Math.max(now, at), granted);
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
