package dev.webhooks.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.AttemptResult.Failure;
import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.spi.HttpExchange;
import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ScriptedReceiver;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Thousands of calls at a time, few threads, and the end of it. */
class ManyCallsTest extends TransportTestBase {
  @Test
  void five_thousand_calls_are_in_flight_on_two_threads() {
    transport(options -> options.eventLoops(2));
    CompletableFuture<Void> gate = new CompletableFuture<>();
    try (var receiver =
        ScriptedReceiver.builder()
            .addresses(50)
            .countingOnly()
            .script(request -> Answer.ok().once(gate))
            .start()) {
      var calls = started(5_000, i -> start(receiver.url("127.0.0." + (1 + i % 50), "/")));

      receiver.awaitOpenConnections(5_000);
      assertThat(calls).noneMatch(CompletableFuture::isDone);
      assertThat(transportThreads()).hasSizeLessThanOrEqualTo(2);
      gate.complete(null);
      calls.forEach(call -> assertThat(response(ended(call)).status()).isEqualTo(200));
      assertThat(receiver.requestCount()).isEqualTo(5_000);
    }
  }

  @Test
  void a_call_may_be_started_when_another_ends() {
    try (var receiver = ScriptedReceiver.answering(Answer.ok())) {
      CompletableFuture<HttpExchange> last = start(receiver.url("/"));
      for (int i = 0; i < 500; i++) {
        last = last.thenCompose(done -> start(receiver.url("/")));
      }
      assertThat(response(ended(last)).status()).isEqualTo(200);
      assertThat(receiver.connectionCount()).isLessThan(400);
    }
  }

  @Test
  void closing_ends_everything_under_way() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    transport(
        options -> options.maxConnectionsPerHost(2),
        host -> {
          awaitQuietly(never);
          throw new UnknownHostException(host);
        });
    try (var receiver = ScriptedReceiver.answering(Answer.hang())) {
      var calls = started(10, i -> start(receiver.url("/")));
      calls.add(start(URI.create("http://slow.example/")));
      calls.add(start(URI.create("https://127.0.0.1:" + receiver.port() + "/")));
      receiver.awaitRequests(2);

      transport().close();

      for (CompletableFuture<HttpExchange> call : calls) {
        assertThat(failure(call.get(0, TimeUnit.SECONDS)))
            .isEqualTo(new Failure(ErrorClass.CONNECTION_RESET, "The transport was closed."));
      }
      awaitNoTransportThreads();
      receiver.awaitOpenConnections(0);
      assertThat(failure(receiver.url("/")).error()).isEqualTo(ErrorClass.CONNECTION_RESET);
    } finally {
      never.countDown();
    }
  }

  @Test
  void it_can_be_closed_by_the_end_of_a_call() {
    try (var receiver = ScriptedReceiver.answering(Answer.ok())) {
      var closing = start(receiver.url("/")).thenAccept(exchange -> transport().close());

      assertThat(closing.orTimeout(10, TimeUnit.SECONDS)).succeedsWithin(LONG);
      receiver.awaitOpenConnections(0);
    }
  }

  @Test
  void names_that_hang_do_not_keep_others_from_being_resolved() {
    CountDownLatch never = new CountDownLatch(1);
    transport(
        options -> options.resolverThreads(4),
        host -> {
          if (host.startsWith("slow")) {
            awaitQuietly(never);
          }
          return List.of(InetAddress.getByName("127.0.0.1"));
        });
    try (var receiver = ScriptedReceiver.answering(Answer.ok())) {
      var slow = started(100, i -> start(receiver.url("slow" + i % 2 + ".example", "/")));

      assertThat(response(receiver.url("quick.example", "/")).status()).isEqualTo(200);
      assertThat(slow).noneMatch(CompletableFuture::isDone);

      never.countDown();
      slow.forEach(call -> assertThat(response(ended(call)).status()).isEqualTo(200));
    }
  }

  private static List<CompletableFuture<HttpExchange>> started(
      int count, IntFunction<CompletableFuture<HttpExchange>> starting) {
    List<CompletableFuture<HttpExchange>> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      calls.add(starting.apply(i));
    }
    return calls;
  }

  private static void awaitNoTransportThreads() {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (!transportThreads().isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(transportThreads()).isEmpty();
  }

  private static List<String> transportThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("webhooks-http"))
        .filter(name -> !name.contains("dns"))
        .toList();
  }
}
