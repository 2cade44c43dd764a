package dev.webhooks.core.testkit;

import dev.webhooks.core.model.DeliveryId;
import dev.webhooks.core.model.DeliveryNumbers;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.model.Trigger;
import dev.webhooks.core.spi.DeliveryControl;
import dev.webhooks.core.testkit.InMemoryDatabase.Settled;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Resends in memory. */
public final class InMemoryDeliveryControl implements DeliveryControl {
  private final InMemoryDatabase db;

  public InMemoryDeliveryControl(InMemoryDatabase db) {
    this.db = db;
  }

  @Override
  public List<PendingDelivery> resend(
      Collection<DeliveryId> ids, long cancelledThrough, Trigger trigger) {
    synchronized (db) {
      var due = new ArrayList<PendingDelivery>();
      for (var id : ids) {
        changed(id.number(), cancelledThrough, trigger).ifPresent(due::add);
      }
      var now = db.now();
      db.transactions.write(
          () -> {
            synchronized (db) {
              due.forEach(delivery -> db.addPending(delivery, now));
            }
          });
      return List.copyOf(due);
    }
  }

  private Optional<PendingDelivery> changed(long id, long cancelledThrough, Trigger trigger) {
    var event = db.events.get(DeliveryNumbers.eventOf(id));
    if (event == null || event.body() == null) {
      return Optional.empty();
    }
    var pending = db.pending.get(id);
    if (pending != null) {
      var delivery = pending.delivery();
      boolean isCancelled = delivery.arrival() <= cancelledThrough;
      boolean isRecovered = trigger == Trigger.RECOVERY;
      boolean keepsRetries = (delivery.retries() && !isCancelled) || isRecovered;
      return Optional.of(
          again(
              delivery,
              delivery.attempts(),
              isCancelled && isRecovered ? 0 : delivery.failures(),
              delivery.settlement(),
              trigger,
              keepsRetries));
    }
    return lastSettled(id)
        .map(
            row ->
                again(
                    row.delivery(),
                    row.attempts(),
                    trigger == Trigger.RECOVERY ? 0 : row.delivery().failures(),
                    row.delivery().settlement() + 1,
                    trigger,
                    trigger == Trigger.RECOVERY));
  }

  private Optional<Settled> lastSettled(long id) {
    return db.history.stream()
        .filter(row -> row.delivery().id() == id)
        .reduce((earlier, later) -> later);
  }

  private PendingDelivery again(
      PendingDelivery d,
      int attempts,
      int failures,
      int settlement,
      Trigger trigger,
      boolean retries) {
    return new PendingDelivery(
        d.id(),
        d.endpointId(),
        d.eventNumber(),
        d.createdAt(),
        attempts,
        failures,
        d.revision() + 1,
        settlement,
        trigger,
        retries,
        d.bodyFormat(),
        DeliveryNumbers.first(db.nextNumber()),
        null);
  }

  @Override
  public long lastArrival() {
    synchronized (db) {
      return DeliveryNumbers.last(db.lastNumber);
    }
  }
}
