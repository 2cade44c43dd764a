package dev.webhooks.core.dispatch;

import dev.webhooks.core.spi.HttpExchange;
import java.util.concurrent.TimeUnit;

/**
 * How many attempts of quick lanes may be under way on this node. Grows while attempts go out about
 * as soon as they are begun; when they wait for this machine, more of them under way only wait
 * longer and cost more. Waiting is judged beside the answer's time: receivers that take a tenth of
 * a second answer many attempts at once, and those that follow come in as large a burst. What
 * receivers take is not looked at: that is {@link InFlightLimit}'s, lane by lane. Confined to one
 * thread.
 */
final class NodeLimit {
  /** So many do no harm on any machine. */
  static final int ENOUGH = 1_000;

  /** Waiting for this machine for no longer than this is never too long. */
  private static final long SHORT_MICROS = 10_000;

  /** One part in so many of an attempt may be waiting for this machine, however long that is. */
  private static final int BEARABLE_PART = 4;

  private final int max;
  private int slots;

  /**
   * @param max never more than these
   */
  NodeLimit(int max) {
    this.max = max;
    this.slots = Math.min(ENOUGH, max);
  }

  int slots() {
    return slots;
  }

  /**
   * An attempt has ended.
   *
   * @param exchange what became of it
   * @param inFlight attempts of quick lanes that are under way
   */
  void ended(HttpExchange exchange, int inFlight) {
    if (waitedTooLong(exchange)) {
      slots = Math.max(Math.min(ENOUGH, max), slots - 1);
    } else if (inFlight >= slots) {
      slots = Math.min(max, slots + 1);
    }
  }

  private static boolean waitedTooLong(HttpExchange exchange) {
    long waited = TimeUnit.NANOSECONDS.toMicros(exchange.waited().toNanos());
    return waited > Math.max(SHORT_MICROS, exchange.timings().total() / BEARABLE_PART);
  }
}
