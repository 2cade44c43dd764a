package dev.webhooks.core.dispatch;

import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.spi.EventContent;
import dev.webhooks.core.spi.Wakeups;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where new deliveries go once they are committed. Thread-safe; does not block. */
@FunctionalInterface
public interface HandOver {

  /** Takes deliveries that were just committed. What is not taken is found in the store. */
  void handOver(List<NewDeliveries> committed);

  /** For a node that publishes and sends nothing itself: tells the nodes that do. */
  static HandOver announcing(Wakeups wakeups) {
    return committed -> {
      Set<Long> endpoints = new HashSet<>();
      committed.forEach(one -> one.deliveries().forEach(d -> endpoints.add(d.endpointId())));
      if (!endpoints.isEmpty()) {
        wakeups.announce(endpoints);
      }
    };
  }

  /** What is owed of one event, with the event, so that nothing needs to be read back. */
  record NewDeliveries(EventContent content, List<PendingDelivery> deliveries) {}
}
