package dev.webhooks.jaxrs.client.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which events to list; the filters are AND-ed, null does not filter.
 *
 * @param type the exact event type
 * @param from not before
 * @param to before
 * @param cursor of the page before; null for the first page
 * @param limit events per page, 1 to 100
 */
public record EventQuery(
    @Nullable String type,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String cursor,
    int limit) {

  /** All, a hundred a page. */
  public static EventQuery all() {
    return new EventQuery(null, null, null, null, 100);
  }

  /** Only of this type. */
  public EventQuery ofType(String type) {
    return new EventQuery(type, from, to, cursor, limit);
  }

  /** Only from this time until before that; null leaves an end open. */
  public EventQuery between(@Nullable Instant from, @Nullable Instant to) {
    return new EventQuery(type, from, to, cursor, limit);
  }

  /** The page after the one that showed this cursor. */
  public EventQuery after(@Nullable String cursor) {
    return new EventQuery(type, from, to, cursor, limit);
  }

  /** Another page size, 1 to 100. */
  public EventQuery withLimit(int size) {
    return new EventQuery(type, from, to, cursor, size);
  }
}
