package dev.webhooks.ejb.dispatch;

import dev.webhooks.core.spi.CallerTransaction;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger.Level;

/** The caller's JTA transaction. */
public final class JtaTransaction implements CallerTransaction {
  private static final System.Logger LOG = System.getLogger(JtaTransaction.class.getName());

  private final TransactionSynchronizationRegistry registry;

  public JtaTransaction(TransactionSynchronizationRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void afterCommit(Runnable action) {
    if (registry.getTransactionStatus() == Status.STATUS_NO_TRANSACTION) {
      action.run();
    } else {
      registry.registerInterposedSynchronization(new AfterCommit(action));
    }
  }

  private record AfterCommit(Runnable action) implements Synchronization {
    @Override
    public void beforeCompletion() {
      // Only the outcome matters.
    }

    @Override
    public void afterCompletion(int status) {
      if (status == Status.STATUS_COMMITTED) {
        runSafely();
      }
    }

    /** The commit is done; an action that fails must not look as if it were not. */
    private void runSafely() {
      try {
        action.run();
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "An action after a commit failed", e);
      }
    }
  }
}
