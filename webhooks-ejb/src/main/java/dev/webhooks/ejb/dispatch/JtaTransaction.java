package dev.webhooks.ejb.dispatch;

import dev.webhooks.core.spi.CallerTransaction;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger.Level;
import java.util.function.IntPredicate;

/** The caller's JTA transaction. */
public final class JtaTransaction implements CallerTransaction {
  private static final System.Logger LOG = System.getLogger(JtaTransaction.class.getName());

  private final TransactionSynchronizationRegistry registry;

  public JtaTransaction(TransactionSynchronizationRegistry registry) {
    this.registry = registry;
  }

  @Override
  public boolean isActive() {
    return registry.getTransactionStatus() != Status.STATUS_NO_TRANSACTION;
  }

  @Override
  public void afterCommit(Runnable action) {
    after(action, status -> status == Status.STATUS_COMMITTED);
  }

  /** Runs an action after the transaction, however it ended; at once when there is none. */
  public void afterCompletion(Runnable action) {
    after(action, status -> true);
  }

  private void after(Runnable action, IntPredicate outcomes) {
    if (isActive()) {
      registry.registerInterposedSynchronization(new AfterCompletion(action, outcomes));
    } else {
      action.run();
    }
  }

  private record AfterCompletion(Runnable action, IntPredicate outcomes)
      implements Synchronization {
    @Override
    public void beforeCompletion() {
      // Only the outcome matters.
    }

    @Override
    public void afterCompletion(int status) {
      if (outcomes.test(status)) {
        runSafely();
      }
    }

    /** What is done is done; an action that fails must not look as if it were not. */
    private void runSafely() {
      try {
        action.run();
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "An action after a transaction failed", e);
      }
    }
  }
}
