package dev.webhooks.core.dispatch;

import org.jspecify.annotations.Nullable;

/**
 * Keeps attempts to one endpoint within its rate: a bucket that holds a tenth of a second's worth,
 * at least one (the generic cell rate algorithm, ITU-T I.371). Confined to one thread.
 */
final class Pace {
  private long interval;
  private long tolerance;
  private long nextNanos = Long.MIN_VALUE / 2;

  /**
   * @param perSecond null for no limit
   */
  void set(@Nullable Integer perSecond) {
    interval = perSecond == null ? 0 : 1_000_000_000L / Math.max(1, perSecond);
    tolerance = Math.max(0, 100_000_000L - interval);
  }

  /** Whether there is a limit. */
  boolean isSet() {
    return interval != 0;
  }

  /** From when on another attempt may begin; in the past when it may begin now. */
  long readyAt() {
    return interval == 0 ? Long.MIN_VALUE / 2 : nextNanos - tolerance;
  }

  /** An attempt begins. */
  void begin(long now) {
    nextNanos = Math.max(nextNanos, now) + interval;
  }
}
