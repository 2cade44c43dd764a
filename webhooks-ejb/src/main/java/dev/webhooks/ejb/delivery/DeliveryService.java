package dev.webhooks.ejb.delivery;

import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.DeliveryId;
import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.spi.DeliveryLog;
import dev.webhooks.core.spi.EventLog;
import dev.webhooks.core.spi.LoggedDelivery;
import dev.webhooks.core.spi.LoggedEvent;
import dev.webhooks.ejb.Refusal;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the deliveries of a tenant as its people look at them. Every call joins the caller's
 * transaction or commits on return. Thread-safe; blocks.
 */
@Dependent
@Transactional
public class DeliveryService {
  private final CancellationMarks marks;
  private final DeliveryLog log;
  private final EventLog events;

  @Inject
  DeliveryService(CancellationMarks marks, DeliveryLog log, EventLog events) {
    this.marks = marks;
    this.log = log;
    this.events = events;
  }

  /**
   * What to list; null does not filter.
   *
   * @param endpointId of either face, deleted ones too
   * @param eventType exact
   * @param from created at or after
   * @param to created before
   * @param cursor what the page before gave
   * @param limit at most so many
   */
  public record Question(
      @Nullable Long endpointId,
      @Nullable DeliveryStatus status,
      @Nullable String eventType,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable Long cursor,
      int limit) {}

  /** Newest first; nothing when the endpoint is not the tenant's. */
  public DeliveryLog.Page page(String tenant, Question question) {
    Map<Long, Long> wanted = marks.of(tenant);
    if (question.endpointId() != null) {
      wanted.keySet().retainAll(List.of(question.endpointId()));
    }
    return wanted.isEmpty()
        ? new DeliveryLog.Page(List.of(), null)
        : log.page(
            new DeliveryLog.Filter(
                wanted,
                question.status(),
                question.eventType(),
                question.from(),
                question.to(),
                question.cursor(),
                question.limit()));
  }

  /** The delivery as it stands. */
  public Optional<LoggedDelivery> find(String tenant, DeliveryId id) {
    return log.find(tenant, id).map(delivery -> under(marks.of(tenant), delivery));
  }

  /** The attempts of a delivery that was found, in their order. */
  public List<DeliveryAttempt> attempts(LoggedDelivery delivery) {
    return log.attempts(delivery.id());
  }

  /**
   * The deliveries of an event, in the order of its targets.
   *
   * @throws Refusal.NotFound when there is no such event
   */
  public List<LoggedDelivery> ofEvent(String tenant, String eventId) {
    LoggedEvent event =
        events.find(tenant, eventId).orElseThrow(() -> new Refusal.NotFound("Event", eventId));
    Map<Long, Long> all = marks.of(tenant);
    return log.ofEvent(event.number(), event.createdAt()).stream()
        .map(delivery -> under(all, delivery))
        .toList();
  }

  private static LoggedDelivery under(Map<Long, Long> marks, LoggedDelivery delivery) {
    return delivery.under(marks.getOrDefault(delivery.endpointId(), 0L));
  }
}
