package dev.webhooks.core.dispatch;

import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.spi.RecordItem;
import org.jspecify.annotations.Nullable;

/**
 * A pending delivery in its owner's memory. Confined to the dispatch thread.
 *
 * <p>Life: buffered; under way (or settled without a try); waiting to be recorded; recorded. It is
 * forgotten when it is recorded and no fetch that began before can bring it back.
 */
final class HeldDelivery {
  final EndpointLane lane;
  final Content content;
  PendingDelivery delivery;

  /** When it was read, in refreshes of the directory; 0 for what this node has published itself. */
  long readAt;

  /** Whether it counts against the slow lanes' share of the memory. */
  boolean heldSlow;

  /** Whether it still waits for its turn, so that it may be replaced or dropped. */
  boolean buffered = true;

  /** Whether a fetch has seen a newer state of it while it could not be replaced. */
  boolean newerSeen;

  /** When its attempt began, by the loop's clock. */
  long startedNanos;

  /** Whether its attempt counts against the slow lanes' share. */
  boolean countedSlow;

  /** The endpoint as the attempt saw it. */
  @Nullable Endpoint endpoint;

  /** What is to be recorded of it. */
  @Nullable RecordItem outcome;

  HeldDelivery(EndpointLane lane, PendingDelivery delivery, Content content, boolean isSlow) {
    this.lane = lane;
    this.delivery = delivery;
    this.content = content;
    this.heldSlow = isSlow;
  }

  boolean isOlderThan(PendingDelivery other) {
    return delivery.settlement() < other.settlement()
        || (delivery.settlement() == other.settlement() && delivery.revision() < other.revision());
  }
}
