package dev.webhooks.core.model;

import java.time.Duration;

/** What becomes of a delivery after an attempt. */
public sealed interface Decision {

  /**
   * It is over.
   *
   * @param status SUCCEEDED, FAILED or CANCELLED
   */
  record Settle(DeliveryStatus status) implements Decision {}

  /**
   * It is tried again.
   *
   * @param delay from now on
   */
  record Retry(Duration delay) implements Decision {}
}
