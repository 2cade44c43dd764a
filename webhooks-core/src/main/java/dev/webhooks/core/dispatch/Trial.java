package dev.webhooks.core.dispatch;

/**
 * Tries how many attempts under way to one endpoint are worth it: the answers that come with one
 * number of slots are counted for some rounds, and their rate is compared with that of another
 * number. A receiver that works on many at once gives more with more; one that lets them queue
 * gives the same, later. How long answers take plays no part, nor how much they differ. Confined to
 * one thread.
 */
final class Trial {
  /** In which direction to go on. */
  enum Verdict {
    UNDECIDED,
    MORE,
    FEWER
  }

  /** How many answers of each slot are counted, and how many of all at least. */
  private static final int ROUNDS = 4;

  private static final int LEAST = 16;

  /** Where half as many slots more, say, bring a quarter more answers, they are worth it. */
  private static final double WORTH = 0.5;

  /** Numbers of slots that are nearer to each other cannot be told apart by their answers. */
  private static final double NEAR = Math.log(1.15);

  /** After so many comparisons that tell nothing, a step to fewer tells. */
  private static final int UNTOLD = 8;

  /** What was begun before was begun with another number of slots. */
  private long since = Long.MIN_VALUE;

  private boolean counting;
  private long countedFrom;
  private int answers;
  private boolean full;
  private int untold;
  private int slotsBefore;
  private double rateBefore;

  /** Counts anew: the number of slots is another, or not all of them were wanted. */
  void restart(long now) {
    since = now;
    counting = false;
  }

  /** Counts anew, and compares with nothing. */
  void forget(long now) {
    restart(now);
    slotsBefore = 0;
  }

  /**
   * An answer has come.
   *
   * @param isFull whether all slots were taken
   */
  Verdict answered(long startedNanos, long now, int slots, boolean isFull) {
    if (!counting) {
      start(startedNanos, now);
      return Verdict.UNDECIDED;
    }
    answers++;
    full |= isFull;
    if (answers < Math.max(LEAST, ROUNDS * slots)) {
      return Verdict.UNDECIDED;
    }
    double rate = (double) answers / Math.max(1, now - countedFrom);
    restart(now);
    return full ? compare(slots, rate) : Verdict.UNDECIDED;
  }

  /** With the first answer to what was begun since, which is counted itself no more. */
  private void start(long startedNanos, long now) {
    counting = startedNanos >= since;
    countedFrom = now;
    answers = 0;
    full = false;
  }

  private Verdict compare(int slots, double rate) {
    double added = Math.log((double) slots / Math.max(1, slotsBefore));
    double gained = Math.log(rate / rateBefore);
    boolean known = slotsBefore > 0 && Math.abs(added) > NEAR;
    slotsBefore = slots;
    rateBefore = rate;
    if (known) {
      untold = 0;
      return gained / added >= WORTH ? Verdict.MORE : Verdict.FEWER;
    }
    return ++untold <= UNTOLD ? Verdict.MORE : Verdict.FEWER;
  }
}
