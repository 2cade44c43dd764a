package dev.webhooks.core.operation;

import dev.webhooks.core.dispatch.EndpointDirectory;
import dev.webhooks.core.model.DeliveryId;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.model.Recovery;
import dev.webhooks.core.model.Trigger;
import dev.webhooks.core.spi.CallerTransaction;
import dev.webhooks.core.spi.DeliveryControl;
import dev.webhooks.core.spi.RecoveryStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Works off recoveries, batch by batch: a batch and the place it leads to are one transaction, so
 * that a crash repeats nothing and leaves nothing out, and one node at a time works on one
 * recovery. Thread-safe; blocks.
 */
public final class RecoveryWorker {
  private final RecoveryStore recoveries;
  private final DeliveryControl control;
  private final EndpointDirectory endpoints;
  private final CallerTransaction transaction;
  private final Consumer<Set<Long>> announcement;
  private final int batch;

  /**
   * @param announcement told of endpoints with new rows, after the commit: {@link
   *     dev.webhooks.core.dispatch.Dispatcher#announce}
   * @param batch deliveries put back in one transaction, at most
   */
  public RecoveryWorker(
      RecoveryStore recoveries,
      DeliveryControl control,
      EndpointDirectory endpoints,
      CallerTransaction transaction,
      Consumer<Set<Long>> announcement,
      int batch) {
    this.recoveries = recoveries;
    this.control = control;
    this.endpoints = endpoints;
    this.transaction = transaction;
    this.announcement = announcement;
    this.batch = batch;
  }

  /**
   * Puts back one batch of the recovery that has waited longest. To be called in a transaction.
   *
   * @return whether there was a recovery to work on
   */
  public boolean step() {
    Optional<Recovery> next = recoveries.takeNext();
    next.ifPresent(this::putBack);
    return next.isPresent();
  }

  private void putBack(Recovery recovery) {
    long mark = endpoints.find(recovery.endpointId()).map(Endpoint::cancelledThrough).orElse(0L);
    List<DeliveryId> found = recoveries.candidates(recovery, mark, batch);
    List<PendingDelivery> due =
        found.isEmpty() ? List.of() : control.resend(found, mark, Trigger.RECOVERY);
    recoveries.advance(recovery.after(found, due.size()), found.size() < batch);
    if (!due.isEmpty()) {
      transaction.afterCommit(() -> announcement.accept(Set.of(recovery.endpointId())));
    }
  }
}
