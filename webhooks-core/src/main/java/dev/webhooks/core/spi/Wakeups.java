package dev.webhooks.core.spi;

import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells other nodes that something was published, so that they need not poll. Lossy by contract:
 * the second look finds what a lost wake-up missed. Thread-safe; does not block.
 */
public interface Wakeups extends AutoCloseable {
  /** For one node alone, and for nodes that do not tell each other. */
  Wakeups NONE =
      new Wakeups() {
        @Override
        public void announce(Set<Long> endpointIds) {}

        @Override
        public void listen(Consumer<Set<Long>> lanes, Runnable lost) {}

        @Override
        public void close() {}
      };

  /** Announces lanes with new rows to every other node; many calls may become one message. */
  void announce(Set<Long> endpointIds);

  /**
   * Starts to listen.
   *
   * @param lanes called with endpoints that were announced
   * @param lost called after messages may have been lost
   */
  void listen(Consumer<Set<Long>> lanes, Runnable lost);

  @Override
  void close();
}
