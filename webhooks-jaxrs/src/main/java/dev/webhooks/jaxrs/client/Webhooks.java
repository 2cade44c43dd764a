package dev.webhooks.jaxrs.client;

import dev.webhooks.jaxrs.client.internal.Created;
import dev.webhooks.jaxrs.client.model.Page;
import dev.webhooks.jaxrs.client.model.Versioned;
import dev.webhooks.jaxrs.client.model.Webhook;
import dev.webhooks.jaxrs.client.model.WebhookQuery;
import dev.webhooks.jaxrs.client.model.WebhookRequest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Webhooks for bank transactions: {@code /api/v1/webhooks}. Thread-safe. */
public final class Webhooks {
  private static final String ONE = "webhooks/{id}";

  private final ApiConnection api;

  Webhooks(ApiConnection api) {
    this.api = api;
  }

  /** A page of the webhooks that match, newest first. */
  public Page<Webhook> list(WebhookQuery query) {
    return api.get("webhooks")
        .query("webhook_url", query.webhookUrl())
        .query("api_key", query.apiKey())
        .query("active", flag(query.active()))
        .query("page", query.page())
        .query("limit", query.limit())
        .send()
        .page(Webhook.class, query.page());
  }

  /**
   * All webhooks that match, newest first, from the query's page on; the next page is asked for
   * when it is reached. One that is created or deleted meanwhile moves the others: somebody may
   * come twice or not at all.
   */
  public Stream<Webhook> stream(WebhookQuery query) {
    return Pages.items(page -> list(query.atPage(page)), query.page());
  }

  /** The webhook; 404 if there is none. */
  public Webhook get(long id) {
    return api.get(ONE).id(id).data(Webhook.class);
  }

  /** The webhook with its version, for {@link #update(Versioned, WebhookRequest)}. */
  public Versioned<Webhook> getVersioned(long id) {
    return api.get(ONE).id(id).send().versioned(Webhook.class);
  }

  /** Creates a webhook and returns its id. */
  public long create(WebhookRequest request) {
    return api.post("webhooks").body(request).data(Created.class).id();
  }

  /** Changes the given fields, whatever has been changed meanwhile. */
  public void update(long id, WebhookRequest changes) {
    api.patch(ONE).id(id).body(changes).send();
  }

  /** Changes the given fields; 412 if the webhook was changed since it was read. */
  public void update(Versioned<Webhook> read, WebhookRequest changes) {
    api.patch(ONE).id(read.value().id()).ifMatch(read.etag()).body(changes).send();
  }

  /** Deletes it and cancels what is pending; its log stays readable. */
  public void delete(long id) {
    api.delete(ONE).id(id).send();
  }

  /** Deletes it; 412 if it was changed since it was read. */
  public void delete(Versioned<Webhook> read) {
    api.delete(ONE).id(read.value().id()).ifMatch(read.etag()).send();
  }

  private static @Nullable Integer flag(@Nullable Boolean active) {
    return active == null ? null : active ? 1 : 0;
  }
}
