package dev.webhooks.core.spi;

/** The transaction of whoever calls, if there is one. Thread-safe. */
public interface CallerTransaction {

  /**
   * Runs an action after the caller's transaction has committed, and not at all when it rolls back;
   * at once when there is no transaction.
   */
  void afterCommit(Runnable action);
}
