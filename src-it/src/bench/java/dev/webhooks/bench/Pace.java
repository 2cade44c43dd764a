package dev.webhooks.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Letting time pass, which only benchmarks do. */
final class Pace {
  private Pace() {}

  static void pass(Duration duration) {
    until(System.nanoTime() + duration.toNanos());
  }

  static void until(long nanoTime) {
    for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Something to wait for. */
  interface Condition {
    boolean holds() throws Exception;
  }

  /** Waits for a condition, looking every 5 ms; false when the time is up. */
  static boolean await(Duration atMost, Condition condition) throws Exception {
    return await(atMost, Duration.ofMillis(5), condition);
  }

  /** Waits for a condition, looking this often; false when the time is up. */
  static boolean await(Duration atMost, Duration every, Condition condition) throws Exception {
    long end = System.nanoTime() + atMost.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(every.toNanos());
    }
    return true;
  }
}
