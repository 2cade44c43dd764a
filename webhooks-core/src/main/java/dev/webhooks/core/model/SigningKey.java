package dev.webhooks.core.model;

import dev.webhooks.core.signing.SigningSecret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signing secret of an endpoint and until when it signs.
 *
 * @param secret the secret
 * @param expiresAt null for the current one; set on one that was rotated out and overlaps
 */
public record SigningKey(SigningSecret secret, @Nullable Instant expiresAt) {
  /** Whether it still signs at this moment. */
  public boolean isLiveAt(Instant now) {
    return expiresAt == null || now.isBefore(expiresAt);
  }
}
