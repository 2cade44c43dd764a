package dev.webhooks.core.testkit;

import dev.webhooks.core.spi.CallerTransaction;
import java.util.ArrayList;
import java.util.List;

/**
 * Transactions of the in-memory stores, bound to the calling thread: what is written inside one
 * becomes visible at its end. Thread-safe.
 */
public final class InMemoryTransactions implements CallerTransaction {
  private final ThreadLocal<Open> current = new ThreadLocal<>();

  private record Open(List<Runnable> writes, List<Runnable> afterCommit) {}

  /** Runs a body in a transaction: committed when it returns, rolled back when it throws. */
  public void run(Runnable body) {
    var open = new Open(new ArrayList<>(), new ArrayList<>());
    current.set(open);
    try {
      body.run();
    } finally {
      current.remove();
    }
    open.writes.forEach(Runnable::run);
    open.afterCommit.forEach(Runnable::run);
  }

  @Override
  public boolean isActive() {
    return current.get() != null;
  }

  @Override
  public void afterCommit(Runnable action) {
    var open = current.get();
    if (open == null) {
      action.run();
    } else {
      open.afterCommit.add(action);
    }
  }

  /** Writes at the transaction's end, or now when there is none. */
  void write(Runnable write) {
    var open = current.get();
    if (open == null) {
      write.run();
    } else {
      open.writes.add(write);
    }
  }
}
