package dev.webhooks.war.security;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * What tokens that came lately say. Reading a claim that no standard names costs some servers an
 * exception; a caller sends the same token many times. It is the server that has verified the token
 * of every request before, so nothing here decides whether one is still good, only whether it is
 * already. Thread-safe.
 */
final class KnownTokens {
  private static final int MOST = 1_000;

  private final String tenantClaim;
  private final InstantSource clock;
  private final Map<String, Identity> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Identity> eldest) {
          return size() > MOST;
        }
      };

  /**
   * @param tenantClaim the claim that names the tenant
   */
  KnownTokens(String tenantClaim, InstantSource clock) {
    this.tenantClaim = tenantClaim;
    this.clock = clock;
  }

  /** Who this verified token speaks of; empty when it names no tenant or nobody, or not yet. */
  Optional<Identity> identity(JsonWebToken token) {
    String raw = token.getRawToken();
    if (raw == null) {
      return read(token);
    }
    Identity before = find(raw);
    if (before != null) {
      return Optional.of(before);
    }
    Optional<Identity> read = read(token);
    read.ifPresent(identity -> remember(raw, identity));
    return read;
  }

  private Optional<Identity> read(JsonWebToken token) {
    Claims claims = new Claims(token);
    return claims.countsAt(clock.instant()) ? claims.identity(tenantClaim) : Optional.empty();
  }

  private @Nullable Identity find(String raw) {
    synchronized (known) {
      return known.get(raw);
    }
  }

  private void remember(String raw, Identity identity) {
    synchronized (known) {
      known.put(raw, identity);
    }
  }
}
