package dev.webhooks.core.dispatch;

import dev.webhooks.core.headers.CompactHeaders;
import dev.webhooks.core.model.AttemptResult;
import dev.webhooks.core.model.AttemptResult.Failure;
import dev.webhooks.core.model.AttemptResult.Response;
import dev.webhooks.core.model.Authentication.MutualTls;
import dev.webhooks.core.model.Authentication.OAuth2;
import dev.webhooks.core.model.BodyFormat;
import dev.webhooks.core.model.ClientIdentity;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.model.Timings;
import dev.webhooks.core.spi.HttpCall;
import dev.webhooks.core.spi.HttpExchange;
import dev.webhooks.core.spi.HttpTransport;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes attempts. An attempt is a token where one is needed, the request, and on a 401 a fresh
 * token and the request once more, all within one deadline. Thread-safe; does not block.
 */
final class AttemptSender {
  private static final Logger LOG = System.getLogger(AttemptSender.class.getName());

  private final HttpTransport transport;
  private final AccessTokens tokens;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Duration connectTimeout;

  AttemptSender(
      HttpTransport transport,
      AccessTokens tokens,
      InstantSource clock,
      LongSupplier nanoTime,
      Duration connectTimeout) {
    this.transport = transport;
    this.tokens = tokens;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.connectTimeout = connectTimeout;
  }

  /**
   * Starts an attempt.
   *
   * @param done called once, on a thread that must not be blocked
   */
  void send(
      RequestTemplate template, Content content, BodyFormat format, Consumer<Attempted> done) {
    Instant startedAt = clock.instant();
    OutgoingRequest request = template.request(content, format, startedAt.getEpochSecond());
    Endpoint endpoint = template.endpoint();
    if (endpoint.authentication() instanceof OAuth2 credentials) {
      long deadline = nanoTime.getAsLong() + endpoint.timeout().toNanos();
      new Authorized(endpoint.id(), credentials, request, startedAt, deadline, done).start();
    } else {
      // Now, while they are in the processor's caches: the answer may take long.
      CompactHeaders logged = CompactHeaders.of(request.loggedHeaders());
      call(request, endpoint.timeout(), identity(endpoint))
          .whenComplete(
              (exchange, error) ->
                  done.accept(new Attempted(startedAt, logged, orBroken(exchange, error))));
    }
  }

  /** A transport that throws must not leave an attempt without an end. */
  private CompletableFuture<HttpExchange> call(
      OutgoingRequest request, Duration timeout, @Nullable ClientIdentity identity) {
    try {
      return transport.send(
          new HttpCall(
              request.url(), request.headers(), request.body(), connectTimeout, timeout, identity));
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static @Nullable ClientIdentity identity(Endpoint endpoint) {
    return endpoint.authentication() instanceof MutualTls mutual ? mutual.identity() : null;
  }

  private static HttpExchange orBroken(@Nullable HttpExchange exchange, @Nullable Throwable error) {
    if (exchange != null) {
      return exchange;
    }
    LOG.log(Level.WARNING, "The transport failed", error);
    String detail = "The transport failed; the service's log says why.";
    return failed(ErrorClass.CONNECTION_RESET, detail, Timings.NONE);
  }

  private static HttpExchange failed(ErrorClass error, String detail, Timings timings) {
    return new HttpExchange(new Failure(error, detail), timings, null);
  }

  /** An attempt with an OAuth2 token. */
  private final class Authorized {
    private final long endpointId;
    private final OAuth2 credentials;
    private final OutgoingRequest request;
    private final Instant startedAt;
    private final long startNanos = nanoTime.getAsLong();
    private final long deadline;
    private final Consumer<Attempted> done;
    private boolean refreshed;

    Authorized(
        long endpointId,
        OAuth2 credentials,
        OutgoingRequest request,
        Instant startedAt,
        long deadline,
        Consumer<Attempted> done) {
      this.endpointId = endpointId;
      this.credentials = credentials;
      this.request = request;
      this.startedAt = startedAt;
      this.deadline = deadline;
      this.done = done;
    }

    void start() {
      ending(
          () ->
              tokens
                  .get(endpointId, credentials, remaining())
                  .thenAccept(answer -> ending(() -> onToken(answer))));
    }

    /** Even when memory has run out: what a future's callback throws is heard by nobody. */
    private void ending(Runnable step) {
      try {
        step.run();
      } catch (RuntimeException | Error e) {
        LOG.log(Level.ERROR, "No request could be made for endpoint " + endpointId, e);
        fail("No request could be made; the service's log says why.");
      }
    }

    private void onToken(TokenClient.Answer answer) {
      if (answer instanceof TokenClient.Answer.Token token) {
        sendWith(token.accessToken());
      } else {
        fail(((TokenClient.Answer.Refused) answer).detail());
      }
    }

    private void sendWith(String token) {
      OutgoingRequest authorized = request.withToken(token);
      CompactHeaders logged = CompactHeaders.of(authorized.loggedHeaders());
      call(authorized, remaining(), null)
          .whenComplete((exchange, error) -> onExchange(token, logged, exchange, error));
    }

    private void onExchange(
        String token,
        CompactHeaders logged,
        @Nullable HttpExchange exchange,
        @Nullable Throwable error) {
      if (exchange != null && isUnauthorized(exchange.result()) && !refreshed) {
        refreshed = true;
        tokens.drop(endpointId, token);
        start();
      } else {
        finish(logged, orBroken(exchange, error));
      }
    }

    private void fail(String detail) {
      long micros = (nanoTime.getAsLong() - startNanos) / 1_000;
      finish(
          CompactHeaders.of(List.of()),
          failed(ErrorClass.TOKEN_ERROR, detail, new Timings(0, 0, 0, 0, micros)));
    }

    private void finish(CompactHeaders logged, HttpExchange exchange) {
      done.accept(new Attempted(startedAt, logged, exchange));
    }

    /** Never zero: a call whose deadline has passed ends by the transport's own rules. */
    private Duration remaining() {
      return Duration.ofNanos(Math.max(1_000_000, deadline - nanoTime.getAsLong()));
    }

    private static boolean isUnauthorized(AttemptResult result) {
      return result instanceof Response response && response.status() == 401;
    }
  }
}
