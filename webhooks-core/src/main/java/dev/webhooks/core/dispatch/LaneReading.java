package dev.webhooks.core.dispatch;

import dev.webhooks.core.spi.Lane.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * How far a lane has been read and whether there is more to read. Confined to the dispatch thread.
 *
 * <p>What is learnt while a fetch is under way (rows behind the cursor, later due times) outlives
 * that fetch's result, since the fetch may not have seen it.
 */
final class LaneReading {
  private Cursor cursor = Cursor.START;
  private boolean ordered;
  private boolean more;
  private boolean fetching;
  private long dueNanos = LoopClock.NEVER;
  private @Nullable Cursor rewound;

  LaneReading(boolean ordered) {
    this.ordered = ordered;
  }

  Cursor cursor() {
    return cursor;
  }

  boolean isOrdered() {
    return ordered;
  }

  /** Whether a fetch is under way. */
  boolean isFetching() {
    return fetching;
  }

  /** Whether a fetch would find rows that are due, as far as is known. */
  boolean hasMore() {
    return more;
  }

  /** Whether everything due is in memory. */
  boolean isCaughtUp() {
    return !more && !fetching;
  }

  /**
   * Whether new rows may join without being read. While a fetch is under way they may: a lane whose
   * every hand-over was refused would have to be fetched again for ever.
   */
  boolean letsJoin() {
    return !more;
  }

  /** When the first row that is not yet due will be. */
  long dueNanos() {
    return dueNanos;
  }

  void expectNow() {
    more = true;
  }

  void expectAt(long nanos) {
    dueNanos = Math.min(dueNanos, nanos);
  }

  /** Turns a due time that has come into more to read. */
  void wakeAt(long now) {
    if (dueNanos <= now) {
      more = true;
      dueNanos = LoopClock.NEVER;
    }
  }

  /** The next fetch starts here at the latest. */
  void rewindTo(Cursor place) {
    if (fetching) {
      rewound = rewound == null ? place : earlier(rewound, place);
    } else {
      cursor = earlier(cursor, place);
    }
  }

  /**
   * Whether a row that a fetch has found lies behind a place the lane was sent back to meanwhile:
   * in an ordered lane it must not be taken before what is in between.
   */
  boolean isAheadOfTurn(long id) {
    return ordered && rewound != null && id > rewound.id();
  }

  /** Everything is read again. */
  void restart() {
    rewindTo(Cursor.START);
    more = true;
  }

  void restart(boolean nowOrdered) {
    ordered = nowOrdered;
    restart();
  }

  /** Skips a row that was handed over; only when caught up. */
  void passBy(Cursor place) {
    cursor = earlier(cursor, place) == cursor ? place : cursor;
  }

  void begin() {
    fetching = true;
    more = false;
    dueNanos = LoopClock.NEVER;
    rewound = null;
  }

  /**
   * The fetch is merged.
   *
   * @param full whether it may have left due rows behind this place
   */
  void end(Cursor reached, boolean full) {
    fetching = false;
    cursor = rewound == null ? reached : earlier(rewound, reached);
    more |= full;
  }

  /** The fetch failed. */
  void fail(long retryNanos) {
    end(cursor, false);
    expectAt(retryNanos);
  }

  private Cursor earlier(Cursor one, Cursor other) {
    int order = ordered ? Long.compare(one.id(), other.id()) : one.compareTo(other);
    return order <= 0 ? one : other;
  }
}
