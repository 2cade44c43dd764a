package dev.webhooks.ejb.endpoint;

import dev.webhooks.core.model.EventTypePattern;
import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.WebhooksDatabase;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Manages the catalogue of event types: the product's own and what a tenant adds. Every call joins
 * the caller's transaction or commits on return; changes follow one another. Thread-safe; blocks.
 */
@Dependent
@Transactional
public class EventTypeService {
  private static final Pattern RESERVED =
      Pattern.compile("(transaction|endpoint|delivery|test)\\..*");
  private static final int MAX_SCHEMA_LENGTH = 1_000_000;

  private final EntityManager database;
  private final EventTypeCache cache;
  private final EndpointClock clock;

  @Inject
  EventTypeService(@WebhooksDatabase EntityManager database, EventTypeCache cache) {
    this.database = database;
    this.cache = cache;
    this.clock = new EndpointClock(database);
  }

  /** The built-in types and the tenant's, archived ones included, by name. */
  public List<EventType> list(String tenant) {
    return database
        .createQuery(
            "select distinct t from EventTypeEntity t left join fetch t.schemas"
                + " where t.tenant in (:tenant, :nobody) order by t.name",
            EventTypeEntity.class)
        .setParameter("tenant", tenant)
        .setParameter("nobody", EventTypeEntity.NOBODY)
        .getResultStream()
        .map(EventTypeEntity::toEventType)
        .toList();
  }

  /** The type of this name, built-in or the tenant's. */
  public Optional<EventType> find(String tenant, String name) {
    return stored(tenant, name).map(EventTypeEntity::toEventType);
  }

  /** The same with its schema made ready; answered from memory for up to a few seconds. */
  public Optional<PublishableType> resolve(String tenant, String name) {
    return cache.resolve(tenant, name, () -> list(tenant));
  }

  /**
   * Adds a type.
   *
   * @param schema a JSON Schema of the {@code data} value, null for none
   * @throws Refusal.Conflict when the name is taken
   * @throws Refusal.Invalid when the name or the schema is none, or the name is reserved
   */
  public EventType create(String tenant, String name, String description, @Nullable String schema) {
    OffsetDateTime now = clock.next().at();
    checkName(name);
    check(description, schema);
    if (stored(tenant, name).isPresent()) {
      throw new Refusal.Conflict("The event type exists already", name);
    }
    EventTypeEntity type = new EventTypeEntity(tenant, name, description, now);
    if (schema != null) {
      type.addSchema(schema, now);
    }
    database.persist(type);
    return changed(tenant, type);
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
    OffsetDateTime now = clock.next().at();
    EventTypeEntity type = getOwn(tenant, name);
    check(description, schema);
    if (description != null) {
      type.describe(description);
    }
    if (schema != null) {
      type.addSchema(schema, now);
    }
    if (archived != null) {
      type.archive(archived);
    }
    return changed(tenant, type);
  }

  private EventType changed(String tenant, EventTypeEntity type) {
    database.flush();
    cache.forget(tenant);
    return type.toEventType();
  }

  private Optional<EventTypeEntity> stored(String tenant, String name) {
    return database
        .createQuery(
            "select t from EventTypeEntity t"
                + " where t.tenant in (:tenant, :nobody) and t.name = :name",
            EventTypeEntity.class)
        .setParameter("tenant", tenant)
        .setParameter("nobody", EventTypeEntity.NOBODY)
        .setParameter("name", name)
        .getResultStream()
        .findFirst();
  }

  private EventTypeEntity getOwn(String tenant, String name) {
    EventTypeEntity type =
        stored(tenant, name).orElseThrow(() -> new Refusal.NotFound("Event type", name));
    if (type.isBuiltIn()) {
      throw new Refusal.Conflict("The event type is built-in and cannot be changed", name);
    }
    database.refresh(type);
    return type;
  }

  private static void checkName(String name) {
    if (RESERVED.matcher(name).matches()) {
      throw Refusal.Invalid.field(
          "name", "must not begin with transaction, endpoint, delivery or test");
    }
    if (name.contains("*") || !isPattern(name)) {
      throw Refusal.Invalid.field(
          "name", "must be letters, digits and underscores, in parts between dots");
    }
  }

  private static boolean isPattern(String name) {
    try {
      var unused = new EventTypePattern(name);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void check(@Nullable String description, @Nullable String schema) {
    Violations violations = new Violations();
    violations.addIf(
        description != null && description.length() > 2000,
        "description",
        "must have at most 2000 characters");
    if (schema != null) {
      checkSchema(schema, violations);
    }
    violations.refuse();
  }

  private static void checkSchema(String schema, Violations violations) {
    if (schema.length() > MAX_SCHEMA_LENGTH) {
      violations.add("schema", "must have at most 1000000 characters");
      return;
    }
    try {
      SchemaText.parse(schema);
    } catch (IllegalArgumentException e) {
      violations.add("schema", String.valueOf(e.getMessage()));
    }
  }
}
