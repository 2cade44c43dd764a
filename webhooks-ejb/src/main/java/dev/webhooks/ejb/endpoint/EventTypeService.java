package dev.webhooks.ejb.endpoint;

import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.WebhooksDatabase;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Manages the catalogue of event types: those of every tenant, which are the product's own and the
 * installation's ({@link CatalogueImport}), and what a tenant adds. A tenant's own type goes before
 * one of the same name that the installation added later. Every call joins the caller's transaction
 * or commits on return; changes follow one another. Thread-safe; blocks.
 */
@Dependent
@Transactional
public class EventTypeService {
  private final EntityManager database;
  private final EventTypeCache cache;
  private final TransactionEnd end;
  private final EndpointClock clock;

  @Inject
  EventTypeService(
      @WebhooksDatabase EntityManager database, EventTypeCache cache, TransactionEnd end) {
    this.database = database;
    this.cache = cache;
    this.end = end;
    this.clock = new EndpointClock(database);
  }

  /** Every tenant's types and the tenant's own, archived ones included, by name. */
  public List<EventType> list(String tenant) {
    return withoutCovered(
            database
                .createQuery(
                    "select distinct t from EventTypeEntity t left join fetch t.schemas"
                        + " where t.tenant in (:tenant, :nobody) order by t.name",
                    EventTypeEntity.class)
                .setParameter("tenant", tenant)
                .setParameter("nobody", EventTypeEntity.NOBODY)
                .getResultList())
        .stream()
        .map(EventTypeEntity::toEventType)
        .toList();
  }

  /**
   * The types that a tenant added, archived ones included; for {@link EventTypeEntity#NOBODY} those
   * that every tenant has.
   */
  public List<EventType> listOwn(String tenant) {
    return database
        .createQuery(
            "select distinct t from EventTypeEntity t left join fetch t.schemas"
                + " where t.tenant = :tenant",
            EventTypeEntity.class)
        .setParameter("tenant", tenant)
        .getResultStream()
        .map(EventTypeEntity::toEventType)
        .toList();
  }

  private static Collection<EventTypeEntity> withoutCovered(List<EventTypeEntity> types) {
    Map<String, EventTypeEntity> byName = new LinkedHashMap<>();
    types.forEach(
        type -> byName.merge(type.name(), type, (one, other) -> one.isBuiltIn() ? other : one));
    return byName.values();
  }

  /** The type of this name, every tenant's or the tenant's own. */
  public Optional<EventType> find(String tenant, String name) {
    return stored(tenant, name).map(EventTypeEntity::toEventType);
  }

  /**
   * Adds a type.
   *
   * @throws Refusal.Conflict when the name is taken
   * @throws Refusal.LimitReached when the tenant's types take as much as they may
   * @throws Refusal.Invalid when the name or the schema is none, the name is reserved, or an
   *     example is not what the schema describes
   */
  public EventType create(String tenant, String name, EventTypeChange change) {
    Violations violations = new Violations();
    EventTypeRules.checkName(name, violations);
    check(change, null, List.of(), violations);
    OffsetDateTime now = clock.next().at();
    if (stored(tenant, name).isPresent()) {
      throw new Refusal.Conflict("The event type exists already", name);
    }
    EventTypeEntity type =
        new EventTypeEntity(
            tenant, name, Objects.requireNonNullElse(change.description(), ""), now);
    apply(change, type, now);
    database.persist(type);
    EventType created = changed(tenant, type);
    EventTypeRules.checkSum(listOwn(tenant));
    return created;
  }

  /**
   * Changes a type.
   *
   * @throws Refusal.NotFound when there is none
   * @throws Refusal.Conflict when it is every tenant's, or what the change was checked against was
   *     changed meanwhile
   * @throws Refusal.LimitReached when the tenant's types take as much as they may
   * @throws Refusal.Invalid when the schema is none, or an example is not what the schema describes
   */
  public EventType update(String tenant, String name, EventTypeChange change) {
    EventType known = getOwn(tenant, name).toEventType();
    // Takes seconds where a tenant wants it to: everybody's changes would wait for the clock.
    check(
        change,
        known.currentSchema().map(EventType.Schema::text).orElse(null),
        known.examples(),
        new Violations());
    OffsetDateTime now = clock.next().at();
    EventTypeEntity type = getOwn(tenant, name);
    if (dependsOnStored(change) && !saySame(known, type.toEventType())) {
      throw new Refusal.Conflict("The event type was changed meanwhile", name);
    }
    apply(change, type, now);
    EventType updated = changed(tenant, type);
    if (change.schema() != null || change.examples() != null) {
      EventTypeRules.checkSum(listOwn(tenant));
    }
    return updated;
  }

  /**
   * A new schema must describe the examples that stand, new examples fit the schema that stands.
   */
  private static boolean dependsOnStored(EventTypeChange change) {
    return (change.schema() == null) != (change.examples() == null);
  }

  private static boolean saySame(EventType one, EventType other) {
    return one.schemas().equals(other.schemas()) && one.examples().equals(other.examples());
  }

  private static void apply(EventTypeChange change, EventTypeEntity type, OffsetDateTime now) {
    if (change.description() != null) {
      type.describe(change.description());
    }
    if (change.schema() != null) {
      type.addSchema(change.schema(), now);
    }
    if (change.examples() != null) {
      type.exemplify(change.examples().stream().map(EventTypeRules::inOneLine).toList());
    }
    if (change.archived() != null) {
      type.archive(change.archived());
    }
  }

  private EventType changed(String tenant, EventTypeEntity type) {
    database.flush();
    // Now for this transaction; at its end because others read what was there before.
    cache.forget(tenant);
    end.then(() -> cache.forget(tenant));
    return type.toEventType();
  }

  private Optional<EventTypeEntity> stored(String tenant, String name) {
    return withoutCovered(
            database
                .createQuery(
                    "select t from EventTypeEntity t"
                        + " where t.tenant in (:tenant, :nobody) and t.name = :name",
                    EventTypeEntity.class)
                .setParameter("tenant", tenant)
                .setParameter("nobody", EventTypeEntity.NOBODY)
                .setParameter("name", name)
                .getResultList())
        .stream()
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

  /**
   * @param schema the one that stands
   * @param examples those that stand
   */
  private static void check(
      EventTypeChange change,
      @Nullable String schema,
      List<String> examples,
      Violations violations) {
    if (change.description() != null) {
      EventTypeRules.checkDescription(change.description(), violations);
    }
    if (change.schema() != null || change.examples() != null) {
      String then = change.schema() == null ? schema : change.schema();
      EventTypeRules.checkExamples(
          change.examples() == null ? examples : change.examples(),
          then == null ? null : EventTypeRules.schema("schema", then, violations),
          violations);
    }
    violations.refuse();
  }
}
