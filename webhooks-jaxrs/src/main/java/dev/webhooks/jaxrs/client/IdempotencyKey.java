package dev.webhooks.jaxrs.client;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The key that makes a repeated POST harmless. */
final class IdempotencyKey {
  static final String HEADER = "Idempotency-Key";

  private static final Pattern VALID = Pattern.compile("[!-~]{1,255}");

  private IdempotencyKey() {}

  /**
   * A random key, which covers repetitions within one call; null when the producer's own id says
   * what is the same.
   */
  static @Nullable String unless(@Nullable String ownId) {
    return ownId == null ? UUID.randomUUID().toString() : null;
  }

  /** Some HTTP clients replace what a header cannot hold, and so make different keys the same. */
  static void requireValid(@Nullable String key) {
    if (key != null && !VALID.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "An idempotency key is 1 to 255 printable ASCII characters: \"" + key + '"');
    }
  }
}
