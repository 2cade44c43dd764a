package dev.webhooks.ejb.endpoint;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A kind of event of the catalogue, as it is stored. */
@Entity
@Table(schema = "webhooks", name = "event_type")
public class EventTypeEntity {
  /** Owns the product's own types. */
  static final String NOBODY = "";

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "event_type_id")
  @SequenceGenerator(
      name = "event_type_id",
      schema = "webhooks",
      sequenceName = "event_type_id",
      initialValue = 100,
      allocationSize = 1)
  private long id;

  private String tenant;

  private String name;

  private String description;

  private boolean archived;

  @Convert(converter = LinesConverter.class)
  private List<String> examples = List.of();

  @Column(name = "created_at")
  private OffsetDateTime createdAt;

  @OneToMany(mappedBy = "eventType", cascade = CascadeType.ALL)
  private List<EventTypeSchemaEntity> schemas = new ArrayList<>();

  @Version private long revision;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected EventTypeEntity() {}

  EventTypeEntity(String tenant, String name, String description, OffsetDateTime createdAt) {
    this.tenant = tenant;
    this.name = name;
    this.description = description;
    this.createdAt = createdAt;
  }

  void describe(String words) {
    description = words;
  }

  /**
   * @param texts JSON without line breaks
   */
  void exemplify(List<String> texts) {
    examples = List.copyOf(texts);
  }

  void archive(boolean gone) {
    archived = gone;
  }

  void addSchema(String text, OffsetDateTime now) {
    schemas.add(new EventTypeSchemaEntity(this, schemas.size() + 1, text, now));
  }

  String name() {
    return name;
  }

  boolean isBuiltIn() {
    return tenant.equals(NOBODY);
  }

  EventType toEventType() {
    return new EventType(
        name,
        description,
        isBuiltIn(),
        archived,
        schemas.stream()
            .sorted(Comparator.comparingInt(EventTypeSchemaEntity::version))
            .map(EventTypeSchemaEntity::toSchema)
            .toList(),
        List.copyOf(examples),
        createdAt.toInstant());
  }
}
