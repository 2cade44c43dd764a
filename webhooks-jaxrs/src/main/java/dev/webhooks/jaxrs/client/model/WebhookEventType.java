package dev.webhooks.jaxrs.client.model;

/** The direction of the transactions a webhook is sent. */
public enum WebhookEventType implements WireNamed {
  /** Both directions. */
  ALL("All"),
  /** Money in only. */
  IN_ONLY("In_only"),
  /** Money out only. */
  OUT_ONLY("Out_only"),
  /** What a newer service says and this client does not know; it cannot be sent. */
  UNKNOWN("unknown");

  private final String wireName;

  WebhookEventType(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
