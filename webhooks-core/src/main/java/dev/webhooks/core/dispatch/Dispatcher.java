package dev.webhooks.core.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Sends what is owed to the endpoints of the shards this node owns. Thread-safe.
 *
 * <p>Life: built; {@linkplain #start() started}; kept alive by {@linkplain #heartbeat()
 * heartbeats}, without which its lease ends and it stops sending; drained and stopped for good.
 */
public final class Dispatcher implements HandOver {
  private Dispatcher() {}

  /** Collects what a dispatcher works with. */
  public static DispatcherBuilder builder() {
    return new DispatcherBuilder();
  }

  /** Starts the dispatch thread. Sends nothing before the first {@link #heartbeat()}. */
  public void start() {
    throw new UnsupportedOperationException();
  }

  /** Starts the dispatch thread and a thread that beats this often; once a second is usual. */
  public void start(Duration heartbeatEvery) {
    throw new UnsupportedOperationException();
  }

  /**
   * Renews this node's lease, takes and gives up shards, and learns of changed endpoints. To be
   * called about once a second. Blocks; a failure is logged, not thrown.
   */
  public void heartbeat() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void handOver(List<NewDeliveries> committed) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes the owners look for what a committed transaction added to the lanes of these endpoints:
   * this node at once, other nodes by a wake-up. For resends and recoveries.
   */
  public void announce(Set<Long> endpointIds) {
    throw new UnsupportedOperationException();
  }

  /** What it has done and holds now. */
  public DispatcherStats stats() {
    throw new UnsupportedOperationException();
  }

  /**
   * Stops fetching, waits at most this long for what is under way, records it, gives up its shards
   * and stops for good. Blocks.
   *
   * @return whether everything under way was recorded
   */
  public boolean drainAndStop(Duration patience) {
    throw new UnsupportedOperationException();
  }
}
