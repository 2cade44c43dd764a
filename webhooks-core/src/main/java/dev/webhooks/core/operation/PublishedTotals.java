package dev.webhooks.core.operation;

import dev.webhooks.core.dispatch.HandOver;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what this node has published since it started, once it is committed: for whoever watches
 * the node. Thread-safe.
 */
public final class PublishedTotals implements HandOver {
  private final HandOver next;
  private final LongAdder events = new LongAdder();
  private final LongAdder deliveries = new LongAdder();

  /**
   * @param next takes what was counted
   */
  public PublishedTotals(HandOver next) {
    this.next = next;
  }

  @Override
  public void handOver(List<NewDeliveries> committed) {
    events.add(committed.size());
    committed.forEach(one -> deliveries.add(one.deliveries().size()));
    next.handOver(committed);
  }

  /** Events that are owed to somebody. */
  public long events() {
    return events.sum();
  }

  /** What they are owed: one for each event and endpoint. */
  public long deliveries() {
    return deliveries.sum();
  }
}
