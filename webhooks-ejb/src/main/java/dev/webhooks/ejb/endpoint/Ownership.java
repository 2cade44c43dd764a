package dev.webhooks.ejb.endpoint;

/** Whether an endpoint's target is known to be its owner's. */
public enum Ownership {
  /** Nobody asks. */
  NOT_REQUIRED,
  /** It has not answered a challenge yet; what the endpoint is owed waits. */
  PENDING,
  /** It has answered one. */
  VERIFIED
}
