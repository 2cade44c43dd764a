package dev.webhooks.ejb.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.webhooks.core.model.Secret;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 under keys derived from those that encrypt, so that neither use weakens the other.
 * The text is {@code keyId:base64}. Thread-safe.
 */
public final class HmacKeyedHash implements KeyedHash {
  private static final String ALGORITHM = "HmacSHA256";
  private static final byte[] PURPOSE = "webhooks: looking secrets up".getBytes(UTF_8);

  private final SecretKeys keys;

  public HmacKeyedHash(SecretKeys keys) {
    this.keys = keys;
  }

  @Override
  public String of(Secret secret) {
    return hash(keys.current(), secret);
  }

  @Override
  public List<String> candidatesOf(Secret secret) {
    return keys.keys().stream().map(key -> hash(key, secret)).toList();
  }

  private static String hash(SecretKeys.Key key, Secret secret) {
    byte[] derived = hmac(key.aes().getEncoded(), PURPOSE);
    byte[] hash = hmac(derived, secret.reveal().getBytes(UTF_8));
    return key.id() + ":" + Base64.getEncoder().encodeToString(hash);
  }

  private static byte[] hmac(byte[] key, byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no " + ALGORITHM, e);
    }
  }
}
