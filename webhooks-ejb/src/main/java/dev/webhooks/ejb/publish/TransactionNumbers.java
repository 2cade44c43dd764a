package dev.webhooks.ejb.publish;

import dev.webhooks.core.spi.EventStore;
import java.util.ArrayDeque;

/**
 * The numbers of bank transactions, fetched a block at a time; those that are left when the process
 * ends are never given. Thread-safe; blocks.
 */
public final class TransactionNumbers {
  private static final int BLOCK = 200;

  private final EventStore events;
  private final ArrayDeque<Long> block = new ArrayDeque<>(BLOCK);

  public TransactionNumbers(EventStore events) {
    this.events = events;
  }

  synchronized long next() {
    if (block.isEmpty()) {
      block.addAll(events.nextTransactionIds(BLOCK));
    }
    return block.remove();
  }
}
