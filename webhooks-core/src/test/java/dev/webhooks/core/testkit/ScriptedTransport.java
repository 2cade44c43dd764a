package dev.webhooks.core.testkit;

import dev.webhooks.core.model.AttemptResult;
import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.model.Header;
import dev.webhooks.core.model.Timings;
import dev.webhooks.core.spi.HttpCall;
import dev.webhooks.core.spi.HttpExchange;
import dev.webhooks.core.spi.HttpTransport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A transport without a network: a script answers each call at once, or leaves it under way until
 * the test answers it. Thread-safe.
 */
public final class ScriptedTransport implements HttpTransport {
  private final List<Call> calls = new ArrayList<>();
  private Function<HttpCall, @Nullable AttemptResult> script;

  /** A call that was made. */
  public record Call(HttpCall request, CompletableFuture<HttpExchange> exchange) {
    /** Ends a call that was left under way. */
    public void answer(AttemptResult result) {
      exchange.complete(new HttpExchange(result, Timings.NONE, "192.0.2.1"));
    }

    /** The value of this request header, null without it. */
    public @Nullable String header(String name) {
      return request.headers().stream()
          .filter(header -> header.name().equalsIgnoreCase(name))
          .map(Header::value)
          .findFirst()
          .orElse(null);
    }

    /** The body as text. */
    public String body() {
      return new String(request.body(), StandardCharsets.UTF_8);
    }
  }

  /** Answers 200 with an empty body. */
  public ScriptedTransport() {
    this(call -> status(200));
  }

  /**
   * @param script the answer, or null to leave the call under way
   */
  public ScriptedTransport(Function<HttpCall, @Nullable AttemptResult> script) {
    this.script = script;
  }

  /** A response with an empty body. */
  public static AttemptResult status(int status, Header... headers) {
    return new AttemptResult.Response(status, List.of(headers), new byte[0], false);
  }

  /** A response with this body. */
  public static AttemptResult body(int status, String body) {
    return new AttemptResult.Response(
        status, List.of(), body.getBytes(StandardCharsets.UTF_8), false);
  }

  /** A call that failed. */
  public static AttemptResult failure(ErrorClass error) {
    return new AttemptResult.Failure(error, "scripted");
  }

  /** Answers by another script from now on. */
  public synchronized void script(Function<HttpCall, @Nullable AttemptResult> newScript) {
    this.script = newScript;
  }

  /** Leaves every call under way from now on. */
  public void hold() {
    script(call -> null);
  }

  /** The calls so far, oldest first. */
  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /** The calls that are under way. */
  public synchronized List<Call> open() {
    return calls.stream().filter(call -> !call.exchange().isDone()).toList();
  }

  @Override
  public CompletableFuture<HttpExchange> send(HttpCall request) {
    Call call = new Call(request, new CompletableFuture<>());
    AttemptResult result;
    synchronized (this) {
      calls.add(call);
      result = script.apply(request);
    }
    if (result != null) {
      call.answer(result);
    }
    return call.exchange();
  }

  @Override
  public void close() {
    open().forEach(call -> call.answer(failure(ErrorClass.CONNECTION_RESET)));
  }
}
