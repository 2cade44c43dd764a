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
  private final HttpTransport transport;
  private final TokenClient tokens;
  private final InstantSource clock;
  private final Duration connectTimeout;
  private final String userAgent;

  /**
   * @param tokens asked for each test, which shows whether a token can be obtained
   */
  public TestSender(
      HttpTransport transport,
      TokenClient tokens,
      InstantSource clock,
      Duration connectTimeout,
      String userAgent) {
    this.transport = transport;
    this.tokens = tokens;
    this.clock = clock;
    this.connectTimeout = connectTimeout;
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
    sender()
        .send(
            template,
            new Content(content),
            endpoint.bodyFormat(),
            attempted -> made.complete(logged(endpoint, attempted)));
    return made;
  }

  /** One that has no token yet. */
  private AttemptSender sender() {
    return new AttemptSender(
        transport,
        new AccessTokens(tokens, System::nanoTime),
        clock,
        System::nanoTime,
        connectTimeout);
  }

  private static DeliveryAttempt logged(Endpoint endpoint, Attempted attempted) {
    return attempted.logged(
        1, Trigger.TEST, DeliveryPolicy.errorOf(endpoint.face(), attempted.exchange().result()));
  }
}
