package dev.webhooks.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.AttemptResult.Failure;
import dev.webhooks.core.model.AttemptResult.Response;
import dev.webhooks.core.model.Header;
import dev.webhooks.core.spi.HttpCall;
import dev.webhooks.core.spi.HttpExchange;
import dev.webhooks.core.target.TargetPolicy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the suites of the transport share: calls, their outcomes, and one transport per test. */
@ExtendWith(NoLeaks.class)
abstract class TransportTestBase {
  static final byte[] BODY = "{\"id\":1}".getBytes(StandardCharsets.UTF_8);
  static final Duration LONG = Duration.ofSeconds(60);
  static final Duration SHORT = Duration.ofMillis(150);

  private NettyHttpTransport transport;

  @AfterEach
  void closeTransport() {
    if (transport != null) {
      transport.close();
    }
  }

  /** The transport of this test, with default settings unless one was made before. */
  final NettyHttpTransport transport() {
    return transport == null ? transport(options -> options) : transport;
  }

  final NettyHttpTransport transport(UnaryOperator<TransportOptions.Builder> settings) {
    return transport(settings, HostResolver.SYSTEM);
  }

  final NettyHttpTransport transport(
      UnaryOperator<TransportOptions.Builder> settings, HostResolver resolver) {
    return transport(settings, resolver, TargetPolicy.development());
  }

  final NettyHttpTransport transport(
      UnaryOperator<TransportOptions.Builder> settings,
      HostResolver resolver,
      TargetPolicy policy) {
    TransportOptions options = settings.apply(TransportOptions.builder()).build();
    transport = new NettyHttpTransport(policy, options, resolver);
    return transport;
  }

  final CompletableFuture<HttpExchange> start(URI url) {
    return transport().send(call(url));
  }

  final HttpExchange exchange(URI url) {
    return ended(start(url));
  }

  /** Calls until a kept-alive connection serves: the first ones may find theirs on probation. */
  final HttpExchange reusing(URI url) {
    for (int i = 0; i < 1000; i++) {
      HttpExchange exchange = exchange(url);
      if (exchange.timings().connect() == 0) {
        return exchange;
      }
    }
    throw new AssertionError("No connection was used twice");
  }

  final Response response(URI url) {
    return response(exchange(url));
  }

  final Failure failure(URI url) {
    return failure(exchange(url));
  }

  static HttpCall call(URI url, Header... headers) {
    return new HttpCall(url, List.of(headers), BODY, LONG, LONG);
  }

  static HttpCall impatient(URI url) {
    return new HttpCall(url, List.of(), BODY, LONG, SHORT);
  }

  static HttpExchange ended(CompletableFuture<HttpExchange> exchange) {
    return exchange.orTimeout(90, TimeUnit.SECONDS).join();
  }

  static Response response(HttpExchange exchange) {
    assertThat(exchange.result()).isInstanceOf(Response.class);
    return (Response) exchange.result();
  }

  static Failure failure(HttpExchange exchange) {
    assertThat(exchange.result()).isInstanceOf(Failure.class);
    return (Failure) exchange.result();
  }

  static String text(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
