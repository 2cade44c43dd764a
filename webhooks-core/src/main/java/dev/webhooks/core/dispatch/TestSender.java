package dev.webhooks.core.dispatch;

import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.spi.EventContent;
import java.util.concurrent.CompletableFuture;

/** Sends one event to one endpoint now, outside the queue, for its owner to see. Thread-safe. */
public final class TestSender {
  private TestSender() {}

  /**
   * Makes one attempt.
   *
   * @return completes normally with the attempt as the log would show it, on a thread that must not
   *     be blocked
   */
  public CompletableFuture<DeliveryAttempt> send(Endpoint endpoint, EventContent content) {
    throw new UnsupportedOperationException();
  }
}
