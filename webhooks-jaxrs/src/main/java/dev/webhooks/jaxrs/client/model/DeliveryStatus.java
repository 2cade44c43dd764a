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
  CANCELLED,
  /** What a newer service says and this client does not know; it cannot be sent. */
  UNKNOWN;

  @Override
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
