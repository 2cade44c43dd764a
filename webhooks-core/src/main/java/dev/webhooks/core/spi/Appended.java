package dev.webhooks.core.spi;

import dev.webhooks.core.model.PendingDelivery;
import java.util.List;

/** What became of a {@link NewEvent}. */
public sealed interface Appended {

  /**
   * Stored.
   *
   * @param eventNumber the store's number of the event
   * @param deliveries what is owed now, in the order of the targets
   */
  record Stored(long eventNumber, List<PendingDelivery> deliveries) implements Appended {}

  /**
   * The same key, or the same event id, with the same content was stored before.
   *
   * @param eventId the first one's id
   * @param transactionId the first one's transaction number, 0 when it was no transaction
   * @param deliveries to how many endpoints the first one went
   */
  record Duplicate(String eventId, long transactionId, int deliveries) implements Appended {}

  /** The same key, or the same event id, was stored before with other content. */
  record Conflict(String eventId) implements Appended {}
}
