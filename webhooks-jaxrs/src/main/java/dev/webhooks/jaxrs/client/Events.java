package dev.webhooks.jaxrs.client;

import dev.webhooks.jaxrs.client.model.CursorPage;
import dev.webhooks.jaxrs.client.model.Delivery;
import dev.webhooks.jaxrs.client.model.DryRun;
import dev.webhooks.jaxrs.client.model.Event;
import dev.webhooks.jaxrs.client.model.EventQuery;
import dev.webhooks.jaxrs.client.model.EventRequest;
import dev.webhooks.jaxrs.client.model.PublishResult;
import dev.webhooks.jaxrs.client.model.PublishedEvent;
import java.util.List;
import java.util.stream.Stream;

/** Events: {@code /api/v1/events}. Thread-safe. */
public final class Events {
  private final ApiConnection api;

  Events(ApiConnection api) {
    this.api = api;
  }

  /**
   * Publishes an event; once this returns it is not lost. It is recognised by its id where it has
   * one, otherwise by a random key.
   */
  public PublishedEvent publish(EventRequest event) {
    return publishing(event).key(IdempotencyKey.unless(event.id())).data(PublishedEvent.class);
  }

  /**
   * Publishes an event once, however often it is asked with this key; 409 if the key was used for
   * another one.
   *
   * @param idempotencyKey 1 to 255 printable ASCII characters
   */
  public PublishedEvent publish(EventRequest event, String idempotencyKey) {
    return publishing(event).key(idempotencyKey).data(PublishedEvent.class);
  }

  private ApiCall publishing(EventRequest event) {
    return api.post("events").known(event.id() != null).body(event);
  }

  /**
   * Publishes up to 1,000; each is accepted or refused for itself, in the order given. Give each an
   * id of your own: then asking again is harmless.
   */
  public List<PublishResult<PublishedEvent>> publishAll(List<EventRequest> events) {
    return api.post("events")
        .known(events.stream().allMatch(event -> event.id() != null))
        .body(events)
        .send()
        .results(PublishedEvent.class, events.size());
  }

  /**
   * Publishes any number of events, read as they are sent and never all in memory: a request
   * carries up to 1,000 of them and goes out when the first of its results is read. Nothing is sent
   * unless results are read. Each is accepted or refused for itself; results come in the order
   * given. A request that fails as a whole throws what {@link #publish} throws, from the stream,
   * and the stream ends there: give each item an id of its own, then asking again from any place is
   * harmless. Closing the results closes the items.
   */
  public Stream<PublishResult<PublishedEvent>> publishStream(Stream<EventRequest> events) {
    return LineBatches.results(
        api, "events", events, event -> event.id() != null, PublishedEvent.class);
  }

  /** Where it would go if it were published now, and why not elsewhere; nothing is stored. */
  public DryRun dryRun(EventRequest event) {
    return api.post("dry-run/events").known(true).body(event).data(DryRun.class);
  }

  /** One page of the events that match, newest first. */
  public CursorPage<Event> page(EventQuery query) {
    return api.get("events")
        .query("type", query.type())
        .query("from", query.from())
        .query("to", query.to())
        .query("cursor", query.cursor())
        .query("limit", query.limit())
        .send()
        .cursorPage(Event.class, query.cursor());
  }

  /** All events that match, newest first; the next page is asked for when it is reached. */
  public Stream<Event> stream(EventQuery query) {
    return CursorPages.items(cursor -> page(query.after(cursor)), query.cursor());
  }

  /** The event with its payload; 404 if there is none. */
  public Event get(String id) {
    return api.get("events/{id}").id(id).data(Event.class);
  }

  /** Its deliveries. */
  public List<Delivery> deliveries(String id) {
    return api.get("events/{id}/deliveries").id(id).send().list(Delivery.class);
  }

  /** Removes its payload for ever; the event and its log stay. */
  public void expungeContent(String id) {
    api.delete("events/{id}/content").id(id).send();
  }
}
