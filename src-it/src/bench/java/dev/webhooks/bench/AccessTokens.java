package dev.webhooks.bench;

import dev.webhooks.core.cli.DevelopmentKey;
import dev.webhooks.core.cli.DevelopmentToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Access tokens of a server in development mode, as the command line makes them. */
record AccessTokens(DevelopmentKey key) {

  /** For everything a tenant may do. */
  String all(String tenant) {
    return token(tenant, DevelopmentToken.ALL_SCOPES, DevelopmentToken.ALL_PERMISSIONS);
  }

  /** For a program that publishes and may do nothing else. */
  String publishing(String tenant) {
    return token(tenant, "event:write", List.of());
  }

  private String token(String tenant, String scope, List<String> permissions) {
    return new DevelopmentToken(
            DevelopmentToken.DEFAULT_ISSUER,
            DevelopmentToken.DEFAULT_AUDIENCE,
            "developer@" + tenant,
            tenant,
            scope,
            permissions,
            UUID.randomUUID().toString(),
            Instant.now(),
            Duration.ofHours(1))
        .signedBy(key);
  }
}
