package dev.webhooks.jaxrs.client.model;

/** The direction of a bank transaction. */
public enum TransferType implements WireNamed {
  /** Money in. */
  IN("in"),
  /** Money out. */
  OUT("out"),
  /** What a newer service says and this client does not know; it cannot be sent. */
  UNKNOWN("unknown");

  private final String wireName;

  TransferType(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
