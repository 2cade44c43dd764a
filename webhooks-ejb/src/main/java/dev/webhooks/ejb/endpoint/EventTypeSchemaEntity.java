package dev.webhooks.ejb.endpoint;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;

/** One version of an event type's JSON Schema; never changed. */
@Entity
@Table(schema = "webhooks", name = "event_type_schema")
public class EventTypeSchemaEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "event_type_schema_id")
  @SequenceGenerator(
      name = "event_type_schema_id",
      schema = "webhooks",
      sequenceName = "event_type_schema_id",
      allocationSize = 1)
  private long id;

  @ManyToOne(fetch = FetchType.LAZY, optional = false)
  @JoinColumn(name = "event_type_id")
  private EventTypeEntity eventType;

  private int version;

  @Column(name = "schema_text")
  private String text;

  @Column(name = "created_at")
  private OffsetDateTime createdAt;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected EventTypeSchemaEntity() {}

  EventTypeSchemaEntity(
      EventTypeEntity eventType, int version, String text, OffsetDateTime createdAt) {
    this.eventType = eventType;
    this.version = version;
    this.text = text;
    this.createdAt = createdAt;
  }

  int version() {
    return version;
  }

  EventType.Schema toSchema() {
    return new EventType.Schema(version, text, createdAt.toInstant());
  }
}
