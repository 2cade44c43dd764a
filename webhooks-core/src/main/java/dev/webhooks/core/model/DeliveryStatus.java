package dev.webhooks.core.model;

/** Where a delivery stands. */
public enum DeliveryStatus {
  /** Owed: an attempt will come. */
  PENDING,
  /** The receiver accepted it. */
  SUCCEEDED,
  /** Given up: the schedule is exhausted or the outcome is final. */
  FAILED,
  /** The endpoint was disabled or deleted before it was accepted. */
  CANCELLED
}
