package dev.webhooks.core.dispatch;

import dev.webhooks.core.dispatch.HandOver.NewDeliveries;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.Event;
import dev.webhooks.core.spi.Appended;
import dev.webhooks.core.spi.CallerTransaction;
import dev.webhooks.core.spi.EventContent;
import dev.webhooks.core.spi.EventStore;
import dev.webhooks.core.spi.NewEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Publishes events: stores each with what it owes to whom, in the caller's own transaction, and
 * hands the deliveries over once that has committed. Thread-safe; blocks.
 */
public final class EventPublisher {
  private final EndpointDirectory endpoints;
  private final EventStore events;
  private final CallerTransaction transaction;
  private final HandOver handOver;

  /**
   * @param handOver takes what is owed once it is committed: the local {@link Dispatcher}
   */
  public EventPublisher(
      EndpointDirectory endpoints,
      EventStore events,
      CallerTransaction transaction,
      HandOver handOver) {
    this.endpoints = endpoints;
    this.events = events;
    this.transaction = transaction;
    this.handOver = handOver;
  }

  /**
   * Publishes events. Joins the caller's transaction: they are sent when it commits and never when
   * it rolls back. Without one they are committed on return, all or none.
   *
   * @return one result per event, in order
   */
  public List<Publication> publish(List<EventToPublish> toPublish) {
    List<NewEvent> matched = new ArrayList<>(toPublish.size());
    toPublish.forEach(one -> matched.add(match(one)));
    List<Appended> appended = events.append(matched);
    List<NewDeliveries> owed = new ArrayList<>(appended.size());
    List<Publication> results = new ArrayList<>(appended.size());
    for (int i = 0; i < appended.size(); i++) {
      results.add(resultOf(matched.get(i).event(), appended.get(i), owed));
    }
    if (!owed.isEmpty()) {
      transaction.afterCommit(() -> handOver.handOver(owed));
    }
    return results;
  }

  private NewEvent match(EventToPublish one) {
    List<Endpoint> matching = endpoints.matching(one.event());
    List<NewEvent.Target> targets = new ArrayList<>(matching.size());
    for (Endpoint endpoint : matching) {
      targets.add(new NewEvent.Target(endpoint.id(), endpoint.bodyFormat()));
    }
    return new NewEvent(one.event(), targets, one.idempotency());
  }

  private static Publication resultOf(Event event, Appended appended, List<NewDeliveries> owed) {
    if (appended instanceof Appended.Stored stored) {
      if (!stored.deliveries().isEmpty()) {
        owed.add(new NewDeliveries(contentOf(event, stored), stored.deliveries()));
      }
      return new Publication.Stored(event.id(), transactionIdOf(event), stored.deliveries().size());
    }
    if (appended instanceof Appended.Duplicate first) {
      return new Publication.Duplicate(first.eventId(), first.transactionId(), first.deliveries());
    }
    return new Publication.Conflict(((Appended.Conflict) appended).eventId());
  }

  private static EventContent contentOf(Event event, Appended.Stored stored) {
    return new EventContent(stored.eventNumber(), event.id(), event.type(), event.body());
  }

  private static long transactionIdOf(Event event) {
    var facts = event.transaction();
    return facts == null ? 0 : facts.transactionId();
  }
}
