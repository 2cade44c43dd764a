package dev.webhooks.ejb.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The event types of the tenants that publish, for a few seconds, with their schemas made ready.
 * Thread-safe.
 */
public final class EventTypeCache {
  private static final long LIFE = Duration.ofSeconds(3).toNanos();

  private final Map<String, Types> byTenant = new ConcurrentHashMap<>();

  private record Types(long readAt, Map<String, PublishableType> byName) {
    boolean areFresh() {
      return System.nanoTime() - readAt < LIFE;
    }
  }

  Optional<PublishableType> resolve(String tenant, String name, Supplier<List<EventType>> read) {
    Types known = byTenant.get(tenant);
    if (known == null || !known.areFresh()) {
      known = ready(read.get(), known == null ? Map.of() : known.byName());
      byTenant.put(tenant, known);
    }
    return Optional.ofNullable(known.byName().get(name));
  }

  void forget(String tenant) {
    byTenant.remove(tenant);
  }

  private static Types ready(List<EventType> types, Map<String, PublishableType> before) {
    return new Types(
        System.nanoTime(),
        types.stream().collect(Collectors.toMap(EventType::name, type -> ready(type, before))));
  }

  /** Making a schema ready is slow; an unchanged type keeps its own. */
  private static PublishableType ready(EventType type, Map<String, PublishableType> before) {
    PublishableType known = before.get(type.name());
    return known != null && known.type().equals(type) ? known : PublishableType.of(type);
  }
}
