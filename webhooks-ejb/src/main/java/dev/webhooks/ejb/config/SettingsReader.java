package dev.webhooks.ejb.config;

import dev.webhooks.core.http.TransportTls;
import dev.webhooks.core.retry.RetrySchedule;
import dev.webhooks.core.target.Cidr;
import dev.webhooks.ejb.config.Settings.Api;
import dev.webhooks.ejb.config.Settings.Keeping;
import dev.webhooks.ejb.config.Settings.Sending;
import dev.webhooks.ejb.endpoint.SecretKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes settings of configuration keys. Pure. */
final class SettingsReader {
  private static final String SECRETS_KEY = "webhooks.secrets.key";
  private static final String DATABASE_URL = "webhooks.db.url";
  private static final String JWT_KEY = "mp.jwt.verify.publickey";
  static final String JWT_KEY_LOCATION = "mp.jwt.verify.publickey.location";
  private static final String JWT_ISSUER = "mp.jwt.verify.issuer";
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration TEN_YEARS = Duration.ofDays(3653);

  private final KeyReader keys;

  private SettingsReader(KeyReader keys) {
    this.keys = keys;
  }

  /**
   * The settings of these keys.
   *
   * @param source the value of a key, empty when it is not set
   * @throws InvalidSettingsException naming everything that is wrong or missing
   */
  static Settings read(Function<String, Optional<String>> source) {
    KeyReader keys = new KeyReader(source);
    Settings settings = new SettingsReader(keys).read();
    keys.refuseAll();
    return settings;
  }

  private Settings read() {
    boolean development = keys.flag("webhooks.dev", false);
    requireTokens(development);
    return new Settings(
        development,
        keys.read("webhooks.data.dir", Path.of("data"), "a directory", Path::of).toAbsolutePath(),
        database(),
        keys.find("webhooks.catalogue.file")
            .map(file -> Path.of(file).toAbsolutePath())
            .orElse(null),
        secretKeys(development),
        keys.flag("webhooks.metrics", false),
        api(),
        sending(),
        keeping());
  }

  private Database database() {
    return keys.find(DATABASE_URL).map(this::database).orElse(Database.H2);
  }

  /** It may hold a password: its value is never shown. */
  private Database database(String url) {
    try {
      return Database.of(url);
    } catch (IllegalArgumentException e) {
      keys.refuse(DATABASE_URL, "must be a JDBC URL that begins with jdbc:postgresql: or jdbc:h2:");
      return Database.H2;
    }
  }

  private @Nullable SecretKeys secretKeys(boolean development) {
    Optional<String> text = keys.find(SECRETS_KEY);
    if (text.isEmpty()) {
      if (!development) {
        keys.refuse(
            SECRETS_KEY,
            "is not set: it encrypts stored secrets and must be keyId:base64 of 32 random bytes,"
                + " such as k1:$(openssl rand -base64 32); or set WEBHOOKS_DEV=true to try the"
                + " service out");
      }
      return null;
    }
    return secretKeys(text.get());
  }

  /** Unlike other keys this one's value is never shown. */
  private @Nullable SecretKeys secretKeys(String text) {
    try {
      return SecretKeys.parse(text);
    } catch (IllegalArgumentException e) {
      keys.refuse(SECRETS_KEY, "must be keyId:base64[,older…]: " + e.getMessage());
      return null;
    }
  }

  /** Development mode brings both, but only both: without an issuer servers fail at each token. */
  private void requireTokens(boolean development) {
    Optional<String> key = keys.find(JWT_KEY);
    boolean hasKey = key.or(() -> keys.find(JWT_KEY_LOCATION)).isPresent();
    if (!hasKey && !development) {
      keys.refuse(
          JWT_KEY,
          "is not set: it verifies access tokens and must be the issuer's public key in PEM or JWK"
              + " form (or set MP_JWT_VERIFY_PUBLICKEY_LOCATION to its file or JWKS URL, and"
              + " MP_JWT_VERIFY_ISSUER to the issuer); or set WEBHOOKS_DEV=true to try the service"
              + " out");
    }
    if (hasKey && keys.find(JWT_ISSUER).isEmpty()) {
      keys.refuse(JWT_ISSUER, "is not set: it is who issues access tokens, their iss claim");
    }
    if (key.isPresent() && !VerificationKey.isIn(key.get())) {
      // It may be the private one: its value is never shown.
      keys.refuse(
          JWT_KEY,
          "holds no public key: it must be PEM with its line breaks (BEGIN PUBLIC KEY), a JWK or a"
              + " JWK set");
    }
    keys.read(
        JWT_KEY_LOCATION,
        "",
        "the https: address of a JWK set, or a file such as file:///etc/webhooks/issuer.pem with a"
            + " public key in PEM, a JWK or a JWK set",
        SettingsReader::keyLocation);
  }

