package dev.webhooks.core.spi;

/** What recording did with one item. */
public enum Recorded {
  /** Moved from the queue to the history. */
  SETTLED,
  /** Still owed, due later. */
  RESCHEDULED,
  /** A resend or cancel came between: the attempt is stored, the row stays as that left it. */
  SUPERSEDED,
  /** The shard has another owner or epoch by now: nothing was stored. */
  REFUSED
}
