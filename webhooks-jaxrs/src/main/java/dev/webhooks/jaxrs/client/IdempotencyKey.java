package dev.webhooks.jaxrs.client;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The key that makes a repeated POST harmless. */
final class IdempotencyKey {
  static final String HEADER = "Idempotency-Key";

  private IdempotencyKey() {}

  /**
   * A random key, which covers repetitions within one call; null when the producer's own id says
   * what is the same.
   */
  static @Nullable String unless(@Nullable String ownId) {
    return ownId == null ? UUID.randomUUID().toString() : null;
  }
}
