package dev.webhooks.jaxrs.receiver;

import dev.webhooks.core.signing.SignatureScheme;
import dev.webhooks.core.signing.SigningSecret;
import dev.webhooks.core.signing.WebhookVerifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * What a receiver lets in of a sender, as an installation's configuration says it.
 *
 * @param sender its name; empty for the one without
 * @param keys secrets and public keys, as text
 * @param schemes wire names; empty: all that the keys support
 * @param tolerance how far clocks may differ
 * @param maxBodyBytes of the raw body
 */
record ReceiverSettings(
    String sender, List<String> keys, List<String> schemes, Duration tolerance, int maxBodyBytes) {
  private static final String SECRETS = "secrets";
  private static final String SCHEMES = "schemes";
  private static final String TOLERANCE = "tolerance";
  private static final String MAX_BODY_BYTES = "max-body-bytes";
  private static final String PUBLIC_KEY_PREFIX = "whpk_";

  /**
   * What MicroProfile Config says.
   *
   * @throws IllegalStateException if it says nothing or does not exist
   */
  static ReceiverSettings get(String sender) {
    return find(sender)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Register a VerifiedWebhookFeature, or set " + property(sender, SECRETS)));
  }

  /** What MicroProfile Config says; empty where it says nothing or does not exist. */
  static Optional<ReceiverSettings> find(String sender) {
    try {
      return MicroProfile.read(sender);
    } catch (NoClassDefFoundError e) {
      // The API is optional: a servlet container with a JAX-RS runtime does without.
      return Optional.empty();
    }
  }

  /**
   * The verifiers of these settings.
   *
   * @throws IllegalStateException if a scheme is unknown or has no key; names no key
   */
  Acceptance acceptance() {
    List<WebhookVerifier> verifiers = new ArrayList<>();
    for (SignatureScheme scheme : acceptedSchemes()) {
      verifiers.add(verifier(scheme));
    }
    if (verifiers.isEmpty()) {
      throw new IllegalStateException(
          property(sender, SECRETS) + " holds no secret that verifies anything");
    }
    return new Acceptance(verifiers, maxBodyBytes);
  }

  private List<SignatureScheme> acceptedSchemes() {
    return schemes.isEmpty()
        ? Arrays.stream(SignatureScheme.values()).filter(this::hasKey).toList()
        : schemes.stream().map(this::scheme).toList();
  }

  private SignatureScheme scheme(String wireName) {
    return SignatureScheme.findByWireName(wireName)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    property(sender, SCHEMES) + " has no scheme " + wireName));
  }

  private boolean hasKey(SignatureScheme scheme) {
    return keys.stream().anyMatch(key -> verifies(key, scheme));
  }

  private static boolean verifies(String key, SignatureScheme scheme) {
    return scheme == SignatureScheme.STANDARD_ED25519
        ? key.startsWith(PUBLIC_KEY_PREFIX)
        : !key.startsWith(PUBLIC_KEY_PREFIX) && SigningSecret.of(key).supports(scheme);
  }

  private WebhookVerifier verifier(SignatureScheme scheme) {
    if (!hasKey(scheme)) {
      throw new IllegalStateException(
          property(sender, SCHEMES)
              + " names "
              + scheme.wireName()
              + ", but no secret supports it");
    }
    WebhookVerifier.Builder builder = builder(scheme).tolerance(tolerance);
    for (String key : keys) {
      if (verifies(key, scheme)) {
        add(key, builder);
      }
    }
    return builder.build();
  }

  private static WebhookVerifier.Builder builder(SignatureScheme scheme) {
    return switch (scheme) {
      case SEPAY -> WebhookVerifier.sePay();
      case EPAYSE -> WebhookVerifier.ePaySe();
      case STANDARD, STANDARD_ED25519 -> WebhookVerifier.standardWebhooks();
    };
  }

  private static void add(String key, WebhookVerifier.Builder builder) {
    if (key.startsWith(PUBLIC_KEY_PREFIX)) {
      builder.publicKey(key);
    } else {
      builder.secret(key);
    }
  }

  private static String property(String sender, String name) {
    return "webhooks.receiver." + (sender.isEmpty() ? "" : sender + ".") + name;
  }

  @Override
  public String toString() {
    return "ReceiverSettings[sender="
        + sender
        + ", schemes="
        + schemes
        + ", tolerance="
        + tolerance
        + "]";
  }

  /** Keeps the optional classes out of the others' way. */
  private static final class MicroProfile {

    private MicroProfile() {}

    static Optional<ReceiverSettings> read(String sender) {
      Config config = ConfigProvider.getConfig();
      return config
          .getOptionalValues(property(sender, SECRETS), String.class)
          .map(keys -> with(config, sender, keys));
    }

    private static ReceiverSettings with(Config config, String sender, List<String> keys) {
      return new ReceiverSettings(
          sender,
          keys.stream().map(String::strip).toList(),
          config
              .getOptionalValues(property(sender, SCHEMES), String.class)
              .orElse(List.of())
              .stream()
              .map(String::strip)
              .toList(),
          config
              .getOptionalValue(property(sender, TOLERANCE), Duration.class)
              .orElse(WebhookVerifier.DEFAULT_TOLERANCE),
          config
              .getOptionalValue(property(sender, MAX_BODY_BYTES), Integer.class)
              .orElse(Acceptance.DEFAULT_MAX_BODY_BYTES));
    }
  }
}
