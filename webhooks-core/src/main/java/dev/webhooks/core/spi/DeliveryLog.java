package dev.webhooks.core.spi;

import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.DeliveryId;
import dev.webhooks.core.model.DeliveryStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads deliveries, pending and settled, as people look at them. Joins the caller's transaction if
 * there is one. Thread-safe; blocks.
 *
 * <p>What a disabling cancelled may still lie in the queue. Reads that filter by status take the
 * endpoints' marks; see {@link LoggedDelivery#under} for the others.
 */
public interface DeliveryLog {

  /** A delivery of this tenant. */
  Optional<LoggedDelivery> find(String tenant, DeliveryId id);

  /** The attempts of a delivery in their order, numbered from 1; empty when there is none. */
  List<DeliveryAttempt> attempts(DeliveryId id);

  /**
   * Deliveries by filter, newest first, stable while new ones arrive. A page may have fewer than
   * asked for, or none, and still a cursor: what one call looks at is bounded.
   */
  Page page(Filter filter);

  /** The deliveries of an event in the order of its targets. */
  List<LoggedDelivery> ofEvent(long eventNumber, Instant createdAt);

  /**
   * When a bank transaction was first accepted by an endpoint that verifies payments; empty when it
   * was not yet.
   */
  Optional<Instant> verifiedAt(long eventNumber, Instant createdAt);

  /**
   * Which deliveries.
   *
   * @param cancelledThrough the endpoints to read and the mark up to which pending deliveries count
   *     as cancelled: {@link Long#MAX_VALUE} for an endpoint that is not enabled
   * @param status null for any
   * @param eventType null for any
   * @param from created at or after, null for any
   * @param to created before, null for any
   * @param cursor what the page before gave, null for the first page
   * @param limit at most so many
   */
  record Filter(
      Map<Long, Long> cancelledThrough,
      @Nullable DeliveryStatus status,
      @Nullable String eventType,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable Long cursor,
      int limit) {}

  /**
   * One page.
   *
   * @param deliveries newest first, marks applied
   * @param next the cursor of the next page, null when there is none; only that means the end
   */
  record Page(List<LoggedDelivery> deliveries, @Nullable Long next) {}
}
