package dev.webhooks.jaxrs.client.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A recovery in the background; it survives a restart of the service.
 *
 * @param id its id, opaque
 * @param endpointId whose deliveries are sent again
 * @param status such as {@code running} or {@code completed}
 * @param total deliveries to send again, as far as known
 * @param processed those handled so far
 * @param createdAt when it was asked for
 * @param completedAt when it ended
 */
public record Recovery(
    String id,
    @Nullable Long endpointId,
    @Nullable String status,
    @Nullable Long total,
    @Nullable Long processed,
    @Nullable Instant createdAt,
    @Nullable Instant completedAt) {}
