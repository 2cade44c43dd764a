package dev.webhooks.core.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands until it is set. Thread-safe. */
public final class SettableClock implements InstantSource {
  private final AtomicReference<Instant> now;

  /** Stands at some moment in 2026. */
  public SettableClock() {
    this(Instant.parse("2026-01-15T08:00:00Z"));
  }

  public SettableClock(Instant now) {
    this.now = new AtomicReference<>(now);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  public void set(Instant moment) {
    now.set(moment);
  }

  /** Moves on and says where to. */
  public Instant advance(Duration step) {
    return now.updateAndGet(moment -> moment.plus(step));
  }
}
