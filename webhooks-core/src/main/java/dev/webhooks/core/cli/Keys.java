package dev.webhooks.core.cli;

import dev.webhooks.core.signing.SignatureScheme;
import dev.webhooks.core.signing.SigningSecret;
import dev.webhooks.core.signing.VerifiedWebhook;
import dev.webhooks.core.signing.WebhookPublicKey;
import dev.webhooks.core.signing.WebhookVerificationException;
import dev.webhooks.core.signing.WebhookVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The secrets and public keys given on the command line, and what they say of a request. */
record Keys(List<SigningSecret> secrets, List<WebhookPublicKey> publicKeys) {
  /** The options {@link #of} reads. */
  static final Set<String> OPTIONS = Set.of("secret", "secret-file", "public-key");

  private static final List<SignatureScheme> FORMS =
      List.of(SignatureScheme.SEPAY, SignatureScheme.EPAYSE, SignatureScheme.STANDARD);

  static Keys of(Options options) throws IOException {
    List<SigningSecret> secrets = new ArrayList<>();
    try {
      for (String secret : options.all("secret")) {
        secrets.add(SigningSecret.of(secret));
      }
      for (String file : options.all("secret-file")) {
        secrets.add(SigningSecret.of(Files.readString(Path.of(file)).strip()));
      }
      return new Keys(
          secrets, options.all("public-key").stream().map(WebhookPublicKey::parse).toList());
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  boolean isEmpty() {
    return secrets.isEmpty() && publicKeys.isEmpty();
  }

  /** What each signature of the request is worth; empty if it carries none that is known. */
  List<Finding> examine(
      Function<String, @Nullable String> headers,
      byte[] body,
      Duration tolerance,
      InstantSource clock) {
    return FORMS.stream()
        .filter(form -> headers.apply(form.signatureHeader()) != null)
        .map(form -> examine(form, headers, body, tolerance, clock))
        .toList();
  }

  private Finding examine(
      SignatureScheme form,
      Function<String, @Nullable String> headers,
      byte[] body,
      Duration tolerance,
      InstantSource clock) {
    WebhookVerifier.Builder verifier = builder(form).tolerance(tolerance).clock(clock);
    secrets.stream().filter(secret -> secret.supports(form)).forEach(verifier::secret);
    if (form == SignatureScheme.STANDARD) {
      allPublicKeys().forEach(verifier::publicKey);
    }
    try {
      VerifiedWebhook webhook = verifier.build().verify(headers, body);
      return new Finding(form, true, "verified, signed at " + webhook.signedAt());
    } catch (WebhookVerificationException e) {
      return new Finding(form, false, "refused, " + e.reason() + ": " + e.getMessage());
    } catch (IllegalArgumentException e) {
      return new Finding(form, false, "not verified: no secret of its kind is given");
    }
  }

  /** The owner of a private key can verify too. */
  private Stream<WebhookPublicKey> allPublicKeys() {
    return Stream.concat(
        publicKeys.stream(), secrets.stream().flatMap(secret -> secret.publicKey().stream()));
  }

  private static WebhookVerifier.Builder builder(SignatureScheme form) {
    return switch (form) {
      case SEPAY -> WebhookVerifier.sePay();
      case EPAYSE -> WebhookVerifier.ePaySe();
      case STANDARD, STANDARD_ED25519 -> WebhookVerifier.standardWebhooks();
    };
  }

  /** What one signature is worth. */
  record Finding(SignatureScheme form, boolean verified, String explanation) {
    @Override
    public String toString() {
      return form.signatureHeader() + ": " + explanation;
    }
  }
}
