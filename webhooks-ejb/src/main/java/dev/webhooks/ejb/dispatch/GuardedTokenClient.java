package dev.webhooks.ejb.dispatch;

import dev.webhooks.core.dispatch.TokenClient;
import dev.webhooks.core.model.Authentication.OAuth2;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Obtains tokens by guarded calls; what a guard throws is a refusal like any other. */
@Dependent
public class GuardedTokenClient implements TokenClient {
  private final TokenRequests requests;

  @Inject
  GuardedTokenClient(TokenRequests requests) {
    this.requests = requests;
  }

  @Override
  public CompletableFuture<Answer> request(OAuth2 credentials, Form form, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    return requests
        .request(credentials, form, deadline)
        .toCompletableFuture()
        .handle(GuardedTokenClient::answer);
  }

  private static Answer answer(@Nullable Answer answer, @Nullable Throwable failure) {
    if (answer != null) {
      return answer;
    }
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof TokenRequests.Unreachable unreachable
        ? unreachable.refused()
        : new Answer.Refused("the token server did not answer in time", false);
  }
}
