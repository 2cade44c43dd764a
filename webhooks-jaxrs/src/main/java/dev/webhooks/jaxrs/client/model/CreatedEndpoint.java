package dev.webhooks.jaxrs.client.model;

import org.jspecify.annotations.Nullable;

/**
 * A new endpoint with its secret.
 *
 * @param id its id
 * @param secret {@code whsec_…}; null where nothing is signed
 */
public record CreatedEndpoint(long id, @Nullable String secret) {

  /** Only the id; the secret stays out of logs. */
  @Override
  public String toString() {
    return "CreatedEndpoint[" + id + "]";
  }
}
