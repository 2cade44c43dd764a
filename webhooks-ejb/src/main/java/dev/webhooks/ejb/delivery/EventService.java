package dev.webhooks.ejb.delivery;

import dev.webhooks.core.spi.DeliveryLog;
import dev.webhooks.core.spi.EventLog;
import dev.webhooks.core.spi.LoggedEvent;
import dev.webhooks.ejb.Refusal;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads the events of a tenant, and removes their content. Every call joins the caller's
 * transaction or commits on return. Thread-safe; blocks.
 */
@Dependent
@Transactional
public class EventService {
  private final EventLog events;
  private final DeliveryLog deliveries;

  @Inject
  EventService(EventLog events, DeliveryLog deliveries) {
    this.events = events;
    this.deliveries = deliveries;
  }

  /** Events, newest first, without their content. */
  public EventLog.Page page(EventLog.Filter filter) {
    return events.page(filter);
  }

  /** The event with its content, unless that was removed. */
  public Optional<LoggedEvent> find(String tenant, String id) {
    return events.find(tenant, id);
  }

  /** The event of a bank transaction. */
  public Optional<LoggedEvent> findTransaction(String tenant, long transactionId) {
    return events.findTransaction(tenant, transactionId);
  }

  /** When a bank transaction was first accepted by a webhook that verifies payments. */
  public Optional<Instant> findVerifiedAt(LoggedEvent transaction) {
    return deliveries.verifiedAt(transaction.number(), transaction.createdAt());
  }

  /**
   * Removes an event's content for good; its deliveries and attempts stay in the log.
   *
   * @throws Refusal.NotFound when there is no such event
   */
  public void expunge(String tenant, String id) {
    if (!events.expunge(tenant, id)) {
      throw new Refusal.NotFound("Event", id);
    }
  }
}
