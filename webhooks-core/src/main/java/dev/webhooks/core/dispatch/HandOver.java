package dev.webhooks.core.dispatch;

import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.spi.EventContent;
import java.util.List;

/** Where new deliveries go once they are committed. Thread-safe; does not block. */
@FunctionalInterface
public interface HandOver {

  /** Takes deliveries that were just committed. What is not taken is found in the store. */
  void handOver(List<NewDeliveries> committed);

  /** What is owed of one event, with the event, so that nothing needs to be read back. */
  record NewDeliveries(EventContent content, List<PendingDelivery> deliveries) {}
}