  /** The one form that every server takes is a URL. What an issuer's server has is not asked. */
  private static String keyLocation(String text) {
    URI location = URI.create(text);
    boolean isUsable =
        switch (String.valueOf(location.getScheme()).toLowerCase(Locale.ROOT)) {
          case "http", "https" -> location.getHost() != null;
          case "file" -> VerificationKey.isIn(read(Path.of(location)));
          default -> false;
        };
    if (!isUsable) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(file.toString(), e);
    }
  }

  private Api api() {
    return new Api(
        keys.find("webhooks.tenant.claim").orElse("company_id"),
        keys.flag("webhooks.scope.suffices", false),
        keys.read(
            "webhooks.zone",
            ZoneId.of("Asia/Ho_Chi_Minh"),
            "a time zone such as Asia/Ho_Chi_Minh or UTC",
            SettingsReader::zone),
        keys.number("webhooks.requests.per.second", 0, 0, 1_000_000),
        keys.number("webhooks.max.body.bytes", 1 << 20, 1 << 10, 1 << 28));
  }

  private Sending sending() {
    return new Sending(
        retries("webhooks.retry.transactions", RetrySchedule.SEPAY),
        retries("webhooks.retry.events", RetrySchedule.EPAYSE),
        keys.duration("webhooks.connect.timeout", Duration.ofSeconds(15), SECOND, HOUR),
        keys.duration("webhooks.timeout", Duration.ofSeconds(30), SECOND, HOUR),
        allowed(),
        keys.read(
            "webhooks.trusted.certificates",
            TransportTls.platformTrust(),
            "a readable PEM file of certificate authorities",
            SettingsReader::trust),
        keys.number("webhooks.in.flight", 8_000, 1, 100_000),
        keys.number("webhooks.in.flight.per.endpoint", 256, 1, 100_000),
        keys.duration("webhooks.lease", Duration.ofSeconds(15), Duration.ofSeconds(3), HOUR),
        keys.duration("webhooks.drain", Duration.ofSeconds(20), Duration.ZERO, HOUR),
        keys.duration("webhooks.failing.after", Duration.ofDays(5), SECOND, TEN_YEARS),
        keys.number("webhooks.endpoints.per.tenant", 10, 1, 1_000_000),
        keys.flag("webhooks.verify.ownership", false),
        keys.duration("webhooks.verify.within", Duration.ofDays(7), HOUR, TEN_YEARS));
  }

  private Keeping keeping() {
    return new Keeping(
        keys.duration("webhooks.keep.events", Duration.ofDays(90), DAY, TEN_YEARS),
        keys.duration("webhooks.keep.deliveries", Duration.ofDays(90), DAY, TEN_YEARS),
        keys.duration("webhooks.keep.idempotency.keys", Duration.ofDays(7), HOUR, TEN_YEARS));
  }

  /** Delays replace the standard ones; its jitter and age limit stay. */
  private RetrySchedule retries(String key, RetrySchedule standard) {
    return keys.read(
        key,
        standard,
        "ISO-8601 durations between commas, such as PT1M,PT5M,PT1H",
        text ->
            new RetrySchedule(
                RetrySchedule.parse(text).delays(), standard.jitter(), standard.maxAge()));
  }

  private List<Cidr> allowed() {
    return keys.list("webhooks.allowed.cidrs").stream()
        .map(this::cidr)
        .filter(Objects::nonNull)
        .toList();
  }

  private @Nullable Cidr cidr(String text) {
    try {
      return Cidr.parse(text);
    } catch (IllegalArgumentException e) {
      keys.refuse(
          "webhooks.allowed.cidrs", "has \"" + text + "\", but must be blocks such as 10.1.0.0/16");
      return null;
    }
  }

  private static TransportTls trust(String file) {
    try {
      return TransportTls.platformTrustAnd(Path.of(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(file, e);
    }
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (java.time.DateTimeException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
