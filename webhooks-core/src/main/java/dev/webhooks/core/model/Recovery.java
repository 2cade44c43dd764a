package dev.webhooks.core.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sending again of an endpoint's deliveries, in the background, oldest first.
 *
 * <p>Life: running from the moment it is stored; completed when it has come to the end of its time;
 * cancelled by its tenant, or when the endpoint is disabled or deleted. What it put back into the
 * queue until then is sent.
 *
 * @param id positive
 * @param tenant whose it is
 * @param endpointId whose deliveries
 * @param wanted how the deliveries must have ended
 * @param since published at or after
 * @param until published before
 * @param state where it stands
 * @param cursor the highest delivery it has seen; 0 in the beginning
 * @param matched deliveries found so far
 * @param requeued those put back into the queue so far
 * @param createdAt when it was asked for, by the database's clock
 * @param finishedAt when it ended, null while it is running
 */
public record Recovery(
    long id,
    String tenant,
    long endpointId,
    DeliveryStatus wanted,
    Instant since,
    Instant until,
    State state,
    long cursor,
    long matched,
    long requeued,
    Instant createdAt,
    @Nullable Instant finishedAt) {

  /** Where a recovery stands. */
  public enum State {
    /** It goes on. */
    RUNNING,
    /** Everything that matched was put back. */
    COMPLETED,
    /** It was ended before. */
    CANCELLED
  }

  /**
   * The same after a batch.
   *
   * @param found what was looked at, ids rising
   * @param sentAgain how many of them were put back
   */
  public Recovery after(List<DeliveryId> found, int sentAgain) {
    return new Recovery(
        id,
        tenant,
        endpointId,
        wanted,
        since,
        until,
        state,
        found.isEmpty() ? cursor : found.get(found.size() - 1).number(),
        matched + found.size(),
        requeued + sentAgain,
        createdAt,
        finishedAt);
  }
}
