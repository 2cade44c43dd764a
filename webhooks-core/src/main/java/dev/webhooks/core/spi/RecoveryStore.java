package dev.webhooks.core.spi;

import dev.webhooks.core.model.DeliveryId;
import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.model.Recovery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps recoveries, so that they survive a restart. Joins the caller's transaction if there is one.
 * Thread-safe; blocks.
 */
public interface RecoveryStore {

  /**
   * Starts a recovery.
   *
   * @param until published before; null, and what lies in the future, for now
   */
  Recovery add(
      String tenant,
      long endpointId,
      DeliveryStatus wanted,
      Instant since,
      @Nullable Instant until);

  /** A recovery of this tenant. */
  Optional<Recovery> find(String tenant, long id);

  /**
   * The newest ones of a tenant, newest first.
   *
   * @param endpointId null for all endpoints
   */
  List<Recovery> newest(String tenant, @Nullable Long endpointId, int limit);

  /** How many recoveries of an endpoint are running. */
  int running(long endpointId);

  /** Ends a running recovery before its time; returns false when it was not running. */
  boolean cancel(String tenant, long id);

  /** Ends what is running for an endpoint that was disabled or deleted; returns how many. */
  int cancelAll(long endpointId);

  /**
   * Takes the running recovery that has waited longest and that nobody else has taken, and holds it
   * until the caller's transaction ends. Needs a transaction.
   */
  Optional<Recovery> takeNext();

  /**
   * The next deliveries of a recovery, behind its cursor, ids rising.
   *
   * @param cancelledThrough pending deliveries of the endpoint up to this mark count as cancelled
   */
  List<DeliveryId> candidates(Recovery recovery, long cancelledThrough, int limit);

  /**
   * Stores how far a recovery that was taken has come.
   *
   * @param isDone whether it is completed with this
   */
  void advance(Recovery recovery, boolean isDone);

  /** Removes recoveries that ended before; returns how many. */
  int removeFinished(Instant before);
}
