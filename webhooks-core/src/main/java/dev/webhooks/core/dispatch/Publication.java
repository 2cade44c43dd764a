package dev.webhooks.core.dispatch;

/** What became of an {@link EventToPublish}. */
public sealed interface Publication {
  /**
   * Stored, durable as soon as the transaction has committed.
   *
   * @param eventId the event's id
   * @param transactionId the bank transaction's number, 0 for another event
   * @param deliveries to how many endpoints it goes
   */
  record Stored(String eventId, long transactionId, int deliveries) implements Publication {}

  /**
   * The same was stored before; nothing was stored now.
   *
   * @param eventId the first one's id
   * @param transactionId the first one's transaction number, 0 for another event
   * @param deliveries to how many endpoints the first one went
   */
  record Duplicate(String eventId, long transactionId, int deliveries) implements Publication {}

  /** Other content was stored before under the same key or id; nothing was stored now. */
  record Conflict(String eventId) implements Publication {}
}
