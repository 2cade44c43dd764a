package dev.webhooks.ejb.dispatch;

import dev.webhooks.core.model.DeliveryStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A recovery, as it is stored. It goes through the deliveries from the newest to the oldest; the
 * cursor says how far it has come, and moves in the transaction that puts them into the queue.
 */
@Entity
@Table(schema = "webhooks", name = "recovery")
public class RecoveryEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "recovery_id")
  @SequenceGenerator(
      name = "recovery_id",
      schema = "webhooks",
      sequenceName = "recovery_id",
      allocationSize = 1)
  private long id;

  private String tenant;

  @Column(name = "endpoint_id")
  private long endpointId;

  @Column(name = "since_at")
  private OffsetDateTime since;

  @Column(name = "until_at")
  private OffsetDateTime until;

  @Enumerated(EnumType.STRING)
  private DeliveryStatus status;

  @Column(name = "next_cursor")
  private @Nullable Long cursor;

  private long processed;

  @Column(name = "created_at")
  private OffsetDateTime createdAt;

  @Column(name = "completed_at")
  private @Nullable OffsetDateTime completedAt;

  @Version private long revision;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected RecoveryEntity() {}

  RecoveryEntity(
      String tenant,
      long endpointId,
      Instant since,
      Instant until,
      DeliveryStatus status,
      Instant now) {
    this.tenant = tenant;
    this.endpointId = endpointId;
    this.since = since.atOffset(ZoneOffset.UTC);
    this.until = until.atOffset(ZoneOffset.UTC);
    this.status = status;
    this.createdAt = now.atOffset(ZoneOffset.UTC);
  }

  /** Remembers that a page was put into the queue; without a next cursor it is over. */
  void advance(int handled, @Nullable Long next, Instant now) {
    processed += handled;
    cursor = next;
    if (next == null) {
      completedAt = now.atOffset(ZoneOffset.UTC);
    }
  }

  @Nullable Long cursor() {
    return cursor;
  }

  Recovery toRecovery() {
    return new Recovery(
        id,
        tenant,
        endpointId,
        since.toInstant(),
        until.toInstant(),
        status,
        processed,
        createdAt.toInstant(),
        completedAt == null ? null : completedAt.toInstant());
  }
}
