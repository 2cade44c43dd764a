package dev.webhooks.core.dispatch;

import java.time.Duration;

/**
 * How many attempts of quick lanes may be under way on this node. Grows while attempts go out about
 * as soon as they are begun; when they wait for this machine, more of them under way only wait
 * longer and cost more. What receivers take is not looked at: that is {@link InFlightLimit}'s, lane
 * by lane. Confined to one thread.
 */
final class NodeLimit {
  /** So many do no harm on any machine. */
  static final int ENOUGH = 1_000;

  /** Waiting for this machine for longer than this is too long. */
  static final Duration BEARABLE = Duration.ofMillis(10);

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
   * @param waited how long it waited for this machine before it went out
   * @param inFlight attempts of quick lanes that are under way
   */
  void ended(Duration waited, int inFlight) {
    if (waited.compareTo(BEARABLE) > 0) {
      slots = Math.max(Math.min(ENOUGH, max), slots - 1);
    } else if (inFlight >= slots) {
      slots = Math.min(max, slots + 1);
    }
  }
}
