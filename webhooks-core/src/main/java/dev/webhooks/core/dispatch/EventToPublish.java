package dev.webhooks.core.dispatch;

import dev.webhooks.core.model.Event;
import dev.webhooks.core.spi.NewEvent.Idempotency;
import org.jspecify.annotations.Nullable;

/**
 * An event to be published, before it is known who is owed it.
 *
 * @param event with its id and final bytes
 * @param idempotency what makes a repetition recognisable, null for none
 */
public record EventToPublish(Event event, @Nullable Idempotency idempotency) {
  /** An event whose id alone makes a repetition recognisable. */
  public static EventToPublish of(Event event) {
    return new EventToPublish(event, null);
  }
}
