package dev.webhooks.core.dispatch;

import dev.webhooks.core.dispatch.TokenClient.Answer;
import dev.webhooks.core.dispatch.TokenClient.Form;
import dev.webhooks.core.model.Authentication.OAuth2;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The OAuth2 tokens of all endpoints: kept until a minute before they expire, asked for once
 * however many deliveries need one at the same time. Thread-safe; does not block.
 */
final class AccessTokens {
  /** So many endpoints' tokens are kept, those used last: who is gone for good leaves nothing. */
  static final int MOST_TOKENS = 20_000;

  private static final Logger LOG = System.getLogger(AccessTokens.class.getName());
  private static final Duration EARLY = Duration.ofSeconds(60);

  private final TokenClient client;
  private final LongSupplier nanoTime;
  private final Map<Long, Held> held =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Held> eldest) {
          return size() > MOST_TOKENS;
        }
      };

  AccessTokens(TokenClient client, LongSupplier nanoTime) {
    this.client = client;
    this.nanoTime = nanoTime;
  }

  /**
   * The endpoint's token, or why there is none. A refusal is not kept: the next attempt asks again.
   *
   * @param timeout the deadline, should a call be needed
   */
  CompletableFuture<Answer> get(long endpointId, OAuth2 credentials, Duration timeout) {
    Held usable = usable(endpointId, credentials);
    if (usable.isFirst()) {
      ask(usable, timeout);
    }
    return usable.answer;
  }

  private Held usable(long endpointId, OAuth2 credentials) {
    synchronized (held) {
      Held known = held.get(endpointId);
      if (known != null && known.isUsable(credentials, nanoTime.getAsLong())) {
        return known;
      }
      Held fresh = new Held(credentials, known == null ? Form.STANDARD : known.form);
      held.put(endpointId, fresh);
      return fresh;
    }
  }

  /** Forgets a token that a receiver did not accept. */
  void drop(long endpointId, String token) {
    synchronized (held) {
      Held known = held.get(endpointId);
      if (known != null && known.holds(token)) {
        known.expired = true;
      }
    }
  }

  private void ask(Held asking, Duration timeout) {
    long deadline = nanoTime.getAsLong() + timeout.toNanos();
    first(asking, timeout)
        .thenCompose(answer -> orOtherForm(asking, answer, deadline))
        .whenComplete((answer, error) -> asking.settle(answer, error, nanoTime.getAsLong()));
  }

  /** A client that throws must not leave others waiting for an answer that never comes. */
  private CompletableFuture<Answer> first(Held asking, Duration timeout) {
    try {
      return request(asking, asking.form, timeout);
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<Answer> orOtherForm(Held asking, Answer answer, long deadline) {
    long left = deadline - nanoTime.getAsLong();
    if (answer instanceof Answer.Refused refused && refused.formRefused() && left > 0) {
      return request(asking, asking.form.other(), Duration.ofNanos(left));
    }
    return CompletableFuture.completedFuture(answer);
  }

  private CompletableFuture<Answer> request(Held asking, Form form, Duration timeout) {
    return client
        .request(asking.credentials, form, timeout)
        .thenApply(
            answer -> {
              if (answer instanceof Answer.Token) {
                asking.form = form;
              }
              return answer;
            });
  }

  /** One endpoint's token: asked for, held, or of no more use. */
  private static final class Held {
    final OAuth2 credentials;
    final CompletableFuture<Answer> answer = new CompletableFuture<>();
    volatile Form form;
    volatile boolean expired;
    private volatile long usableUntil;
    private boolean asked;

    Held(OAuth2 credentials, Form form) {
      this.credentials = credentials;
      this.form = form;
    }

    /** True for exactly one caller. */
    synchronized boolean isFirst() {
      boolean first = !asked;
      asked = true;
      return first;
    }

    boolean isUsable(OAuth2 wanted, long now) {
      return !expired && credentials.equals(wanted) && (!answer.isDone() || now - usableUntil < 0);
    }

    boolean holds(String token) {
      return answer.isDone()
          && answer.getNow(null) instanceof Answer.Token known
          && known.accessToken().equals(token);
    }

    private static Answer broken(@Nullable Throwable error) {
      LOG.log(Level.WARNING, "A token call failed", error);
      return new Answer.Refused("the token call failed; the service's log says why", false);
    }

    void settle(@Nullable Answer result, @Nullable Throwable error, long now) {
      if (result instanceof Answer.Token token) {
        usableUntil = now + token.lifetime().minus(EARLY).toNanos();
        answer.complete(token);
      } else {
        expired = true;
        answer.complete(result != null ? result : broken(error));
      }
    }
  }
}
