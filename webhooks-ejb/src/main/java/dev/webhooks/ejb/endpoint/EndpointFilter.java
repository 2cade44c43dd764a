package dev.webhooks.ejb.endpoint;

import dev.webhooks.core.model.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Restricts a list of endpoints; conditions are AND-ed.
 *
 * @param urlContains case-insensitive substring of the URL, taken literally; null for any
 * @param apiKey the exact API key; null for any
 * @param active enabled ones or disabled ones; null for both
 */
public record EndpointFilter(
    @Nullable String urlContains, @Nullable Secret apiKey, @Nullable Boolean active) {
  /** Every endpoint. */
  public static final EndpointFilter ALL = new EndpointFilter(null, null, null);
}
