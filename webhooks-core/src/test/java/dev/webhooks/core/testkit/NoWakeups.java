package dev.webhooks.core.testkit;

import dev.webhooks.core.spi.Wakeups;
import java.util.Set;
import java.util.function.Consumer;

/** Loses every wake-up, which the contract allows. */
public final class NoWakeups implements Wakeups {
  @Override
  public void announce(Set<Long> endpointIds) {}

  @Override
  public void listen(Consumer<Set<Long>> lanes, Runnable lost) {}

  @Override
  public void close() {}
}
