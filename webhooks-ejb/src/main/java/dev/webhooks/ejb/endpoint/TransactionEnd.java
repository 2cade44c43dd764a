package dev.webhooks.ejb.endpoint;

/** Tells when the caller's transaction is over. */
@FunctionalInterface
public interface TransactionEnd {

  /**
   * Runs an action after the caller's transaction has committed or rolled back; at once when there
   * is none.
   */
  void then(Runnable action);
}
