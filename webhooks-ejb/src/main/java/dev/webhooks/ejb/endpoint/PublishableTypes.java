package dev.webhooks.ejb.endpoint;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * The event types as publishing needs them: with their schemas made ready, answered from memory for
 * up to a few seconds. Only what was not asked for lately takes a transaction. Thread-safe; blocks.
 */
@Dependent
public class PublishableTypes {
  private final EventTypeCache cache;
  private final EventTypeService types;

  @Inject
  PublishableTypes(EventTypeCache cache, EventTypeService types) {
    this.cache = cache;
    this.types = types;
  }

  /** The type of this name, every tenant's or the tenant's own. */
  public Optional<PublishableType> resolve(String tenant, String name) {
    return cache.resolve(tenant, name, types::listOwn);
  }
}
