package dev.webhooks.core.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A secret that signs webhook requests. Three kinds are told apart by their text:
 *
 * <ul>
 *   <li>{@code whsec_} and the base64 of 24 to 64 bytes serves every HMAC scheme;
 *   <li>{@code whsk_} and the base64 of an ed25519 key (the 32-byte seed, or the 64 bytes of seed
 *       and public key) serves {@link SignatureScheme#STANDARD_ED25519};
 *   <li>any other text serves the two hex schemes, whose key is the text itself.
 * </ul>
 *
 * Immutable. Never printed: {@link #toString()} is redacted, {@link #reveal()} is the one way to
 * the text. Equality takes constant time.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks">Standard Webhooks 1.0.0</a>
 */
public final class SigningSecret {
  private static final String SYMMETRIC_PREFIX = "whsec_";
  private static final String PRIVATE_PREFIX = "whsk_";
  private static final int GENERATED_BYTES = 32;
  private static final int MIN_BYTES = 24;
  private static final int MAX_BYTES = 64;

  private final String text;
  private final byte @Nullable [] standardKey;
  private final byte @Nullable [] seed;

  private SigningSecret(String text, byte @Nullable [] standardKey, byte @Nullable [] seed) {
    this.text = text;
    this.standardKey = standardKey;
    this.seed = seed;
  }

  /**
   * The secret with this text.
   *
   * @throws IllegalArgumentException if the text is empty, or begins with {@code whsk_} and is no
   *     ed25519 key; the message does not contain the text
   */
  public static SigningSecret of(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a signing secret must not be empty");
    }
    if (text.startsWith(PRIVATE_PREFIX)) {
      return new SigningSecret(text, null, seedIn(text));
    }
    return new SigningSecret(text, standardKeyIn(text), null);
  }

  /**
   * A new symmetric secret: {@code whsec_} and the base64 of 32 random bytes.
   *
   * @param random must be cryptographically strong, such as {@link java.security.SecureRandom}
   */
  public static SigningSecret generate(RandomGenerator random) {
    return of(SYMMETRIC_PREFIX + base64(randomBytes(random)));
  }

  /**
   * A new ed25519 key: {@code whsk_} and the base64 of seed and public key.
   *
   * @param random must be cryptographically strong, such as {@link java.security.SecureRandom}
   */
  public static SigningSecret generateEd25519(RandomGenerator random) {
    byte[] seed = randomBytes(random);
    byte[] pair = Arrays.copyOf(seed, 2 * Ed25519.KEY_LENGTH);
    System.arraycopy(Ed25519.publicKeyOf(seed), 0, pair, Ed25519.KEY_LENGTH, Ed25519.KEY_LENGTH);
    return of(PRIVATE_PREFIX + base64(pair));
  }

  /** Whether this secret can sign by that scheme. */
  public boolean supports(SignatureScheme scheme) {
    return switch (scheme) {
      case SEPAY, EPAYSE -> seed == null;
      case STANDARD -> standardKey != null;
      case STANDARD_ED25519 -> seed != null;
    };
  }

  /** The secret's text. Not for logs, messages or answers to anyone but its owner. */
  public String reveal() {
    return text;
  }

  /** The public half of an ed25519 key as {@code whpk_…}; empty for symmetric secrets. */
  public Optional<WebhookPublicKey> publicKey() {
    return Optional.ofNullable(seed).map(Ed25519::publicKeyOf).map(WebhookPublicKey::new);
  }

  /** The HMAC key of a scheme this secret supports. */
  byte[] hmacKey(SignatureScheme scheme) {
    return scheme == SignatureScheme.STANDARD
        ? Objects.requireNonNull(standardKey)
        : text.getBytes(UTF_8);
  }

  /** The ed25519 seed of a secret that supports {@link SignatureScheme#STANDARD_ED25519}. */
  byte[] seed() {
    return Objects.requireNonNull(seed);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SigningSecret that
        && MessageDigest.isEqual(text.getBytes(UTF_8), that.text.getBytes(UTF_8));
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "SigningSecret[redacted]";
  }

  private static byte @Nullable [] standardKeyIn(String text) {
    if (!text.startsWith(SYMMETRIC_PREFIX)) {
      return null;
    }
    try {
      byte[] key = Base64.getDecoder().decode(text.substring(SYMMETRIC_PREFIX.length()));
      return key.length >= MIN_BYTES && key.length <= MAX_BYTES ? key : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static byte[] seedIn(String text) {
    byte[] key = decodeKey(text);
    byte[] seed = Arrays.copyOf(key, Ed25519.KEY_LENGTH);
    byte[] given = Arrays.copyOfRange(key, Ed25519.KEY_LENGTH, key.length);
    // Signing with a public key that is not the seed's would give the seed away.
    if (given.length > 0 && !Arrays.equals(given, Ed25519.publicKeyOf(seed))) {
      throw new IllegalArgumentException("the two halves of the whsk_ key do not belong together");
    }
    return seed;
  }

  private static byte[] decodeKey(String text) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(text.substring(PRIVATE_PREFIX.length()));
    } catch (IllegalArgumentException e) {
      key = new byte[0];
    }
    if (key.length != Ed25519.KEY_LENGTH && key.length != 2 * Ed25519.KEY_LENGTH) {
      throw new IllegalArgumentException(
          "whsk_ must be followed by the base64 of an ed25519 key: 32 or 64 bytes");
    }
    return key;
  }

  private static byte[] randomBytes(RandomGenerator random) {
    byte[] bytes = new byte[GENERATED_BYTES];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
