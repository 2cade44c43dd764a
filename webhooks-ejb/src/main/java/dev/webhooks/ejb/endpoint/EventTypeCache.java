package dev.webhooks.ejb.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The event types of the tenants that publish, for a few seconds, with their schemas made ready:
 * once those that every tenant has, and each tenant's own. Thread-safe.
 */
public final class EventTypeCache {
  private final TenantCache<Map<String, PublishableType>> types;

  public EventTypeCache() {
    this(System::nanoTime);
  }

  EventTypeCache(LongSupplier nanoTime) {
    this.types = new TenantCache<>(nanoTime);
  }

  /**
   * @param read gives the types of a tenant alone, or those of every tenant
   */
  Optional<PublishableType> resolve(
      String tenant, String name, Function<String, List<EventType>> read) {
    return find(tenant, name, TenantCache.LIFE, read)
        .or(() -> find(tenant, name, TenantCache.LIFE_OF_NOTHING, read));
  }

  private Optional<PublishableType> find(
      String tenant, String name, Duration age, Function<String, List<EventType>> read) {
    PublishableType own = typesOf(tenant, age, read).get(name);
    return Optional.ofNullable(
        own == null ? typesOf(EventTypeEntity.NOBODY, age, read).get(name) : own);
  }

  private Map<String, PublishableType> typesOf(
      String owner, Duration age, Function<String, List<EventType>> read) {
    return types.get(owner, age, before -> ready(read.apply(owner), before));
  }

  void forget(String tenant) {
    types.forget(tenant);
  }

  private static Map<String, PublishableType> ready(
      List<EventType> types, @Nullable Map<String, PublishableType> before) {
    return types.stream()
        .collect(
            Collectors.toUnmodifiableMap(
                EventType::name, type -> ready(type, before == null ? Map.of() : before)));
  }

  /** Making a schema ready is slow; an unchanged type keeps its own. */
  private static PublishableType ready(EventType type, Map<String, PublishableType> before) {
    PublishableType known = before.get(type.name());
    return known != null && known.type().equals(type) ? known : PublishableType.of(type);
  }
}
