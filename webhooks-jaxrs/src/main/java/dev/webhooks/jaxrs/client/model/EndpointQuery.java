package dev.webhooks.jaxrs.client.model;

import org.jspecify.annotations.Nullable;

/**
 * Which endpoints to list; the filters are AND-ed, null does not filter.
 *
 * @param url a case-insensitive part of the URL
 * @param enabled enabled ones or the others
 * @param page from 1
 * @param limit endpoints per page, 1 to 100
 */
public record EndpointQuery(@Nullable String url, @Nullable Boolean enabled, int page, int limit) {

  /** All, twenty a page. */
  public static EndpointQuery all() {
    return new EndpointQuery(null, null, 1, 20);
  }

  /** Those whose URL contains this part. */
  public EndpointQuery urlContaining(String part) {
    return new EndpointQuery(part, enabled, page, limit);
  }

  /** Only enabled ones, or only the others. */
  public EndpointQuery withEnabled(boolean wanted) {
    return new EndpointQuery(url, wanted, page, limit);
  }

  /** Another page, from 1. */
  public EndpointQuery atPage(int number) {
    return new EndpointQuery(url, enabled, number, limit);
  }

  /** Another page size, 1 to 100. */
  public EndpointQuery withLimit(int size) {
    return new EndpointQuery(url, enabled, page, size);
  }
}
