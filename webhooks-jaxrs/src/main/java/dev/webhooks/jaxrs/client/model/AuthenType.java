package dev.webhooks.jaxrs.client.model;

/** How the service authenticates itself at the receiver of a webhook. */
public enum AuthenType implements WireNamed {
  /** Not at all. */
  NO_AUTHEN("No_Authen"),
  /** A bearer token fetched with client credentials. */
  OAUTH2("OAuth2.0"),
  /** {@code Authorization: Apikey …}. */
  API_KEY("Api_Key"),
  /** {@code X-SePay-Signature} over timestamp and body. */
  HMAC_SHA256("HMAC_SHA256"),
  /** What a newer service says and this client does not know; it cannot be sent. */
  UNKNOWN("unknown");

  private final String wireName;

  AuthenType(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
