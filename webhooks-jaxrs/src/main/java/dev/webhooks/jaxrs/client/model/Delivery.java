package dev.webhooks.jaxrs.client.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event owed to one endpoint.
 *
 * @param id its id, opaque
 * @param eventId the event
 * @param eventType the event's type
 * @param endpointId the endpoint or webhook
 * @param status where it stands
 * @param attemptCount how often it was tried
 * @param createdAt when it was made
 * @param settledAt when it ended; null while it is pending
 * @param nextAttemptAt when it is tried next; null once it has ended
 * @param attempts the attempts so far, oldest first; empty in lists
 */
public record Delivery(
    String id,
    String eventId,
    @Nullable String eventType,
    long endpointId,
    DeliveryStatus status,
    int attemptCount,
    @Nullable Instant createdAt,
    @Nullable Instant settledAt,
    @Nullable Instant nextAttemptAt,
    List<DeliveryAttempt> attempts) {

  /** Absent attempts are none. */
  public Delivery {
    attempts = Copies.of(attempts);
  }
}
