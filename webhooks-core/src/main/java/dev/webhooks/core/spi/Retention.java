package dev.webhooks.core.spi;

import java.time.Duration;

/**
 * Removes what was kept long enough, in small batches, each committed on return. Ages count by the
 * database's clock from publication. Call a method again until it returns less than the limit.
 * Thread-safe; blocks.
 */
public interface Retention {

  /** Makes room in the history for the time to come; call it at start-up and every few hours. */
  void prepareHistory();

  /** Removes settled deliveries and attempts; what is pending stays. */
  int removeHistory(Duration olderThan, int limit);

  /** Removes the content of events that nobody is owed any more; the events stay. */
  int removeContent(Duration olderThan, int limit);

  /** Removes events that nobody is owed any more; their idempotency keys are free then. */
  int removeEvents(Duration olderThan, int limit);

  /** Removes idempotency keys that need not be remembered any more. */
  int removeExpiredKeys(int limit);
}
