package dev.webhooks.jaxrs.client.model;

/** The format of the body a webhook is sent in. */
public enum RequestContentType implements WireNamed {
  /** {@code application/json}. */
  JSON("Json"),
  /** {@code multipart/form-data}. */
  MULTIPART("multipart_form-data"),
  /** {@code application/x-www-form-urlencoded}. */
  FORM("application_x-www-form-urlencoded"),
  /** What a newer service says and this client does not know; it cannot be sent. */
  UNKNOWN("unknown");

  private final String wireName;

  RequestContentType(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
