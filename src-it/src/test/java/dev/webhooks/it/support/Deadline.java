package dev.webhooks.it.support;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition by asking again and again, never longer than its duration. */
public final class Deadline {

  private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

  private final long endNanos;
  private final Duration duration;

  private Deadline(Duration duration) {
    this.duration = duration;
    this.endNanos = System.nanoTime() + duration.toNanos();
  }

  /** A deadline that starts now. */
  public static Deadline of(Duration duration) {
    return new Deadline(duration);
  }

  /** A deadline that starts now. */
  public static Deadline ofSeconds(long seconds) {
    return of(Duration.ofSeconds(seconds));
  }

  /** Returns once the condition holds; fails naming what was awaited. */
  public void await(BooleanSupplier condition, String what) {
    get(() -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty(), what);
  }

  /** Returns the first value that is present; fails naming what was awaited. */
  public <T> T get(Supplier<Optional<T>> value, String what) {
    while (true) {
      Optional<T> found = value.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (System.nanoTime() - endNanos >= 0) {
        throw new AssertionError("not within " + duration.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
