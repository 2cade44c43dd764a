package dev.webhooks.ejb.publish;

import dev.webhooks.ejb.Refusal;

/** What became of one published item. */
public sealed interface PublishResult {

  /**
   * Stored, or stored before under the same key with the same content.
   *
   * @param eventId the event's id
   * @param transactionId the bank transaction's number, 0 for an event
   * @param deliveries to how many endpoints it goes
   * @param repeated whether this is the first one's answer again
   */
  record Accepted(String eventId, long transactionId, int deliveries, boolean repeated)
      implements PublishResult {}

  /**
   * Not stored: {@link Refusal.Invalid} for content that breaks rules, {@link Refusal.Conflict} for
   * a key that was used with other content.
   */
  record Refused(Refusal refusal) implements PublishResult {}
}
