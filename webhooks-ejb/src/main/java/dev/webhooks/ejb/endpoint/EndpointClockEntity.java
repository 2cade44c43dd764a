package dev.webhooks.ejb.endpoint;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;

/**
 * The one row that every change of an endpoint increments first and holds until it commits: so
 * versions rise in commit order, and limits are counted by one transaction at a time.
 */
@Entity
@Table(schema = "webhooks", name = "endpoint_clock")
public class EndpointClockEntity {
  @Id private long id;

  private long version;

  @Column(name = "changed_at")
  private OffsetDateTime changedAt;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected EndpointClockEntity() {}

  /** One moment of the clock. */
  record Tick(long version, OffsetDateTime at) {}

  Tick tick() {
    return new Tick(version, changedAt);
  }
}
