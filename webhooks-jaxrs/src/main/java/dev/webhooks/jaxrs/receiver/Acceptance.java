package dev.webhooks.jaxrs.receiver;

import dev.webhooks.core.signing.VerifiedWebhook;
import dev.webhooks.core.signing.WebhookVerificationException;
import dev.webhooks.core.signing.WebhookVerificationException.Reason;
import dev.webhooks.core.signing.WebhookVerifier;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver lets in of a sender: requests that satisfy one of its verifiers, up to a size.
 *
 * @param verifiers one per scheme
 * @param maxBodyBytes of the raw body
 */
record Acceptance(List<WebhookVerifier> verifiers, int maxBodyBytes) {
  static final int DEFAULT_MAX_BODY_BYTES = 1024 * 1024;

  Acceptance {
    verifiers = List.copyOf(verifiers);
    if (verifiers.isEmpty()) {
      throw new IllegalArgumentException("A receiver needs a verifier");
    }
    if (maxBodyBytes < 1 || maxBodyBytes == Integer.MAX_VALUE) {
      throw new IllegalArgumentException("No size of a body: " + maxBodyBytes);
    }
  }

  /** Bodies up to 1 MiB. */
  static Acceptance of(WebhookVerifier... verifiers) {
    return new Acceptance(List.of(verifiers), DEFAULT_MAX_BODY_BYTES);
  }

  Acceptance withMaxBodyBytes(int bytes) {
    return new Acceptance(verifiers, bytes);
  }

  /** The name of the application's property that says what is let in of a sender. */
  static String property(String sender) {
    return "dev.webhooks.jaxrs.receiver.Acceptance." + sender;
  }

  /** The outcome for one request. */
  sealed interface Verdict {}

  /** To be let in. */
  record Trusted(VerifiedWebhook webhook) implements Verdict {}

  /** To be refused. */
  record Refused(Reason reason) implements Verdict {}

  /**
   * One verifier is enough, and of several that are satisfied one whose scheme covers the id
   * counts; otherwise the reason is that of a scheme the request does carry.
   */
  Verdict examine(Function<String, @Nullable String> headers, byte[] body) {
    Verdict verdict = new Refused(Reason.MISSING_HEADER);
    for (WebhookVerifier verifier : verifiers) {
      try {
        VerifiedWebhook webhook = verifier.verify(headers, body);
        verdict = new Trusted(webhook);
        if (webhook.id() != null) {
          return verdict;
        }
      } catch (WebhookVerificationException e) {
        if (verdict instanceof Refused refused && refused.reason() == Reason.MISSING_HEADER) {
          verdict = new Refused(e.reason());
        }
      }
    }
    return verdict;
  }
}
