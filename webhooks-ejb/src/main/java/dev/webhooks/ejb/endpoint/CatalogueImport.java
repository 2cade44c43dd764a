package dev.webhooks.ejb.endpoint;

import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.WebhooksDatabase;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings the event types of every tenant in line with a {@link Catalogue}: adds types and newer
 * versions of schemas, takes over descriptions, examples and archiving. It removes nothing, and a
 * version that was stored once never changes. A type with more versions than the catalogue knows is
 * left alone: the catalogue is an older one, of a node that starts before it is upgraded.
 *
 * <p>Several nodes may import at once, and the same one any number of times: imports follow one
 * another, and the second finds nothing to do. Thread-safe; blocks; commits on return.
 */
@Dependent
@Transactional
public class CatalogueImport {
  private final EntityManager database;
  private final EndpointClock clock;

  @Inject
  CatalogueImport(@WebhooksDatabase EntityManager database) {
    this.database = database;
    this.clock = new EndpointClock(database);
  }

  /**
   * What an import did, by the types' names.
   *
   * @param added types that are new
   * @param changed types of which something was taken over, and what
   * @param unchanged types that were so already
   * @param newer types of which more versions are stored than the catalogue knows
   * @param covered types that some tenants have of their own, which goes on to count for them, and
   *     how many tenants
   */
  public record Summary(
      List<String> added,
      Map<String, String> changed,
      List<String> unchanged,
      List<String> newer,
      Map<String, Long> covered) {}

  /**
   * Imports a catalogue, all or nothing.
   *
   * @throws Refusal.Invalid when it has another schema under the number of a stored version
   */
  public Summary apply(Catalogue catalogue) {
    OffsetDateTime now = clock.next().at();
    Summary summary =
        new Summary(
            new ArrayList<>(),
            new TreeMap<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new TreeMap<>());
    Violations violations = new Violations();
    for (Catalogue.Type type : catalogue.types()) {
      EventTypeEntity stored = stored(type.name());
      if (stored == null) {
        add(type, now);
        summary.added().add(type.name());
      } else {
        refuseRewriting(type, stored.toEventType(), violations);
        update(type, stored, now, summary);
      }
    }
    violations.refuse();
    database.flush();
    catalogue.types().forEach(type -> noteCovering(type.name(), summary));
    return summary;
  }

  private @Nullable EventTypeEntity stored(String name) {
    return database
        .createQuery(
            "select t from EventTypeEntity t where t.tenant = :nobody and t.name = :name",
            EventTypeEntity.class)
        .setParameter("nobody", EventTypeEntity.NOBODY)
        .setParameter("name", name)
        .getResultStream()
        .findFirst()
        .orElse(null);
  }

  private void add(Catalogue.Type type, OffsetDateTime now) {
    EventTypeEntity added =
        new EventTypeEntity(
            EventTypeEntity.NOBODY,
            type.name(),
            Objects.requireNonNullElse(type.description(), ""),
            now);
    type.schemas().forEach(schema -> added.addSchema(schema, now));
    if (type.examples() != null) {
      added.exemplify(type.examples());
    }
    added.archive(Boolean.TRUE.equals(type.archived()));
    database.persist(added);
  }

  private static void refuseRewriting(
      Catalogue.Type type, EventType stored, Violations violations) {
    int both = Math.min(type.schemas().size(), stored.schemas().size());
    for (int i = 0; i < both; i++) {
      violations.addIf(
          !SchemaText.saySame(type.schemas().get(i), stored.schemas().get(i).text()),
          type.name() + ": schemas[" + i + "]",
          "is not what is stored as version "
              + (i + 1)
              + ": a version never changes; append the new schema to the list");
    }
  }

  private static void update(
      Catalogue.Type type, EventTypeEntity stored, OffsetDateTime now, Summary summary) {
    EventType known = stored.toEventType();
    if (known.schemas().size() > type.schemas().size()) {
      summary.newer().add(type.name());
      return;
    }
    List<String> taken = new ArrayList<>();
    for (int i = known.schemas().size(); i < type.schemas().size(); i++) {
      stored.addSchema(type.schemas().get(i), now);
      taken.add("schema version " + (i + 1));
    }
    if (type.description() != null && !type.description().equals(known.description())) {
      stored.describe(type.description());
      taken.add("description");
    }
    if (type.examples() != null && !type.examples().equals(known.examples())) {
      stored.exemplify(type.examples());
      taken.add("examples");
    }
    if (type.archived() != null && type.archived() != known.archived()) {
      stored.archive(type.archived());
      taken.add(type.archived() ? "archived" : "no longer archived");
    }
    if (taken.isEmpty()) {
      summary.unchanged().add(type.name());
    } else {
      summary.changed().put(type.name(), String.join(", ", taken));
    }
  }

  private void noteCovering(String name, Summary summary) {
    long tenants =
        database
            .createQuery(
                "select count(t) from EventTypeEntity t"
                    + " where t.tenant <> :nobody and t.name = :name",
                Long.class)
            .setParameter("nobody", EventTypeEntity.NOBODY)
            .setParameter("name", name)
            .getSingleResult();
    if (tenants > 0) {
      summary.covered().put(name, tenants);
    }
  }
}
