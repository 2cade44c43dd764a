package dev.webhooks.core.dispatch;

import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.Trigger;
import dev.webhooks.core.spi.EventContent;
import dev.webhooks.core.spi.HttpTransport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/** Sends one event to one endpoint now, outside the queue, for its owner to see. Thread-safe. */
public final class TestSender {
  private final AttemptSender sender;
  private final InstantSource clock;
  private final String userAgent;

  /**
   * @param tokens shares no token with the dispatcher: a test shows whether one can be obtained
   */
  public TestSender(
      HttpTransport transport,
      TokenClient tokens,
      InstantSource clock,
      Duration connectTimeout,
      String userAgent) {
    this.sender =
        new AttemptSender(
            transport,
            new AccessTokens(tokens, System::nanoTime),
            clock,
            System::nanoTime,
            connectTimeout);
    this.clock = clock;
    this.userAgent = userAgent;
  }

  /**
   * Makes one attempt.
   *
   * @return completes normally with the attempt as the log would show it, on a thread that must not
   *     be blocked
   */
  public CompletableFuture<DeliveryAttempt> send(Endpoint endpoint, EventContent content) {
    CompletableFuture<DeliveryAttempt> made = new CompletableFuture<>();
    RequestTemplate template = RequestTemplate.of(endpoint, userAgent, clock.instant());
    sender.send(
        template,
        new Content(content),
        endpoint.bodyFormat(),
        attempted -> made.complete(logged(endpoint, attempted)));
    return made;
  }

  private static DeliveryAttempt logged(Endpoint endpoint, Attempted attempted) {
    return attempted.logged(
        1, Trigger.TEST, DeliveryPolicy.errorOf(endpoint.face(), attempted.exchange().result()));
  }
}
