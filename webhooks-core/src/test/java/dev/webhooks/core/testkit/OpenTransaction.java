package dev.webhooks.core.testkit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** A transaction on a thread of its own that stays open until the test ends it. */
final class OpenTransaction {
  private final CountDownLatch end = new CountDownLatch(1);
  private final CompletableFuture<Void> written = new CompletableFuture<>();
  private final CompletableFuture<Void> ended;
  private volatile boolean rollback;

  private static final class RolledBack extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Begins, does the work and stays open. */
  OpenTransaction(StoresUnderTest stores, Runnable work) {
    ended = CompletableFuture.runAsync(() -> transact(stores, work), r -> new Thread(r).start());
    CompletableFuture.anyOf(written, ended).join();
  }

  private void transact(StoresUnderTest stores, Runnable work) {
    try {
      stores.inTransaction(
          () -> {
            work.run();
            written.complete(null);
            awaitEnd();
          });
    } catch (RolledBack e) {
      // As asked for.
    }
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (rollback) {
      throw new RolledBack();
    }
  }

  void commit() {
    end.countDown();
    ended.join();
  }

  void rollBack() {
    rollback = true;
    commit();
  }
}
