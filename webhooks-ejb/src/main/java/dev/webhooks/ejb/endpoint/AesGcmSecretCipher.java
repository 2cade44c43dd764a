package dev.webhooks.ejb.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.webhooks.core.spi.SecretCipher;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce; the context is the additional
 * authenticated data. The text is {@code keyId:base64(nonce, ciphertext, tag)}. Thread-safe.
 */
public final class AesGcmSecretCipher implements SecretCipher {
  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeys keys;
  private final SecureRandom random;

  /**
   * @param random makes the nonces
   */
  public AesGcmSecretCipher(SecretKeys keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  @Override
  public String encrypt(String clearText, String context) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed =
        apply(Cipher.ENCRYPT_MODE, keys.current(), nonce, clearText.getBytes(UTF_8), context);
    byte[] all = ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    return keys.current().id() + ":" + Base64.getEncoder().encodeToString(all);
  }

  @Override
  public String decrypt(String cipherText, String context) {
    int colon = cipherText.indexOf(':');
    String id = cipherText.substring(0, Math.max(0, colon));
    SecretKeys.Key key =
        keys.find(id)
            .orElseThrow(() -> new IllegalStateException("no key is configured with id " + id));
    ByteBuffer all = bytes(cipherText.substring(colon + 1));
    byte[] nonce = new byte[NONCE_BYTES];
    all.get(nonce);
    byte[] sealed = new byte[all.remaining()];
    all.get(sealed);
    return new String(apply(Cipher.DECRYPT_MODE, key, nonce, sealed, context), UTF_8);
  }

  private static ByteBuffer bytes(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      bytes = new byte[0];
    }
    if (bytes.length < NONCE_BYTES + TAG_BITS / 8) {
      throw new IllegalStateException("a stored secret is no ciphertext");
    }
    return ByteBuffer.wrap(bytes);
  }

  private static byte[] apply(
      int mode, SecretKeys.Key key, byte[] nonce, byte[] input, String context) {
    try {
      Cipher cipher = Cipher.getInstance(TRANSFORMATION);
      cipher.init(mode, key.aes(), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(context.getBytes(UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "a stored secret cannot be read under key " + key.id() + " as " + context, e);
    }
  }
}
