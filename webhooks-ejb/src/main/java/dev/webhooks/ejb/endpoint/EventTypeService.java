package dev.webhooks.ejb.endpoint;

import dev.webhooks.ejb.Refusal;
import jakarta.enterprise.context.Dependent;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Manages the catalogue of event types: the product's own and what a tenant adds. Every call joins
 * the caller's transaction or commits on return. Thread-safe; blocks.
 */
@Dependent
@Transactional
public class EventTypeService {

  /** The built-in types and the tenant's, archived ones included, by name. */
  public List<EventType> list(String tenant) {
    throw new UnsupportedOperationException();
  }

  /** The type of this name, built-in or the tenant's. */
  public Optional<EventType> find(String tenant, String name) {
    throw new UnsupportedOperationException();
  }

  /**
   * Adds a type.
   *
   * @param schema a JSON Schema of the {@code data} value, null for none
   * @throws Refusal.Conflict when the name is taken
   * @throws Refusal.Invalid when the name or the schema is none, or the name is reserved
   */
  public EventType create(String tenant, String name, String description, @Nullable String schema) {
    throw new UnsupportedOperationException();
  }

  /**
   * Changes a type.
   *
   * @param description null leaves it
   * @param schema becomes the next version; null leaves it
   * @param archived null leaves it
   * @throws Refusal.NotFound when there is none
   * @throws Refusal.Conflict when it is built-in
   * @throws Refusal.Invalid when the schema is none
   */
  public EventType update(
      String tenant,
      String name,
      @Nullable String description,
      @Nullable String schema,
      @Nullable Boolean archived) {
    throw new UnsupportedOperationException();
  }
}
