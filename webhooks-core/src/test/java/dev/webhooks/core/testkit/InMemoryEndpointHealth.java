package dev.webhooks.core.testkit;

import dev.webhooks.core.spi.EndpointHealth;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The health of endpoints in memory. Thread-safe. */
public final class InMemoryEndpointHealth implements EndpointHealth {
  private final InstantSource clock;
  private final Map<Long, Failing> failing = new TreeMap<>();

  /**
   * @param clock the database's clock
   */
  public InMemoryEndpointHealth(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized List<Failing> failing() {
    return failing.values().stream().map(this::aged).toList();
  }

  private Failing aged(Failing entry) {
    return new Failing(
        entry.endpointId(),
        entry.since(),
        Duration.between(entry.since(), clock.instant()),
        entry.announced());
  }

  @Override
  public synchronized void begin(Collection<Long> endpointIds) {
    endpointIds.forEach(
        id -> failing.putIfAbsent(id, new Failing(id, clock.instant(), Duration.ZERO, false)));
  }

  @Override
  public synchronized void clear(Collection<Long> endpointIds) {
    endpointIds.forEach(failing::remove);
  }

  @Override
  public synchronized boolean announce(long endpointId) {
    var entry = failing.get(endpointId);
    if (entry == null || entry.announced()) {
      return false;
    }
    failing.put(endpointId, new Failing(endpointId, entry.since(), Duration.ZERO, true));
    return true;
  }
}
