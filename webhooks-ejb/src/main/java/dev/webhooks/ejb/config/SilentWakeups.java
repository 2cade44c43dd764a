package dev.webhooks.ejb.config;

import dev.webhooks.core.spi.Wakeups;
import java.util.Set;
import java.util.function.Consumer;

/** For one node alone: there is nobody to tell. */
final class SilentWakeups implements Wakeups {
  @Override
  public void announce(Set<Long> endpointIds) {
    // Nobody listens.
  }

  @Override
  public void listen(Consumer<Set<Long>> lanes, Runnable lost) {
    // Nobody speaks.
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
