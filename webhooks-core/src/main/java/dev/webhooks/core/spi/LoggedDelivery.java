package dev.webhooks.core.spi;

import dev.webhooks.core.model.DeliveryId;
import dev.webhooks.core.model.DeliveryStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as the log shows it.
 *
 * @param id the number and creation time
 * @param endpointId to whom it is or was owed
 * @param eventNumber the store's number of the event
 * @param eventId the event's id
 * @param eventType the event's type
 * @param createdAt when it was published
 * @param status where it stands; the highest settlement counts
 * @param attempts how many were made, over all settlements
 * @param arrival the number marks of cancellation compare with; 0 when it is settled
 * @param settledAt when it was settled, null while it is pending
 * @param nextAttemptAt when it is due, null when it is settled
 */
public record LoggedDelivery(
    DeliveryId id,
    long endpointId,
    long eventNumber,
    String eventId,
    String eventType,
    Instant createdAt,
    DeliveryStatus status,
    int attempts,
    long arrival,
    @Nullable Instant settledAt,
    @Nullable Instant nextAttemptAt) {

  /** The same, cancelled if it is pending and the endpoint's mark covers it. */
  public LoggedDelivery under(long cancelledThrough) {
    return status != DeliveryStatus.PENDING || arrival > cancelledThrough
        ? this
        : new LoggedDelivery(
            id,
            endpointId,
            eventNumber,
            eventId,
            eventType,
            createdAt,
            DeliveryStatus.CANCELLED,
            attempts,
            arrival,
            null,
            null);
  }
}
