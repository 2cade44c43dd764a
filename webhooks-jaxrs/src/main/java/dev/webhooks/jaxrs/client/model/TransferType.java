package dev.webhooks.jaxrs.client.model;

/** The direction of a bank transaction. */
public enum TransferType implements WireNamed {
  /** Money in. */
  IN("in"),
  /** Money out. */
  OUT("out");

  private final String wireName;

  TransferType(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
