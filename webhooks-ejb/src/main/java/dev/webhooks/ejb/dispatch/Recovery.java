package dev.webhooks.ejb.dispatch;

import dev.webhooks.core.model.DeliveryStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Sending again, in the background, what an endpoint missed. It survives a restart.
 *
 * @param id positive
 * @param tenant who asked
 * @param endpointId whose deliveries
 * @param since of deliveries created at or after
 * @param until of deliveries created before
 * @param status of deliveries that stand so
 * @param processed how many were put into the queue so far
 * @param createdAt when it was asked for
 * @param completedAt null while it runs
 */
public record Recovery(
    long id,
    String tenant,
    long endpointId,
    Instant since,
    Instant until,
    DeliveryStatus status,
    long processed,
    Instant createdAt,
    @Nullable Instant completedAt) {}
