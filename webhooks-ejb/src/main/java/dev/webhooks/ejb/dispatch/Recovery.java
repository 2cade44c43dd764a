package dev.webhooks.ejb.dispatch;

import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.model.Recovery.State;
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
 * @param status of deliveries that ended so
 * @param state where it stands
 * @param matched deliveries found so far
 * @param processed those put back into the queue so far
 * @param createdAt when it was asked for
 * @param completedAt when it ended, null while it runs
 */
public record Recovery(
    long id,
    String tenant,
    long endpointId,
    Instant since,
    Instant until,
    DeliveryStatus status,
    State state,
    long matched,
    long processed,
    Instant createdAt,
    @Nullable Instant completedAt) {

  static Recovery of(dev.webhooks.core.model.Recovery stored) {
    return new Recovery(
        stored.id(),
        stored.tenant(),
        stored.endpointId(),
        stored.since(),
        stored.until(),
        stored.wanted(),
        stored.state(),
        stored.matched(),
        stored.requeued(),
        stored.createdAt(),
        stored.finishedAt());
  }
}
