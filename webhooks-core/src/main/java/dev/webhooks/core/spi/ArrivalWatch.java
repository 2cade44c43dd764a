package dev.webhooks.core.spi;

import java.util.List;
import java.util.Set;

/**
 * The second look: finds pending rows that became visible since the previous look, also those of
 * transactions that were open for long, without scanning what was seen before. One per owner; not
 * thread-safe; blocks.
 */
public interface ArrivalWatch {

  /**
   * Lanes of these shards in which rows became visible since the previous look, each with the first
   * such row. May repeat rows that were seen; never misses one that was committed before the call.
   * The first look reports nothing: what was there before it is found by {@link
   * DeliveryQueue#lanes}, called after it.
   */
  List<Lane.Head> look(Set<Integer> shards);
}
