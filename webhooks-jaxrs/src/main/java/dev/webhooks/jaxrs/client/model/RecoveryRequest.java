package dev.webhooks.jaxrs.client.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries of an endpoint to send again.
 *
 * @param since of events not before
 * @param until of events before; null: until now
 * @param status only those that stand so; null: those that failed
 */
public record RecoveryRequest(
    Instant since, @Nullable Instant until, @Nullable DeliveryStatus status) {

  /** All that failed since. */
  public static RecoveryRequest failedSince(Instant since) {
    return new RecoveryRequest(since, null, DeliveryStatus.FAILED);
  }
}
