package dev.webhooks.core.dispatch;

import java.time.Duration;

/**
 * How many attempts to one endpoint may be under way. One to begin with: it finds out whether there
 * is anybody, and opens the connection that the next ones use. Grows by one with each answer while
 * answers come about as fast as the fastest did; from there on as long as more under way bring more
 * answers per second ({@link Trial}), and shrinks when fewer bring as many: what is over only waits
 * in somebody's queue, the receiver's or ours. Halves when the receiver is silent, asks for less,
 * or fails again and again: who takes nothing needs not be asked by many at once. Near what the
 * receiver refused the last time it grows by small steps. Confined to one thread.
 */
final class InFlightLimit {
  /** So many failures without a success between them are no accident. */
  static final int AGAIN_AND_AGAIN = 8;

  /** How far a step goes to more, and to fewer. */
  private static final double STRIDE = 1.5;

  private static final double STEP_BACK = 0.8;

  /** How far it goes to more near what was refused the last time, and where near begins. */
  private static final double SMALL_STEP = 1.0625;

  private static final double NEAR = 0.9;

  /** What a busy machine adds to an answer at any time. */
  private static final long NOISE = Duration.ofMillis(5).toNanos();

  private final int max;
  private final Trial trial = new Trial();
  private double limit = 1;

  /** Where the receiver asked for less the last time. */
  private double refusedAt = Double.MAX_VALUE;

  private boolean growsFast = true;
  private boolean proven;
  private boolean strained;
  private int failuresInARow;
  private long cutAt = Long.MIN_VALUE;
  private long fastest = Long.MAX_VALUE;
  private long usual;

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

  /**
   * The receiver took the delivery.
   *
   * @param inFlight attempts under way, this one among them
   * @param moreWaits whether others wait to be begun
   */
  void answered(long startedNanos, long now, int inFlight, boolean moreWaits) {
    failuresInARow = 0;
    adapt(startedNanos, now, inFlight, moreWaits);
  }

  /** The receiver answered that it did not take the delivery. */
  void failed(long startedNanos, long now, int inFlight, boolean moreWaits) {
    failuresInARow++;
    if (failsAgainAndAgain()) {
      proven = true;
      shrink(startedNanos, now);
    } else {
      adapt(startedNanos, now, inFlight, moreWaits);
    }
  }

  private void adapt(long startedNanos, long now, int inFlight, boolean moreWaits) {
    proven = true;
    strained = false;
    measure(now - startedNanos);
    boolean full = inFlight >= slots();
    growsFast &= usual <= 2 * fastest + NOISE;
    if (!full && !moreWaits) {
      trial.restart(now);
    } else if (!growsFast) {
      follow(trial.answered(startedNanos, now, slots(), full));
    } else if (full) {
      limit = Math.min(max, limit + 1);
    }
  }

  private void follow(Trial.Verdict verdict) {
    switch (verdict) {
      case MORE -> limit = Math.min(max, Math.max(slots() + 1, stepUp()));
      case FEWER -> limit = Math.max(1, limit * STEP_BACK);
      case UNDECIDED -> {}
    }
  }

  private double stepUp() {
    double near = refusedAt * NEAR;
    return limit < near ? Math.min(limit * STRIDE, near) : limit * SMALL_STEP;
  }

  /** The receiver was silent. What began before the last cut says nothing new. */
  void unanswered(long startedNanos, long now) {
    failuresInARow++;
    shrink(startedNanos, now);
  }

  /** The receiver asked for less. */
  void refused(long startedNanos, long now) {
    if (startedNanos > cutAt && !strained) {
      refusedAt = limit;
    }
    unanswered(startedNanos, now);
  }

  private void shrink(long startedNanos, long now) {
    measure(now - startedNanos);
    strained = true;
    growsFast = false;
    if (startedNanos > cutAt) {
      limit = Math.max(1, limit / 2);
      cutAt = now;
      trial.forget(now);
    }
  }

  private void measure(long latency) {
    usual += (latency - usual) / 8;
    fastest = Math.min(fastest, latency);
  }
}
