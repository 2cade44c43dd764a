package dev.webhooks.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

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

  /** Waits for a condition, looking every 5 ms; false when the time is up. */
  static boolean await(Duration atMost, BooleanSupplier condition) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(5_000_000);
    }
    return true;
  }
}
