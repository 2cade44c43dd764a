package dev.webhooks.jaxrs.client.model;

import org.jspecify.annotations.Nullable;

/**
 * How the service authenticates itself at an endpoint; only the fields of its type are set. Made by
 * the factory methods.
 *
 * @param type {@code hmac}, {@code bearer}, {@code api_key}, {@code basic}, {@code custom_header},
 *     {@code oauth2}, {@code mtls} or {@code none}
 */
public record EndpointAuthentication(
    String type,
    @Nullable String token,
    @Nullable String apiKey,
    @Nullable String username,
    @Nullable String password,
    @Nullable String headerName,
    @Nullable String headerValue,
    @Nullable String tokenUrl,
    @Nullable String clientId,
    @Nullable String clientSecret,
    @Nullable String certificate,
    @Nullable String privateKey) {

  /** Signatures, the default. */
  public static EndpointAuthentication hmac() {
    return ofType("hmac");
  }

  /** Nothing; only where livemode is false. */
  public static EndpointAuthentication none() {
    return ofType("none");
  }

  /** {@code Authorization: Bearer …}. */
  public static EndpointAuthentication bearer(String token) {
    return new EndpointAuthentication(
        "bearer", token, null, null, null, null, null, null, null, null, null, null);
  }

  /** {@code X-API-Key: …}. */
  public static EndpointAuthentication apiKey(String key) {
    return new EndpointAuthentication(
        "api_key", null, key, null, null, null, null, null, null, null, null, null);
  }

  /** {@code Authorization: Basic …}. */
  public static EndpointAuthentication basic(String username, String password) {
    return new EndpointAuthentication(
        "basic", null, null, username, password, null, null, null, null, null, null, null);
  }

  /** A header of the receiver's choice. */
  public static EndpointAuthentication customHeader(String name, String value) {
    return new EndpointAuthentication(
        "custom_header", null, null, null, null, name, value, null, null, null, null, null);
  }

  /** A token fetched with client credentials. */
  public static EndpointAuthentication oauth2(
      String tokenUrl, String clientId, String clientSecret) {
    return new EndpointAuthentication(
        "oauth2", null, null, null, null, null, null, tokenUrl, clientId, clientSecret, null, null);
  }

  /** A client certificate with its key, both PEM. */
  public static EndpointAuthentication mtls(String certificate, String privateKey) {
    return new EndpointAuthentication(
        "mtls", null, null, null, null, null, null, null, null, null, certificate, privateKey);
  }

  private static EndpointAuthentication ofType(String type) {
    return new EndpointAuthentication(
        type, null, null, null, null, null, null, null, null, null, null, null);
  }

  /** Only the type; secrets stay out of logs. */
  @Override
  public String toString() {
    return "EndpointAuthentication[" + type + "]";
  }
}
