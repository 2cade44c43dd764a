package dev.webhooks.war.run;

import dev.webhooks.core.cli.DevelopmentKey;
import dev.webhooks.core.cli.DevelopmentToken;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Access to a service in development mode, which trusts the key in its own data directory. */
final class DevelopmentAccess {

  private static final Duration LIFETIME = Duration.ofDays(7);

  private DevelopmentAccess() {}

  /** A token with every scope and permission for this tenant. */
  static String token(Path dataDirectory, String tenant) {
    return new DevelopmentToken(
            DevelopmentToken.DEFAULT_ISSUER,
            DevelopmentToken.DEFAULT_AUDIENCE,
            "developer",
            tenant,
            DevelopmentToken.ALL_SCOPES,
            DevelopmentToken.ALL_PERMISSIONS,
            UUID.randomUUID().toString(),
            Instant.now(),
            LIFETIME)
        .signedBy(DevelopmentKey.loadOrCreate(dataDirectory));
  }
}
