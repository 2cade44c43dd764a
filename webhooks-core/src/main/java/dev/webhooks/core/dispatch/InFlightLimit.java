package dev.webhooks.core.dispatch;

/**
 * How many attempts to one endpoint may be under way: grows while the receiver keeps up, halves
 * when it does not. Confined to one thread.
 */
final class InFlightLimit {
  private static final double FIRST = 4;

  private final int max;
  private double limit = FIRST;
  private boolean growsFast = true;
  private boolean proven;
  private boolean strained;
  private long cutAt = Long.MIN_VALUE;

  InFlightLimit(int max) {
    this.max = max;
  }

  int slots() {
    return (int) Math.min(limit, max);
  }

  /** Whether the receiver has ever answered. */
  boolean isProven() {
    return proven;
  }

  /** Whether the last that came of an attempt was silence, a refusal or a plea. */
  boolean isStrained() {
    return strained;
  }

  /** The receiver answered. */
  void answered(int inFlight) {
    proven = true;
    strained = false;
    if (inFlight >= slots() && limit < max) {
      limit = Math.min(max, growsFast ? limit + 1 : limit + 1 / limit);
    }
  }

  /**
   * The receiver was silent, refused, or asked for less. What began before the last cut says
   * nothing new.
   */
  void overloaded(long startedNanos, long now) {
    strained = true;
    growsFast = false;
    if (startedNanos > cutAt) {
      limit = Math.max(1, limit / 2);
      cutAt = now;
    }
  }
}
