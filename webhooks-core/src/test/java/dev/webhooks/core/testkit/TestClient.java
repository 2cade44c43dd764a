package dev.webhooks.core.testkit;

import dev.webhooks.core.model.ClientIdentity;
import dev.webhooks.core.model.Secret;
import java.security.PrivateKey;
import java.util.Base64;

/**
 * A client certificate and its key as their owner would paste them.
 *
 * @param certificates PEM
 * @param privateKey PEM, PKCS#8
 */
public record TestClient(String certificates, String privateKey) {

  /** What the sender makes of it. */
  public ClientIdentity identity() {
    return ClientIdentity.of(certificates, new Secret(privateKey));
  }

  /** The PEM form of a key. */
  static String pem(PrivateKey key) {
    String base64 = Base64.getMimeEncoder().encodeToString(key.getEncoded());
    return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
  }
}
