package dev.webhooks.jaxrs.client.model;

/** The direction of the transactions a webhook is sent. */
public enum WebhookEventType implements WireNamed {
  /** Both directions. */
  ALL("All"),
  /** Money in only. */
  IN_ONLY("In_only"),
  /** Money out only. */
  OUT_ONLY("Out_only");

  private final String wireName;

  WebhookEventType(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
