package dev.webhooks.core.spi;

import dev.webhooks.core.model.BodyFormat;
import dev.webhooks.core.model.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event to be stored together with the deliveries it owes.
 *
 * @param event the event
 * @param targets the endpoints it is owed to; may be empty
 * @param idempotency what makes a repetition recognisable, null for none
 */
public record NewEvent(Event event, List<Target> targets, @Nullable Idempotency idempotency) {

  /** An endpoint that is owed the event, and the form of the body it gets. */
  public record Target(long endpointId, BodyFormat bodyFormat) {}

  /**
   * @param key unique within the tenant; the caller prefixes it by what kind of key it is
   * @param contentHash SHA-256 of what the producer sent: same key with another hash is a conflict
   */
  public record Idempotency(String key, byte[] contentHash) {}
}
