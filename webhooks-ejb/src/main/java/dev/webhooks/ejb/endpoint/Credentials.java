package dev.webhooks.ejb.endpoint;

import dev.webhooks.core.model.Secret;
import dev.webhooks.core.signing.SignatureScheme;
import dev.webhooks.core.signing.SigningSecret;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** How a receiver knows that a request is ours, as its tenant set it. Prints without secrets. */
public sealed interface Credentials {

  /** Nothing is shown. */
  record None() implements Credentials {}

  /** {@code Authorization: Apikey …} on the SePay face, {@code X-API-Key: …} on the EPaySe face. */
  record ApiKey(Secret key) implements Credentials {}

  /** {@code Authorization: Bearer …}. */
  record Bearer(Secret token) implements Credentials {}

  /** {@code Authorization: Basic …} (RFC 7617, UTF-8). */
  record Basic(String username, Secret password) implements Credentials {}

  /** A header of the tenant's choice. */
  record CustomHeader(String name, Secret value) implements Credentials {}

  /** A bearer token obtained by client credentials. */
  record OAuth2(URI tokenUrl, String clientId, Secret clientSecret) implements Credentials {}

  /**
   * A client certificate under TLS.
   *
   * @param certificates PEM: the client's own, then each one's issuer
   * @param privateKey PEM, PKCS#8, of the client's own certificate
   */
  record MutualTls(String certificates, Secret privateKey) implements Credentials {}

  /**
   * Signatures over timestamp and body.
   *
   * @param schemes not empty
   * @param secrets the current ones: at most one for HMAC and one ed25519 key. When settings are
   *     stored, a kind that the schemes need and that is missing here stays as it is stored, or is
   *     generated; one that differs from the stored one replaces it at once, without overlap
   */
  record Signed(Set<SignatureScheme> schemes, List<SigningSecret> secrets) implements Credentials {
    public Signed {
      schemes = Set.copyOf(schemes);
      secrets = List.copyOf(secrets);
    }
  }
}
