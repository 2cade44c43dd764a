package dev.webhooks.jaxrs.client.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A recovery in the background; it survives a restart of the service.
 *
 * @param id its id, opaque
 * @param endpointId whose deliveries are sent again
 * @param status {@code running}, {@code completed} or {@code cancelled}
 * @param deliveryStatus which deliveries it looks for
 * @param since of events not before
 * @param until of events before
 * @param matched deliveries found so far
 * @param requeued those put back into the queue so far
 * @param createdAt when it was asked for
 * @param finishedAt when it ended; null while it is running
 */
public record Recovery(
    String id,
    @Nullable Long endpointId,
    @Nullable String status,
    @Nullable DeliveryStatus deliveryStatus,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable Long matched,
    @Nullable Long requeued,
    @Nullable Instant createdAt,
    @Nullable Instant finishedAt) {}
