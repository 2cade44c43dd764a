package dev.webhooks.jaxrs.client.model;

import org.jspecify.annotations.Nullable;

/**
 * Which webhooks to list; the filters are AND-ed, null does not filter.
 *
 * @param webhookUrl a case-insensitive part of the URL
 * @param apiKey the exact key
 * @param active active ones or the others
 * @param page from 1
 * @param limit webhooks per page, 1 to 100
 */
public record WebhookQuery(
    @Nullable String webhookUrl,
    @Nullable String apiKey,
    @Nullable Boolean active,
    int page,
    int limit) {

  /** Without the API key, which stays out of logs. */
  @Override
  public String toString() {
    return "WebhookQuery[webhookUrl="
        + webhookUrl
        + ", active="
        + active
        + ", page="
        + page
        + ", limit="
        + limit
        + "]";
  }

  /** All, twenty a page. */
  public static WebhookQuery all() {
    return new WebhookQuery(null, null, null, 1, 20);
  }

  /** Those whose URL contains this part. */
  public WebhookQuery urlContaining(String part) {
    return new WebhookQuery(part, apiKey, active, page, limit);
  }

  /** Those with exactly this API key. */
  public WebhookQuery withApiKey(String key) {
    return new WebhookQuery(webhookUrl, key, active, page, limit);
  }

  /** Only active ones, or only the others. */
  public WebhookQuery withActive(boolean wanted) {
    return new WebhookQuery(webhookUrl, apiKey, wanted, page, limit);
  }

  /** Another page, from 1. */
  public WebhookQuery atPage(int number) {
    return new WebhookQuery(webhookUrl, apiKey, active, number, limit);
  }

  /** Another page size, 1 to 100. */
  public WebhookQuery withLimit(int size) {
    return new WebhookQuery(webhookUrl, apiKey, active, page, size);
  }
}
