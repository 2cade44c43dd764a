package dev.webhooks.jaxrs.client;

import java.util.UUID;

/** The key that makes a repeated POST harmless. */
final class IdempotencyKey {
  static final String HEADER = "Idempotency-Key";

  private IdempotencyKey() {}

  /** Covers at least the repetitions of an HTTP client within one call. */
  static String random() {
    return UUID.randomUUID().toString();
  }
}
