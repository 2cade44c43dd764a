package dev.webhooks.ejb.dispatch;

import dev.webhooks.core.dispatch.Dispatcher;
import dev.webhooks.core.model.DeliveryId;
import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.model.EndpointStatus;
import dev.webhooks.core.model.Trigger;
import dev.webhooks.core.spi.CallerTransaction;
import dev.webhooks.core.spi.DeliveryControl;
import dev.webhooks.core.spi.DeliveryLog;
import dev.webhooks.core.spi.LoggedDelivery;
import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.WebhooksDatabase;
import dev.webhooks.ejb.endpoint.EndpointRecord;
import dev.webhooks.ejb.endpoint.EndpointService;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends again what an endpoint missed: single deliveries at once, a time span in the background.
 * Every call joins the caller's transaction or commits on return. Thread-safe; blocks.
 */
@Dependent
@Transactional
public class RecoveryService {
  private static final int PAGE = 200;

  private final EntityManager database;
  private final EndpointService endpoints;
  private final DeliveryLog log;
  private final DeliveryControl control;
  private final CallerTransaction transaction;
  private final Instance<Dispatcher> dispatcher;
  private final InstantSource clock;

  @Inject
  RecoveryService(
      @WebhooksDatabase EntityManager database,
      EndpointService endpoints,
      DeliveryLog log,
      DeliveryControl control,
      CallerTransaction transaction,
      Instance<Dispatcher> dispatcher,
      InstantSource clock) {
    this.database = database;
    this.endpoints = endpoints;
    this.log = log;
    this.control = control;
    this.transaction = transaction;
    this.dispatcher = dispatcher;
    this.clock = clock;
  }

  /**
   * Makes one new attempt of a delivery due now.
   *
   * @throws Refusal.NotFound when the tenant has no such delivery or its endpoint was deleted
   * @throws Refusal.Conflict when the endpoint is disabled, or the content was removed
   */
  public void resend(String tenant, DeliveryId id) {
    LoggedDelivery delivery =
        log.find(tenant, id).orElseThrow(() -> new Refusal.NotFound("Delivery", id));
    EndpointRecord endpoint = enabled(tenant, delivery.endpointId());
    if (control.resend(List.of(id), endpoint.cancelledThrough(), Trigger.MANUAL).isEmpty()) {
      throw new Refusal.Conflict("The delivery's content was removed", id);
    }
    announce(endpoint.id());
  }

  /**
   * Starts to send again what was created in a time span.
   *
   * @param until null for now
   * @throws Refusal.NotFound when the tenant has no such endpoint
   * @throws Refusal.Conflict when the endpoint is disabled
   * @throws Refusal.Invalid when the span is empty or the status is PENDING
   */
  public Recovery start(
      String tenant,
      long endpointId,
      Instant since,
      @Nullable Instant until,
      DeliveryStatus status) {
    EndpointRecord endpoint = enabled(tenant, endpointId);
    Instant now = clock.instant();
    Instant end = until == null ? now : until;
    if (!since.isBefore(end)) {
      throw Refusal.Invalid.field("since", "must be before until");
    }
    if (status == DeliveryStatus.PENDING) {
      throw Refusal.Invalid.field("status", "must be one of failed, cancelled, succeeded");
    }
    RecoveryEntity recovery = new RecoveryEntity(tenant, endpoint.id(), since, end, status, now);
    database.persist(recovery);
    database.flush();
    return recovery.toRecovery();
  }

  /** How a recovery gets on. */
  public Optional<Recovery> find(String tenant, long id) {
    return Optional.ofNullable(database.find(RecoveryEntity.class, id))
        .map(RecoveryEntity::toRecovery)
        .filter(recovery -> recovery.tenant().equals(tenant));
  }

  /** The recoveries that are not over, oldest first. */
  List<Long> unfinished() {
    return database
        .createQuery(
            "select r.id from RecoveryEntity r where r.completedAt is null order by r.id",
            Long.class)
        .getResultList();
  }

  /**
   * Puts one more page of a recovery into the queue.
   *
   * @return whether there is more to do
   */
  boolean advance(long id) {
    RecoveryEntity stored = database.find(RecoveryEntity.class, id, LockModeType.PESSIMISTIC_WRITE);
    if (stored == null || stored.toRecovery().completedAt() != null) {
      return false;
    }
    Recovery recovery = stored.toRecovery();
    Optional<EndpointRecord> endpoint =
        endpoints
            .find(recovery.tenant(), recovery.endpointId())
            .filter(found -> found.status() == EndpointStatus.ENABLED);
    if (endpoint.isEmpty()) {
      // Nothing can be sent to it any more: the recovery is over where it stands.
      stored.advance(0, null, clock.instant());
      return false;
    }
    return advance(stored, recovery, endpoint.get());
  }

  private boolean advance(RecoveryEntity stored, Recovery recovery, EndpointRecord endpoint) {
    DeliveryLog.Page page =
        log.page(
            new DeliveryLog.Filter(
                Map.of(endpoint.id(), endpoint.cancelledThrough()),
                recovery.status(),
                null,
                recovery.since(),
                recovery.until(),
                stored.cursor(),
                PAGE));
    List<DeliveryId> ids = page.deliveries().stream().map(LoggedDelivery::id).toList();
    int sent =
        ids.isEmpty()
            ? 0
            : control.resend(ids, endpoint.cancelledThrough(), Trigger.RECOVERY).size();
    stored.advance(sent, page.next(), clock.instant());
    announce(endpoint.id());
    return page.next() != null;
  }

  private EndpointRecord enabled(String tenant, long endpointId) {
    EndpointRecord endpoint =
        endpoints
            .find(tenant, endpointId)
            .orElseThrow(() -> new Refusal.NotFound("Endpoint", endpointId));
    if (endpoint.status() != EndpointStatus.ENABLED) {
      throw new Refusal.Conflict("The endpoint is disabled", endpointId);
    }
    return endpoint;
  }

  private void announce(long endpointId) {
    transaction.afterCommit(() -> dispatcher.get().announce(Set.of(endpointId)));
  }
}
