package dev.webhooks.core.dispatch;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What the dispatch thread counts. It alone writes; anyone may read. */
final class Tally {
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong succeeded = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong recorded = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger held = new AtomicInteger();
  private final AtomicInteger lanes = new AtomicInteger();
  private final AtomicInteger shards = new AtomicInteger();
  private int slowInFlight;
  private int slowHeld;
  private long contentBytes;
  private long slowContentBytes;

  void began(boolean slow) {
    add(sent, 1);
    add(inFlight, 1);
    slowInFlight += slow ? 1 : 0;
  }

  void ended(boolean slow, boolean success) {
    add(inFlight, -1);
    slowInFlight -= slow ? 1 : 0;
    add(success ? succeeded : failed, 1);
  }

  void recorded(int count) {
    add(recorded, count);
  }

  void refused(int count) {
    add(refused, count);
  }

  void took(HeldDelivery delivery) {
    count(delivery, 1);
  }

  void gaveUp(HeldDelivery delivery) {
    count(delivery, -1);
  }

  /** From now on it counts against the slow lanes' share. */
  void becameSlow(HeldDelivery delivery) {
    count(delivery, -1);
    delivery.heldSlow = true;
    count(delivery, 1);
  }

  private void count(HeldDelivery delivery, int change) {
    long bytes = change * (long) delivery.content.size();
    add(held, change);
    contentBytes += bytes;
    if (delivery.heldSlow) {
      slowHeld += change;
      slowContentBytes += bytes;
    }
  }

  void lanes(int count) {
    lanes.setOpaque(count);
  }

  void shards(int count) {
    shards.setOpaque(count);
  }

  int inFlight() {
    return inFlight.getPlain();
  }

  int quickInFlight() {
    return inFlight() - slowInFlight;
  }

  int slowInFlight() {
    return slowInFlight;
  }

  /** Deliveries in memory, whatever their state. */
  int held() {
    return held.getPlain();
  }

  /** Those of them that were taken for slow lanes. */
  int slowHeld() {
    return slowHeld;
  }

  long contentBytes() {
    return contentBytes;
  }

  long slowContentBytes() {
    return slowContentBytes;
  }

  /** Thread-safe. */
  DispatcherStats snapshot() {
    int flying = inFlight.getOpaque();
    return new DispatcherStats(
        sent.getOpaque(),
        succeeded.getOpaque(),
        failed.getOpaque(),
        recorded.getOpaque(),
        refused.getOpaque(),
        flying,
        Math.max(0, held.getOpaque() - flying),
        lanes.getOpaque(),
        shards.getOpaque());
  }

  private static void add(AtomicLong counter, long count) {
    counter.setOpaque(counter.getPlain() + count);
  }

  private static void add(AtomicInteger counter, int count) {
    counter.setOpaque(counter.getPlain() + count);
  }
}
