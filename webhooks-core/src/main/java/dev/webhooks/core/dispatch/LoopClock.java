package dev.webhooks.core.dispatch;

import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The dispatch thread's time: read once per round, and the database's time estimated from the last
 * heartbeat and what has passed since by the monotonic clock.
 */
final class LoopClock {
  /** Later than every moment the loop waits for. */
  static final long NEVER = Long.MAX_VALUE;

  private final LongSupplier nanoTime;
  private final long origin;
  private long nanos;
  private volatile Reading reading = new Reading(Instant.EPOCH, 0);

  private record Reading(Instant now, long nanos) {}

  LoopClock(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.origin = nanoTime.getAsLong();
  }

  /** Begins a round. */
  void tick() {
    nanos = elapsed();
  }

  /** Nanoseconds since the loop was made, at the start of this round. */
  long nanos() {
    return nanos;
  }

  /** Nanoseconds since the loop was made, now. Thread-safe. */
  long elapsed() {
    return nanoTime.getAsLong() - origin;
  }

  /** What the database's clock showed at this moment of ours. Thread-safe. */
  void setDatabaseTime(Instant now, long at) {
    reading = new Reading(now, at);
  }

  /** The database's time at the start of this round; never ahead of it by more than drift. */
  Instant databaseTime() {
    return databaseTimeAt(nanos);
  }

  Instant databaseTimeAt(long at) {
    Reading last = reading;
    return last.now.plusNanos(at - last.nanos);
  }

  /** When, by our clock, the database's will show this time. */
  long nanosAt(Instant databaseTime) {
    Reading last = reading;
    long seconds = databaseTime.getEpochSecond() - last.now.getEpochSecond();
    if (Math.abs(seconds) > 1L << 32) {
      return seconds > 0 ? NEVER : 0;
    }
    return last.nanos + seconds * 1_000_000_000L + databaseTime.getNano() - last.now.getNano();
  }
}
