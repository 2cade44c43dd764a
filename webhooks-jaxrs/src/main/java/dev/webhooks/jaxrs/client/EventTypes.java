package dev.webhooks.jaxrs.client;

import dev.webhooks.jaxrs.client.model.EventType;
import dev.webhooks.jaxrs.client.model.EventTypeRequest;
import dev.webhooks.jaxrs.client.model.EventTypeSchema;
import dev.webhooks.jaxrs.client.model.Page;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
        .page(EventType.class, page);
  }

  /** All types; the next page is asked for when it is reached. */
  public Stream<EventType> stream() {
    return Pages.items(page -> list(page, 100), 1);
  }

  /** The type; 404 if there is none. */
  public EventType get(String name) {
    return api.get(ONE).id(name).data(EventType.class);
  }

  /** Every version of its schema, newest first. */
  public List<EventTypeSchema> schemas(String name) {
    return api.get(ONE + "/schemas").id(name).send().list(EventTypeSchema.class);
  }

  /** Adds a type; 409 if there is one of that name. */
  public EventType create(EventTypeRequest request) {
    return api.post("event-types").body(request).data(EventType.class);
  }

  /** Changes the description, schema and examples that are given, and returns the whole. */
  public EventType update(EventTypeRequest changes) {
    return api.patch(ONE).id(changes.name()).body(changes).data(EventType.class);
  }

  /** Archives the type: nothing more of it can be published. */
  public void delete(String name) {
    api.delete(ONE).id(name).send();
  }

  /** Takes it out of the archive: it can be published again. */
  public EventType restore(String name) {
    return api.patch(ONE).id(name).body(Map.of("archived", false)).data(EventType.class);
  }
}
