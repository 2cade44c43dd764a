package dev.webhooks.core.testkit;

import dev.webhooks.core.spi.StatisticsStore;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Statistics in memory. Thread-safe. */
public final class InMemoryStatisticsStore implements StatisticsStore {
  private final Map<Key, Hour> hours = new LinkedHashMap<>();

  private record Key(long endpointId, Instant start, long writer) {}

  @Override
  public synchronized void write(long writer, Collection<Hour> counted) {
    counted.forEach(hour -> hours.put(new Key(hour.endpointId(), hour.start(), writer), hour));
  }

  @Override
  public synchronized List<Hour> read(Collection<Long> endpointIds, Instant from, Instant to) {
    return hours.values().stream()
        .filter(hour -> endpointIds.contains(hour.endpointId()))
        .filter(hour -> !hour.start().isBefore(from) && hour.start().isBefore(to))
        .toList();
  }

  @Override
  public synchronized int remove(Instant before, int limit) {
    var old = hours.keySet().stream().filter(k -> k.start().isBefore(before)).limit(limit).toList();
    old.forEach(hours::remove);
    return old.size();
  }
}
