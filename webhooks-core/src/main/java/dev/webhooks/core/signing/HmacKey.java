package dev.webhooks.core.signing;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An HMAC-SHA256 key made ready once and used by many threads. */
final class HmacKey {
  private static final String ALGORITHM = "HmacSHA256";

  private final Mac prototype;

  HmacKey(byte[] key) {
    this.prototype = initialised(key);
    // Absorbs the key's inner block now, so that no clone has to: one hash block less per
    // signature.
    prototype.update(new byte[0]);
  }

  byte[] digest(byte[] prefix, byte[] body) {
    Mac mac = copy();
    mac.update(prefix);
    return mac.doFinal(body);
  }

  /** A clone: the prototype is only ever read, so threads need no lock. */
  private Mac copy() {
    try {
      return (Mac) prototype.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this JDK's HMAC cannot be cloned", e);
    }
  }

  private static Mac initialised(byte[] key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no " + ALGORITHM, e);
    }
  }
}
