package dev.webhooks.jaxrs.client.model;

import java.util.Locale;

/** Where a delivery stands. */
public enum DeliveryStatus implements WireNamed {
  /** An attempt is owed. */
  PENDING,
  /** The receiver accepted it. */
  SUCCEEDED,
  /** Given up. */
  FAILED,
  /** Its endpoint was disabled or deleted before it was accepted. */
  CANCELLED;

  @Override
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
