package dev.webhooks.core.operation;

import dev.webhooks.core.spi.StatisticsStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** A store that is away while the flag says so. */
record InterruptedStore(StatisticsStore store, boolean[] away) implements StatisticsStore {
  @Override
  public void write(long writer, Collection<Hour> hours) {
    if (away[0]) {
      throw new IllegalStateException("away");
    }
    store.write(writer, hours);
  }

  @Override
  public List<Hour> read(Collection<Long> endpointIds, Instant from, Instant to) {
    return store.read(endpointIds, from, to);
  }

  @Override
  public int remove(Instant before, int limit) {
    return store.remove(before, limit);
  }
}
