package dev.webhooks.core.model;

/** What made an attempt happen. */
public enum Trigger {
  /** Publication, or the retry schedule. */
  AUTOMATIC,
  /** Somebody asked for this delivery to be sent again. */
  MANUAL,
  /** A test send. */
  TEST,
  /** A bulk recovery. */
  RECOVERY
}
