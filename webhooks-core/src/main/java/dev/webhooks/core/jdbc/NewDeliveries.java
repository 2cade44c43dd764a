package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.DeliveryNumbers;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.model.Trigger;
import dev.webhooks.core.spi.NewEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The deliveries a stored event owes, as the statements that store it write them. */
final class NewDeliveries {
  private NewDeliveries() {}

  static List<PendingDelivery> of(NewEvent event, long number, Instant createdAt) {
    var owed = new ArrayList<PendingDelivery>(event.targets().size());
    for (var target : event.targets()) {
      owed.add(delivery(target, number, DeliveryNumbers.of(number, owed.size()), createdAt));
    }
    return List.copyOf(owed);
  }

  private static PendingDelivery delivery(
      NewEvent.Target target, long eventNumber, long id, Instant createdAt) {
    return new PendingDelivery(
        id,
        target.endpointId(),
        eventNumber,
        createdAt,
        0,
        0,
        0,
        0,
        Trigger.AUTOMATIC,
        true,
        target.bodyFormat(),
        id,
        null);
  }
}
