package dev.webhooks.core.model;

/** Whether an endpoint is sent anything. */
public enum EndpointStatus {
  /** It is matched and sent to. */
  ENABLED,
  /** Nothing new is matched; what was pending is cancelled. */
  DISABLED,
  /** Gone for its tenant; kept so that its log stays readable; what was pending is cancelled. */
  DELETED
}
