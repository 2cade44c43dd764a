package dev.webhooks.jaxrs.client;

import dev.webhooks.jaxrs.client.model.EventType;
import dev.webhooks.jaxrs.client.model.EventTypeRequest;
import dev.webhooks.jaxrs.client.model.Page;

/** The event catalogue: {@code /api/v1/event-types}; a type's name is its id. Thread-safe. */
public final class EventTypes {
  private static final String ONE = "event-types/{id}";

  private final ApiConnection api;

  EventTypes(ApiConnection api) {
    this.api = api;
  }

  /**
   * A page of the types.
   *
   * @param page from 1
   * @param limit types per page, 1 to 100
   */
  public Page<EventType> list(int page, int limit) {
    return api.get("event-types")
        .query("page", page)
        .query("limit", limit)
        .send()
        .page(EventType.class);
  }

  /** The type; 404 if there is none. */
  public EventType get(String name) {
    return api.get(ONE).id(name).data(EventType.class);
  }

  /** Adds a type; 409 if there is one of that name. */
  public EventType create(EventTypeRequest request) {
    return api.post("event-types").body(request).data(EventType.class);
  }

  /** Changes the description and schema that are given. */
  public void update(EventTypeRequest changes) {
    api.patch(ONE).id(changes.name()).body(changes).send();
  }

  /** Archives the type: nothing more of it can be published. */
  public void delete(String name) {
    api.delete(ONE).id(name).send();
  }
}
