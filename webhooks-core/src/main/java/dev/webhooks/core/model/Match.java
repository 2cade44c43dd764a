package dev.webhooks.core.model;

/**
 * Whether an event is owed to an endpoint, and the first rule that keeps it away if it is not. The
 * rules are looked at in the order of this list.
 */
public enum Match {
  /** It is owed. */
  TAKEN,
  /** The event is another tenant's. */
  ANOTHER_TENANT,
  /** The endpoint is disabled. */
  DISABLED,
  /** The endpoint is deleted. */
  DELETED,
  /** The endpoint takes bank transactions only, and the event is none. */
  NO_TRANSACTION,
  /** The endpoint takes the transactions of another bank account. */
  BANK_ACCOUNT,
  /** The endpoint takes the transactions of the other direction only. */
  DIRECTION,
  /** The endpoint leaves out transactions without a payment code. */
  NO_CODE,
  /** The endpoint takes the transactions of other virtual accounts only. */
  VIRTUAL_ACCOUNT,
  /** The endpoint takes test events and the event is live, or the other way round. */
  MODE,
  /** The endpoint takes other event types. */
  TYPE,
  /** The endpoint has channels and the event is in none of them. */
  CHANNEL,
  /** The event does not satisfy the endpoint's filter. */
  FILTER;

  /** Whether the event is owed. */
  public boolean isTaken() {
    return this == TAKEN;
  }
}
