package dev.webhooks.core.spi;

import java.time.Duration;
import java.util.Set;

/**
 * Which node owns which shard. A node lives as long as its lease, by the database's clock; a live
 * node's shard is never taken. Thread-safe; blocks; every call commits on return.
 */
public interface ShardLeases {

  /**
   * Renews the node's lease (adding the node if it is unknown) and takes free shards and those of
   * nodes whose lease has ended, up to a fair share, raising their epochs.
   *
   * @param node unique per process start
   */
  Membership heartbeat(String node, Duration lease);

  /**
   * The heartbeat of a node that is about to leave: renews its lease, so that it can record what is
   * under way, but takes nothing and counts for nobody's fair share any more, so that what it
   * releases goes to the others at once. All it still owns is surplus.
   */
  Membership farewell(String node, Duration lease);

  /** Gives shards up; ones that are not the node's are left alone. */
  void release(String node, Set<Integer> shards);

  /** Gives everything up and removes the node. */
  void leave(String node);
}
