package dev.webhooks.ejb.endpoint;

import dev.webhooks.core.signing.SigningSecret;
import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.endpoint.Credentials.Signed;
import dev.webhooks.ejb.endpoint.EndpointSecretEntity.Kind;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gives endpoints the signing secrets they need. */
final class SigningSecrets {
  private static final int MAX_LIVE = 10;

  private final RandomGenerator random;

  SigningSecrets(RandomGenerator random) {
    this.random = random;
  }

  /** Brings the stored secrets in line with new credentials. */
  void settle(EndpointEntity endpoint, Credentials credentials, OffsetDateTime now, Seal seal) {
    Set<Kind> needed = credentials instanceof Signed signed ? kindsOf(signed) : Set.of();
    endpoint.keepSecretsOf(needed);
    if (credentials instanceof Signed signed) {
      replaceChanged(endpoint, signed, now, seal);
    }
    List<Kind> present = endpoint.currentSecrets(seal).stream().map(Kind::of).toList();
    needed.stream()
        .filter(kind -> !present.contains(kind))
        .forEach(kind -> endpoint.sign(generate(kind), now, Duration.ZERO, seal));
  }

  /** Puts new secrets beside the current ones, which go on signing for the overlap. */
  void rotate(
      EndpointEntity endpoint,
      Duration overlap,
      @Nullable SigningSecret replacement,
      OffsetDateTime now,
      Seal seal) {
    endpoint.forgetSecretsExpiredAt(now);
    List<SigningSecret> fresh =
        replacement == null
            ? endpoint.currentSecrets(seal).stream().map(Kind::of).map(this::generate).toList()
            : List.of(replacement);
    fresh.forEach(secret -> endpoint.sign(secret, now, overlap, seal));
    endpoint.forgetSecretsExpiredAt(now);
    if (endpoint.secretCount() > MAX_LIVE) {
      throw new Refusal.LimitReached("At most 10 secrets may be live at a time", MAX_LIVE);
    }
  }

  private static void replaceChanged(
      EndpointEntity endpoint, Signed signed, OffsetDateTime now, Seal seal) {
    Set<Kind> needed = kindsOf(signed);
    List<SigningSecret> current = endpoint.currentSecrets(seal);
    signed.secrets().stream()
        .filter(secret -> needed.contains(Kind.of(secret)) && !current.contains(secret))
        .forEach(secret -> endpoint.sign(secret, now, Duration.ZERO, seal));
    endpoint.forgetSecretsExpiredAt(now);
  }

  private static Set<Kind> kindsOf(Signed signed) {
    return signed.schemes().stream()
        .map(Kind::of)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Kind.class)));
  }

  private SigningSecret generate(Kind kind) {
    return kind == Kind.ED25519
        ? SigningSecret.generateEd25519(random)
        : SigningSecret.generate(random);
  }
}
