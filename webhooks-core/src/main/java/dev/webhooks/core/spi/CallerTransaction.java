package dev.webhooks.core.spi;

/** The transaction of whoever calls, if there is one. Thread-safe. */
public interface CallerTransaction {

  /** That of callers who never have one. */
  CallerTransaction NONE =
      new CallerTransaction() {
        @Override
        public boolean isActive() {
          return false;
        }

        @Override
        public void afterCommit(Runnable action) {
          action.run();
        }
      };

  /** Whether the calling thread is in a transaction. */
  boolean isActive();

  /**
   * Runs an action after the caller's transaction has committed, and not at all when it rolls back;
   * at once when there is no transaction.
   */
  void afterCommit(Runnable action);
}
