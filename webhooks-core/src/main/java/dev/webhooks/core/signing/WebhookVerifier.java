package dev.webhooks.core.signing;

import dev.webhooks.core.signing.WebhookVerificationException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The receiver's side: tells whether a request was signed by the sender, unchanged and recently.
 * Immutable and thread-safe; make one and keep it.
 *
 * <pre>{@code
 * WebhookVerifier verifier = WebhookVerifier.standardWebhooks().secret("whsec_…").build();
 * VerifiedWebhook webhook = verifier.verify(request::getHeader, body);
 * }</pre>
 *
 * <p>A request may carry several signatures and the verifier may know several secrets (both happen
 * while a secret rotates): one match is enough. Signatures are compared in constant time.
 */
public final class WebhookVerifier {
  /** How far the sender's clock may be from ours, either way, unless the builder says otherwise. */
  public static final Duration DEFAULT_TOLERANCE = Duration.ofMinutes(5);

  private static final int MAX_TIMESTAMP_DIGITS = 11;

  private final SignatureScheme scheme;
  private final SignatureCheck check;
  private final Duration tolerance;
  private final InstantSource clock;

  private WebhookVerifier(Builder builder, SignatureCheck check) {
    this.scheme = builder.scheme;
    this.check = check;
    this.tolerance = builder.tolerance;
    this.clock = builder.clock;
  }

  /** For requests with {@code X-SePay-Signature}. */
  public static Builder sePay() {
    return new Builder(SignatureScheme.SEPAY);
  }

  /** For requests with {@code X-Webhook-Signature}. */
  public static Builder ePaySe() {
    return new Builder(SignatureScheme.EPAYSE);
  }

  /** For requests with {@code webhook-signature}, symmetric ({@code v1}) or not ({@code v1a}). */
  public static Builder standardWebhooks() {
    return new Builder(SignatureScheme.STANDARD);
  }

  /**
   * Verifies a request.
   *
   * @param headers the value of the header of that name, or null; must ignore the name's case
   * @param body the raw bytes as received, before any parsing
   * @throws WebhookVerificationException if the request must not be trusted, with the reason
   */
  public VerifiedWebhook verify(Function<String, @Nullable String> headers, byte[] body)
      throws WebhookVerificationException {
    String id =
        scheme == SignatureScheme.STANDARD
            ? required(headers, SignatureScheme.STANDARD_ID_HEADER)
            : null;
    String timestamp = required(headers, scheme.timestampHeader());
    String signatures = required(headers, scheme.signatureHeader());
    Instant signedAt = parseTimestamp(timestamp);
    requireRecent(signedAt);
    byte[] prefix =
        id == null ? SignedContent.prefix(timestamp) : SignedContent.prefix(id, timestamp);
    requireMatch(signatures, prefix, body);
    return new VerifiedWebhook(id, signedAt);
  }

  private static String required(Function<String, @Nullable String> headers, String name)
      throws WebhookVerificationException {
    String value = headers.apply(name);
    if (value == null || value.isBlank()) {
      throw new WebhookVerificationException(
          Reason.MISSING_HEADER, "the request has no " + name + " header");
    }
    return value.strip();
  }

  private Instant parseTimestamp(String text) throws WebhookVerificationException {
    boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || text.length() > MAX_TIMESTAMP_DIGITS) {
      throw new WebhookVerificationException(
          Reason.MALFORMED, scheme.timestampHeader() + " is not a number of seconds since 1970");
    }
    return Instant.ofEpochSecond(Long.parseLong(text));
  }

  private void requireRecent(Instant signedAt) throws WebhookVerificationException {
    Duration age = Duration.between(signedAt, clock.instant());
    if (age.compareTo(tolerance) > 0) {
      throw new WebhookVerificationException(
          Reason.TIMESTAMP_TOO_OLD, "the request was signed too long ago, at " + signedAt);
    }
    if (age.negated().compareTo(tolerance) > 0) {
      throw new WebhookVerificationException(
          Reason.TIMESTAMP_TOO_NEW, "the request was signed in the future, at " + signedAt);
    }
  }

  private void requireMatch(String signatures, byte[] prefix, byte[] body)
      throws WebhookVerificationException {
    switch (check.check(signatures, prefix, body)) {
      case MATCH -> {}
      case MISMATCH ->
          throw new WebhookVerificationException(
              Reason.NO_MATCH, "no signature matches the body under any known secret");
      case UNREADABLE ->
          throw new WebhookVerificationException(
              Reason.MALFORMED, scheme.signatureHeader() + " lists no signature of the scheme");
    }
  }

  /** Collects what a {@link WebhookVerifier} knows. Not thread-safe. */
  public static final class Builder {
    private final SignatureScheme scheme;
    private final List<SigningSecret> secrets = new ArrayList<>();
    private final List<WebhookPublicKey> publicKeys = new ArrayList<>();
    private Duration tolerance = DEFAULT_TOLERANCE;
    private InstantSource clock = InstantSource.system();

    private Builder(SignatureScheme scheme) {
      this.scheme = scheme;
    }

    /**
     * Adds a secret whose signatures are accepted.
     *
     * @throws IllegalArgumentException if it cannot sign by this scheme
     */
    public Builder secret(SigningSecret secret) {
      if (!secret.supports(scheme)) {
        throw new IllegalArgumentException(
            "this secret cannot verify the scheme " + scheme.wireName());
      }
      secrets.add(secret);
      return this;
    }

    /** Adds a secret by its text; see {@link #secret(SigningSecret)}. */
    public Builder secret(String text) {
      return secret(SigningSecret.of(text));
    }

    /**
     * Adds a public key whose {@code v1a} signatures are accepted.
     *
     * @throws IllegalArgumentException if the scheme is not Standard Webhooks
     */
    public Builder publicKey(WebhookPublicKey key) {
      if (scheme != SignatureScheme.STANDARD) {
        throw new IllegalArgumentException("only Standard Webhooks has public keys");
      }
      publicKeys.add(key);
      return this;
    }

    /** Adds a public key by its text, {@code whpk_…}; see {@link #publicKey(WebhookPublicKey)}. */
    public Builder publicKey(String text) {
      return publicKey(WebhookPublicKey.parse(text));
    }

    /**
     * Sets how far the signed timestamp may be from now, in the past and in the future.
     *
     * @throws IllegalArgumentException if negative
     */
    public Builder tolerance(Duration tolerance) {
      if (tolerance.isNegative()) {
        throw new IllegalArgumentException("the tolerance must not be negative: " + tolerance);
      }
      this.tolerance = tolerance;
      return this;
    }

    /** Sets what tells the present moment; the system's clock unless set. */
    public Builder clock(InstantSource clock) {
      this.clock = clock;
      return this;
    }

    /**
     * The verifier.
     *
     * @throws IllegalArgumentException if neither a secret nor a public key was added
     */
    public WebhookVerifier build() {
      if (secrets.isEmpty() && publicKeys.isEmpty()) {
        throw new IllegalArgumentException("a verifier needs a secret or a public key");
      }
      List<HmacKey> keys = secrets.stream().map(s -> new HmacKey(s.hmacKey(scheme))).toList();
      return new WebhookVerifier(
          this,
          scheme == SignatureScheme.STANDARD
              ? new StandardSignatureCheck(keys, List.copyOf(publicKeys))
              : new HexSignatureCheck(keys));
    }
  }
}
