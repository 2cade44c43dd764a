package dev.webhooks.ejb.dispatch;

import dev.webhooks.core.dispatch.TokenClient;
import dev.webhooks.core.dispatch.TokenClient.Answer;
import dev.webhooks.core.dispatch.TokenClient.Form;
import dev.webhooks.core.model.Authentication.OAuth2;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.faulttolerance.Asynchronous;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;

/**
 * Token calls, repeated once where the token server could not be reached: one token serves many
 * deliveries, which would all fail with it.
 */
@Dependent
public class TokenRequests {
  private final TokenClient client;

  @Inject
  TokenRequests(@Unguarded TokenClient client) {
    this.client = client;
  }

  /**
   * Asks for a token.
   *
   * @param deadline by {@link System#nanoTime()}
   * @return completes exceptionally when the server was not reached
   */
  @Asynchronous
  @Timeout(value = 31, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 1, delay = 200, jitter = 100, retryOn = Unreachable.class)
  public CompletionStage<Answer> request(OAuth2 credentials, Form form, long deadline) {
    Duration left = Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
    return client.request(credentials, form, left).thenCompose(TokenRequests::reached);
  }

  private static CompletionStage<Answer> reached(Answer answer) {
    return answer instanceof Answer.Refused refused && !refused.formRefused()
        ? CompletableFuture.failedFuture(new Unreachable(refused))
        : CompletableFuture.completedFuture(answer);
  }

  /** The token server did not answer. */
  static final class Unreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Answer.Refused refused;

    Unreachable(Answer.Refused refused) {
      super(refused.detail(), null, false, false);
      this.refused = refused;
    }

    Answer.Refused refused() {
      return refused;
    }
  }
}
