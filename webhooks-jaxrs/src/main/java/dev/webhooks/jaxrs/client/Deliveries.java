package dev.webhooks.jaxrs.client;

import dev.webhooks.jaxrs.client.model.CursorPage;
import dev.webhooks.jaxrs.client.model.Delivery;
import dev.webhooks.jaxrs.client.model.DeliveryQuery;
import dev.webhooks.jaxrs.client.model.DeliveryStatus;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Deliveries of endpoints and webhooks: {@code /api/v1/deliveries}. Thread-safe. */
public final class Deliveries {
  private final ApiConnection api;

  Deliveries(ApiConnection api) {
    this.api = api;
  }

  /** One page of the deliveries that match, newest first. */
  public CursorPage<Delivery> page(DeliveryQuery query) {
    return api.get("deliveries")
        .query("endpoint", query.endpoint())
        .query("status", wireName(query.status()))
        .query("event_type", query.eventType())
        .query("from", query.from())
        .query("to", query.to())
        .query("cursor", query.cursor())
        .query("limit", query.limit())
        .send()
        .cursorPage(Delivery.class, query.cursor());
  }

  /** All deliveries that match, newest first; the next page is asked for when it is reached. */
  public Stream<Delivery> stream(DeliveryQuery query) {
    return CursorPages.items(cursor -> page(query.after(cursor)), query.cursor());
  }

  /** The delivery with its attempts; 404 if there is none. */
  public Delivery get(String id) {
    return api.get("deliveries/{id}").id(id).data(Delivery.class);
  }

  /** Makes one new attempt now, with the same event id; a pending retry is replaced. */
  public void resend(String id) {
    api.post("deliveries/{id}/resend").id(id).body(Map.of()).send();
  }

  private static @Nullable String wireName(@Nullable DeliveryStatus status) {
    return status == null ? null : status.wireName();
  }
}
