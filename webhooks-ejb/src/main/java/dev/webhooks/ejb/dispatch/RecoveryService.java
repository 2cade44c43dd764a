package dev.webhooks.ejb.dispatch;

import dev.webhooks.core.dispatch.Dispatcher;
import dev.webhooks.core.model.DeliveryId;
import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.model.EndpointStatus;
import dev.webhooks.core.model.Recovery;
import dev.webhooks.core.model.Trigger;
import dev.webhooks.core.spi.CallerTransaction;
import dev.webhooks.core.spi.DeliveryControl;
import dev.webhooks.core.spi.DeliveryLog;
import dev.webhooks.core.spi.LoggedDelivery;
import dev.webhooks.core.spi.RecoveryStore;
import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.endpoint.EndpointRecord;
import dev.webhooks.ejb.endpoint.EndpointService;
import dev.webhooks.ejb.endpoint.Ownership;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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
  private static final int MAX_RUNNING = 10;

  private final EndpointService endpoints;
  private final DeliveryLog log;
  private final DeliveryControl control;
  private final RecoveryStore recoveries;
  private final CallerTransaction transaction;
  private final Instance<Dispatcher> dispatcher;
  private final InstantSource clock;

  @Inject
  RecoveryService(
      EndpointService endpoints,
      DeliveryLog log,
      DeliveryControl control,
      RecoveryStore recoveries,
      CallerTransaction transaction,
      Instance<Dispatcher> dispatcher,
      InstantSource clock) {
    this.endpoints = endpoints;
    this.log = log;
    this.control = control;
    this.recoveries = recoveries;
    this.transaction = transaction;
    this.dispatcher = dispatcher;
    this.clock = clock;
  }

  /**
   * Makes one new attempt of a delivery due now.
   *
   * @throws Refusal.NotFound when the tenant has no such delivery or its endpoint was deleted
   * @throws Refusal.Conflict when the endpoint is disabled or not verified, or the content was
   *     removed
   */
  public void resend(String tenant, DeliveryId id) {
    LoggedDelivery delivery =
        log.find(tenant, id).orElseThrow(() -> new Refusal.NotFound("Delivery", id));
    EndpointRecord endpoint = enabled(tenant, delivery.endpointId());
    if (control.resend(List.of(id), endpoint.cancelledThrough(), Trigger.MANUAL).isEmpty()) {
      throw new Refusal.Conflict("The delivery's content was removed", id);
    }
    transaction.afterCommit(() -> dispatcher.get().announce(Set.of(endpoint.id())));
  }

  /**
   * Starts to send again what was created in a time span.
   *
   * @param until null for now
   * @throws Refusal.NotFound when the tenant has no such endpoint
   * @throws Refusal.Conflict when the endpoint is disabled or not verified
   * @throws Refusal.LimitReached when 10 recoveries of the endpoint are running
   * @throws Refusal.Invalid when the span is empty or the status is PENDING
   */
  public Recovery start(
      String tenant,
      long endpointId,
      Instant since,
      @Nullable Instant until,
      DeliveryStatus status) {
    EndpointRecord endpoint = enabled(tenant, endpointId);
    if (!since.isBefore(until == null ? clock.instant() : until)) {
      throw Refusal.Invalid.field("since", "must be before until");
    }
    if (status == DeliveryStatus.PENDING) {
      throw Refusal.Invalid.field("status", "must be one of failed, cancelled, succeeded");
    }
    if (recoveries.running(endpoint.id()) >= MAX_RUNNING) {
      throw new Refusal.LimitReached(
          "At most 10 recoveries of an endpoint may run at a time", MAX_RUNNING);
    }
    return recoveries.add(tenant, endpoint.id(), status, since, until);
  }

  /** How a recovery gets on. */
  public Optional<Recovery> find(String tenant, long id) {
    return recoveries.find(tenant, id);
  }

  /**
   * The newest recoveries of a tenant, newest first.
   *
   * @param endpointId null for all endpoints
   */
  public List<Recovery> newest(String tenant, @Nullable Long endpointId, int limit) {
    return recoveries.newest(tenant, endpointId, limit);
  }

  /**
   * Ends a recovery before its time; what it put back into the queue until now is sent.
   *
   * @throws Refusal.NotFound when the tenant has no such recovery
   * @throws Refusal.Conflict when it is over already
   */
  public Recovery cancel(String tenant, long id) {
    boolean ended = recoveries.cancel(tenant, id);
    Recovery recovery = find(tenant, id).orElseThrow(() -> new Refusal.NotFound("Recovery", id));
    if (!ended) {
      throw new Refusal.Conflict("The recovery is over already", id);
    }
    return recovery;
  }

  private EndpointRecord enabled(String tenant, long endpointId) {
    EndpointRecord endpoint =
        endpoints
            .find(tenant, endpointId)
            .orElseThrow(() -> new Refusal.NotFound("Endpoint", endpointId));
    if (endpoint.status() != EndpointStatus.ENABLED) {
      throw new Refusal.Conflict("The endpoint is disabled", endpointId);
    }
    if (endpoint.ownership() == Ownership.PENDING) {
      throw new Refusal.Conflict("The endpoint is not verified yet", endpointId);
    }
    return endpoint;
  }
}
