package dev.webhooks.ejb.publish;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The SHA-256 of what a producer sent: the same idempotency key with another hash is a conflict.
 *
 * @param sha256 32 bytes, not to be modified
 */
public record ContentHash(byte[] sha256) {

  /** The hash of these bytes. */
  public static ContentHash of(byte[] content) {
    return of(ByteBuffer.wrap(content));
  }

  /** The hash of the remaining bytes. */
  public static ContentHash of(ByteBuffer content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(content);
      return new ContentHash(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }
}
