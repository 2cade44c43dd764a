package dev.webhooks.jaxrs.client.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries to list; the filters are AND-ed, null does not filter.
 *
 * @param endpoint the id of an endpoint or a webhook
 * @param status where they stand
 * @param eventType the exact event type
 * @param from not before
 * @param to before
 * @param cursor of the page before; null for the first page
 * @param limit deliveries per page, 1 to 100
 */
public record DeliveryQuery(
    @Nullable Long endpoint,
    @Nullable DeliveryStatus status,
    @Nullable String eventType,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String cursor,
    int limit) {

  /** All, a hundred a page. */
  public static DeliveryQuery all() {
    return new DeliveryQuery(null, null, null, null, null, null, 100);
  }

  /** Only those of this endpoint or webhook. */
  public DeliveryQuery ofEndpoint(long id) {
    return new DeliveryQuery(id, status, eventType, from, to, cursor, limit);
  }

  /** Only those that stand so. */
  public DeliveryQuery withStatus(DeliveryStatus status) {
    return new DeliveryQuery(endpoint, status, eventType, from, to, cursor, limit);
  }

  /** Only those of events of this type. */
  public DeliveryQuery ofEventType(String type) {
    return new DeliveryQuery(endpoint, status, type, from, to, cursor, limit);
  }

  /** Only from this time until before that; null leaves an end open. */
  public DeliveryQuery between(@Nullable Instant from, @Nullable Instant to) {
    return new DeliveryQuery(endpoint, status, eventType, from, to, cursor, limit);
  }

  /** The page after the one that showed this cursor. */
  public DeliveryQuery after(@Nullable String cursor) {
    return new DeliveryQuery(endpoint, status, eventType, from, to, cursor, limit);
  }

  /** Another page size, 1 to 100. */
  public DeliveryQuery withLimit(int size) {
    return new DeliveryQuery(endpoint, status, eventType, from, to, cursor, size);
  }
}
