package dev.webhooks.core.model;

/** Whether an endpoint is sent anything. */
public enum EndpointStatus {
  /** It is matched and sent to. */
  ENABLED,
  /** It is matched; what it is owed waits until its target is known to be its owner's. */
  UNVERIFIED,
  /** Nothing new is matched; what was pending is cancelled. */
  DISABLED,
  /** Gone for its tenant; kept so that its log stays readable; what was pending is cancelled. */
  DELETED;

  /** Whether new events are owed to it and those owed so far are kept. */
  public boolean isOwed() {
    return this == ENABLED || this == UNVERIFIED;
  }
}
