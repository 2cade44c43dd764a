package dev.webhooks.core.dispatch;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;

/** Outcomes that wait for company, to be stored in one commit. Confined to the dispatch thread. */
final class OutcomeQueue {
  private final ArrayDeque<HeldDelivery> waiting = new ArrayDeque<>();
  private final int enough;
  private final long lingerNanos;
  private long sinceNanos;
  private boolean urgent;

  /**
   * @param enough so many wait for no more
   * @param lingerNanos how long the first one waits, at most
   */
  OutcomeQueue(int enough, long lingerNanos) {
    this.enough = enough;
    this.lingerNanos = lingerNanos;
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

  boolean isRipe(long now) {
    return !waiting.isEmpty() && (urgent || waiting.size() >= enough || now >= ripeNanos());
  }

  /** When it is ripe, if nothing else happens. */
  long ripeNanos() {
    return waiting.isEmpty() ? LoopClock.NEVER : sinceNanos + lingerNanos;
  }

  /** Takes out the first ones; what is left waits for company again, unless it is urgent. */
  void takeOut(int most, long now, Consumer<HeldDelivery> each) {
    for (int i = 0; i < most && !waiting.isEmpty(); i++) {
      each.accept(waiting.remove());
    }
    urgent &= !waiting.isEmpty();
    sinceNanos = now;
  }

  /** Puts back what was not stored, in its order; a single one behind the others. */
  void putBack(List<HeldDelivery> deliveries) {
    if (deliveries.size() == 1) {
      waiting.addLast(deliveries.get(0));
    } else {
      for (int i = deliveries.size() - 1; i >= 0; i--) {
        waiting.addFirst(deliveries.get(i));
      }
    }
  }
}
