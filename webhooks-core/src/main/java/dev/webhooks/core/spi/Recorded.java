package dev.webhooks.core.spi;

/** What recording did with one item. */
public enum Recorded {
  /** Moved from the queue to the history, now or by an earlier call whose answer was lost. */
  SETTLED,
  /** Still owed, due later. */
  RESCHEDULED,
  /**
   * A resend or cancel came between, or the reschedule had been recorded before: the attempt is
   * stored, the row stays as it is.
   */
  SUPERSEDED,
  /** The shard has another owner or epoch by now: nothing was stored. */
  REFUSED
}
