package dev.webhooks.core.dispatch;

import java.time.Duration;

/**
 * How many attempts to one endpoint may be under way. One to begin with: it finds out whether there
 * is anybody, and opens the connection that the next ones use. Grows while answers come about as
 * fast as the fastest did; more in flight than that only waits in somebody's queue, the receiver's
 * or ours. With few under way the quickest of the last answers speaks for all: a queue delays each
 * of them, while the times of a receiver may differ by themselves. Halves when the receiver is
 * silent, refuses, asks for less, or fails again and again: who takes nothing needs not be asked by
 * many at once. Confined to one thread.
 */
final class InFlightLimit {
  /** So many failures without a success between them are no accident. */
  static final int AGAIN_AND_AGAIN = 8;

  /** Below this many are few, and waiting is no reason to shrink further. */
  private static final double ENOUGH = 16;

  /** What a busy machine adds to an answer at any time. */
  private static final long NOISE = Duration.ofMillis(5).toNanos();

  /** How fast the fastest answer is forgotten: a receiver may have become slower for good. */
  private static final long FORGET = Duration.ofSeconds(10).toNanos();

  private final int max;
  private double limit = 1;
  private boolean growsFast = true;
  private boolean proven;
  private boolean strained;
  private int failuresInARow;
  private long cutAt = Long.MIN_VALUE;
  private long fastest = Long.MAX_VALUE;
  private long fastestAt;
  private long usual;

  /** How long the quickest of the last few answers took; it grows with each, to be forgotten. */
  private long quickest = Long.MAX_VALUE / 2;

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

  /**
   * Whether the last that came of an attempt was silence, a refusal, a plea, or one failure more.
   */
  boolean isStrained() {
    return strained;
  }

  /** Whether so many attempts failed without a success between them that it is no accident. */
  boolean failsAgainAndAgain() {
    return failuresInARow >= AGAIN_AND_AGAIN;
  }

  /** How long attempts take lately, in nanoseconds. */
  long usualNanos() {
    return usual;
  }

  /** The receiver took the delivery. */
  void answered(long startedNanos, long now, int inFlight) {
    failuresInARow = 0;
    adapt(startedNanos, now, inFlight);
  }

  /** The receiver answered that it did not take the delivery. */
  void failed(long startedNanos, long now, int inFlight) {
    failuresInARow++;
    if (failsAgainAndAgain()) {
      proven = true;
      shrink(startedNanos, now);
    } else {
      adapt(startedNanos, now, inFlight);
    }
  }

  private void adapt(long startedNanos, long now, int inFlight) {
    proven = true;
    strained = false;
    measure(now - startedNanos, now);
    long bearable = 2 * fastest + NOISE;
    if ((limit < ENOUGH ? quickest : usual) <= bearable) {
      if (inFlight >= slots()) {
        limit = Math.min(max, growsFast ? limit + 1 : limit + 1 / limit);
      }
    } else {
      growsFast = false;
      if (usual > 2 * bearable && limit > ENOUGH) {
        limit -= 1 / limit;
      }
    }
  }

  /**
   * The receiver was silent, refused, or asked for less. What began before the last cut says
   * nothing new.
   */
  void overloaded(long startedNanos, long now) {
    failuresInARow++;
    shrink(startedNanos, now);
  }

  private void shrink(long startedNanos, long now) {
    measure(now - startedNanos, now);
    strained = true;
    growsFast = false;
    if (startedNanos > cutAt) {
      limit = Math.max(1, limit / 2);
      cutAt = now;
    }
  }

  private void measure(long latency, long now) {
    usual += (latency - usual) / 8;
    quickest = Math.min(latency, quickest + quickest / 4);
    if (latency <= fastest || now - fastestAt > FORGET) {
      fastest = latency;
      fastestAt = now;
    }
  }
}
