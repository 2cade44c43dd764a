package dev.webhooks.core.dispatch;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What other threads tell the dispatch thread. Many may post; one takes and waits. */
final class Mailbox {
  private final Queue<Runnable> messages = new ConcurrentLinkedQueue<>();
  private volatile @Nullable Thread waiting;

  void post(Runnable message) {
    messages.add(message);
    Thread reader = waiting;
    if (reader != null) {
      // Whoever comes next need not wake it again.
      waiting = null;
      LockSupport.unpark(reader);
    }
  }

  @Nullable Runnable poll() {
    return messages.poll();
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  /** Waits for a message, at most this long; may return early. */
  void await(long nanos) {
    waiting = Thread.currentThread();
    if (messages.isEmpty()) {
      LockSupport.parkNanos(this, nanos);
    }
    waiting = null;
  }
}
