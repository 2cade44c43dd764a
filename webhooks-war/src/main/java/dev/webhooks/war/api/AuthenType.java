package dev.webhooks.war.api;

import java.util.Map;

/** How a SePay webhook's receiver knows that a request is ours. */
enum AuthenType {
  NO_AUTHEN("No_Authen"),
  OAUTH2("OAuth2.0"),
  API_KEY("Api_Key"),
  HMAC_SHA256("HMAC_SHA256");

  static final Map<String, AuthenType> BY_WIRE_NAME =
      WebhookWire.byName(values(), AuthenType::wireName);

  private final String wireName;

  AuthenType(String wireName) {
    this.wireName = wireName;
  }

  String wireName() {
    return wireName;
  }
}
