package dev.webhooks.core.signing;

import java.security.PublicKey;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The public half of an ed25519 signing key, which a receiver verifies {@code v1a} signatures with.
 * Its text is {@code whpk_} and the base64 of 32 bytes. Immutable and thread-safe.
 */
public final class WebhookPublicKey {
  private static final String PREFIX = "whpk_";

  private final String text;
  private final PublicKey key;

  WebhookPublicKey(byte[] raw) {
    this.text = PREFIX + Base64.getEncoder().encodeToString(raw);
    this.key = Ed25519.publicKey(raw);
  }

  /**
   * Reads {@code whpk_…}.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static WebhookPublicKey parse(String text) {
    byte[] raw = text.startsWith(PREFIX) ? decode(text.substring(PREFIX.length())) : new byte[0];
    if (raw.length != Ed25519.KEY_LENGTH) {
      throw new IllegalArgumentException(
          "not a public key of the form whpk_ and the base64 of 32 bytes: " + text);
    }
    return new WebhookPublicKey(raw);
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  PublicKey key() {
    return key;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WebhookPublicKey that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The text, {@code whpk_…}. */
  @Override
  public String toString() {
    return text;
  }
}
