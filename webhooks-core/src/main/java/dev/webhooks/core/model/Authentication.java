package dev.webhooks.core.model;

import dev.webhooks.core.signing.SignatureScheme;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** How a receiver knows that a request is ours. */
public sealed interface Authentication {

  /** Nothing is shown. */
  record None() implements Authentication {}

  /**
   * A fixed header: an API key, a bearer token, basic credentials.
   *
   * @param name the header's name
   * @param value the whole value, such as {@code Apikey 123}
   */
  record FixedHeader(String name, Secret value) implements Authentication {}

  /**
   * Signatures over timestamp and body.
   *
   * @param schemes in which forms
   * @param keys newest first
   */
  record Signed(Set<SignatureScheme> schemes, List<SigningKey> keys) implements Authentication {}

  /** A bearer token obtained by client credentials (RFC 6749 section 4.4). */
  record OAuth2(URI tokenUrl, String clientId, Secret clientSecret) implements Authentication {}

  /** A client certificate under TLS (RFC 8446 section 4.4.2); needs an https URL. */
  record MutualTls(ClientIdentity identity) implements Authentication {}
}
