package dev.webhooks.core.spi;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The pending deliveries, as the owner of their shards works them off. Thread-safe; blocks; every
 * call commits on return (it never joins a caller's transaction).
 */
public interface DeliveryQueue {

  /** Every lane of these shards that has something pending, with its first row. */
  List<Lane.Head> lanes(Set<Integer> shards);

  /** Reads lanes from their cursors; writes nothing. */
  Fetched fetch(List<Lane.Read> reads);

  /**
   * Records outcomes in one batch, fenced: an item whose shard is not held at the claimed epoch is
   * refused and nothing of it is stored. A settled delivery leaves the queue for the history in the
   * same commit that stores its attempt. A reschedule counts from the database's now, adds one
   * attempt, adds one failure when the attempt was automatic, and makes the next one automatic.
   *
   * <p>To be repeated after a failure that leaves open whether it was stored: the same outcome is
   * never stored twice.
   *
   * @param claims the epoch at which each item's shard is held, by shard
   * @return one result per item, in order
   */
  List<Recorded> record(Map<Integer, Long> claims, List<RecordItem> items);

  /** Starts to watch for rows that arrive without being handed over. */
  ArrivalWatch watchArrivals();

  /**
   * How long the longest overdue delivery has been due, for health; zero when nothing is due.
   *
   * @param unverified endpoints whose deliveries wait by intent and do not count
   */
  Duration oldestOverdue(Set<Long> unverified);
}
