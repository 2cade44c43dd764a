package dev.webhooks.core.dispatch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Outcomes that wait for company, to be stored in one commit. Batches shrink while they fail, so
 * that one outcome no store takes is left alone in the end and holds up no others. Confined to the
 * dispatch thread.
 */
final class OutcomeQueue {
  private static final long FIRST_BACKOFF = Duration.ofMillis(100).toNanos();
  private static final long MAX_BACKOFF = Duration.ofSeconds(5).toNanos();

  private final ArrayDeque<HeldDelivery> waiting = new ArrayDeque<>();
  private final int fullBatch;
  private final long lingerNanos;
  private int batch;
  private long sinceNanos;
  private boolean urgent;
  private boolean hurried;
  private long backoff;
  private long notBefore;
  private long failedNanos = Long.MIN_VALUE;

  /**
   * @param fullBatch so many wait for no more
   * @param lingerNanos how long the first one waits, at most
   */
  OutcomeQueue(int fullBatch, long lingerNanos) {
    this.fullBatch = fullBatch;
    this.lingerNanos = lingerNanos;
    this.batch = fullBatch;
  }

  int size() {
    return waiting.size();
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /**
   * @param isUrgent whether it, and so all of them, wait no longer
   */
  void add(HeldDelivery delivery, boolean isUrgent, long now) {
    if (waiting.isEmpty()) {
      sinceNanos = now;
    }
    urgent |= isUrgent;
    waiting.add(delivery);
  }

  /** From now on nothing waits for company. */
  void hurry() {
    hurried = true;
  }

  boolean isRipe(long now) {
    boolean waitsForMore =
        !hurried && !urgent && waiting.size() < fullBatch && now < sinceNanos + lingerNanos;
    return !waiting.isEmpty() && now >= notBefore && !waitsForMore;
  }

  /** When it is ripe, if nothing else happens. */
  long ripeNanos() {
    return waiting.isEmpty() ? LoopClock.NEVER : Math.max(notBefore, sinceNanos + lingerNanos);
  }

  /** Takes out a batch; what is left waits for company again, unless it is urgent. */
  void takeOut(long now, Consumer<HeldDelivery> each) {
    for (int i = 0; i < batch && !waiting.isEmpty(); i++) {
      each.accept(waiting.remove());
    }
    urgent &= !waiting.isEmpty();
    sinceNanos = now;
  }

  /** A batch was stored. What began before another failed says nothing of the one that failed. */
  void stored(long startedNanos) {
    if (startedNanos > failedNanos) {
      batch = Math.min(fullBatch, 2 * batch);
      backoff = 0;
      notBefore = 0;
    }
  }

  /** Takes a batch back that was not stored, in its order; a single one behind the others. */
  void putBack(List<HeldDelivery> failed, long now) {
    if (failed.size() == 1) {
      waiting.addLast(failed.get(0));
    } else {
      for (int i = failed.size() - 1; i >= 0; i--) {
        waiting.addFirst(failed.get(i));
      }
    }
    batch = Math.max(1, failed.size() / 2);
    backoff = Math.min(MAX_BACKOFF, Math.max(FIRST_BACKOFF, backoff * 2));
    notBefore = now + backoff;
    failedNanos = now;
  }
}
