package dev.webhooks.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.AttemptResult.Failure;
import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.model.Header;
import dev.webhooks.core.spi.HttpExchange;
import dev.webhooks.core.target.TargetPolicy;
import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ReceivedRequest;
import dev.webhooks.core.testkit.ScriptedReceiver;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When a connection is used again, and that no request ever is. */
class KeepAliveTest extends TransportTestBase {
  private final ScriptedReceiver receiver = ScriptedReceiver.answering(Answer.ok());

  @AfterEach
  void closeReceiver() {
    receiver.close();
  }

  @Test
  void calls_after_each_other_share_a_connection() {
    for (int i = 0; i < 100; i++) {
      response(receiver.url("/" + i));
    }
    // For its first 10 ms of silence a connection is on probation, and another one is opened.
    assertThat(receiver.connectionCount()).isLessThan(80);
    assertThat(receiver.requestCount()).isEqualTo(100);
  }

  static Stream<Answer> lastAnswers() {
    return Stream.of(
        Answer.status(200, new Header("Connection", "close")),
        Answer.status(200, new Header("keep-alive", "timeout=1")),
        Answer.raw("HTTP/1.0 200 OK\r\ncontent-length: 0\r\n\r\n"),
        Answer.raw(
            "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\nHTTP/1.1 200 Not asked for\r\n\r\n"),
        Answer.raw("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nlonger than announced"),
        Answer.raw("HTTP/1.1 204 No Content\r\n\r\n{\"success\":true}"),
        Answer.ok().thenClose());
  }

  @ParameterizedTest
  @MethodSource("lastAnswers")
  void a_connection_is_not_used_again_when_the_receiver_does_not_want_it(Answer answer) {
    transport(options -> options.idleTimeout(LONG.multipliedBy(10)));
    receiver.script(request -> answer);

    response(receiver.url("/"));
    receiver.awaitOpenConnections(0);
    response(receiver.url("/"));

    assertThat(receiver.connectionCount()).isEqualTo(2);
  }

  @Test
  void an_idle_connection_that_the_receiver_closed_is_replaced() {
    for (int i = 0; i < 10; i++) {
      response(receiver.url("/"));
      receiver.closeConnections();
      receiver.awaitOpenConnections(0);
    }
    assertThat(receiver.requestCount()).isEqualTo(10);
    assertThat(receiver.connectionCount()).isEqualTo(10);
  }

  @Test
  void a_post_on_a_connection_that_closes_without_an_answer_is_not_repeated() {
    receiver.script(request -> request.path().equals("/second") ? Answer.close() : Answer.ok());
    reusing(receiver.url("/first"));

    HttpExchange second = exchange(receiver.url("/second"));

    assertThat(failure(second).error()).isEqualTo(ErrorClass.CONNECTION_RESET);
    assertThat(failure(second).detail())
        .isEqualTo("The receiver closed the kept-alive connection without answering.");
    assertThat(receiver.requests()).extracting(ReceivedRequest::path).containsOnlyOnce("/second");
  }

  @Test
  void a_receiver_that_closes_after_every_answer_unannounced_costs_hardly_a_call() {
    transport(options -> options.maxConnectionsPerHost(4));
    receiver.script(request -> Answer.ok().thenClose());
    List<CompletableFuture<HttpExchange>> calls =
        Stream.generate(() -> start(receiver.url("/"))).limit(200).toList();

    long failed = calls.stream().filter(call -> ended(call).result() instanceof Failure).count();

    // None, unless the receiver was stopped by the system between its answer and its close.
    assertThat(failed).isLessThan(10);
  }

  @Test
  void bytes_nobody_asked_for_close_an_idle_connection() {
    transport(options -> options.idleTimeout(LONG.multipliedBy(10)));
    receiver.script(
        request ->
            Answer.raw("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\nHTTP/1.1 200 Late\r\n\r\n")
                .trickled(39, Duration.ofMillis(50)));

    response(receiver.url("/"));

    receiver.awaitOpenConnections(0);
  }

  @Test
  void an_idle_connection_is_closed_after_the_idle_timeout() {
    transport(options -> options.idleTimeout(Duration.ofMillis(50)));

    response(receiver.url("/"));

    receiver.awaitOpenConnections(0);
  }

  @Test
  void an_old_connection_is_closed_after_its_answer() {
    transport(
        options -> options.connectionLifetime(Duration.ZERO).idleTimeout(LONG.multipliedBy(10)));

    response(receiver.url("/"));

    receiver.awaitOpenConnections(0);
  }

  @Test
  void idle_connections_are_closed_after_the_idle_timeout_however_many_there_are() {
    transport(
        options ->
            options.eventLoops(1).maxConnectionsPerHost(250).idleTimeout(Duration.ofMillis(100)));
    receiver.script(request -> Answer.ok().after(Duration.ofMillis(50)));

    allAnswered(250, i -> start(receiver.url("/")));

    receiver.awaitOpenConnections(0);
    assertThat(receiver.connectionCount()).isGreaterThan(100);
  }

  @Test
  void a_host_gets_no_more_connections_than_allowed_and_the_others_wait() {
    transport(options -> options.maxConnectionsPerHost(4));

    allAnswered(200, i -> start(receiver.url("/")));

    assertThat(receiver.connectionCount()).isLessThanOrEqualTo(4);
    assertThat(receiver.requestCount()).isEqualTo(200);
  }

  @Test
  void hosts_share_the_connections_there_are() {
    transport(options -> options.eventLoops(1).maxConnections(3));
    try (var many = ScriptedReceiver.builder().addresses(20).start()) {
      allAnswered(400, i -> start(many.url("127.0.0." + (1 + i % 20), "/")));

      assertThat(many.requestCount()).isEqualTo(400);
      assertThat(many.openConnections()).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void a_host_that_needs_room_ends_one_connection_of_the_others_and_not_all() throws Exception {
    int room = 100;
    transport(
        options -> options.eventLoops(1).maxConnections(room),
        host -> {
          throw new UnknownHostException(host);
        });
    var first = new CompletableFuture<Void>();
    var second = new CompletableFuture<Void>();
    var open = CompletableFuture.<Void>completedFuture(null);
    var gates = Map.of("/first", first, "/second", second, "/", open);
    try (var many =
        ScriptedReceiver.builder()
            .addresses(2)
            .script(request -> Answer.ok().once(gates.get(request.path())))
            .start()) {
      var calls = startedTogether(room, many.url("/first"));
      many.awaitRequests(room);
      first.complete(null);
      calls.forEach(call -> assertThat(response(ended(call)).status()).isEqualTo(200));
      calls = startedTogether(room, many.url("/second"));
      many.awaitRequests(2 * room);

      // The hundred answers are there when the loop turns to them, behind the call that needs room.
      var loop = heldLoop();
      var needy = start(many.url("127.0.0.2", "/"));
      second.complete(null);
      try {
        awaitAnsweredByAnother(many);
      } finally {
        loop.countDown();
      }

      assertThat(response(ended(needy)).status()).isEqualTo(200);
      calls.forEach(call -> assertThat(response(ended(call)).status()).isEqualTo(200));
      allAnswered(room - 1, i -> start(many.url("/")));
      assertThat(many.connectionCount()).isEqualTo(room + 2);
    }
  }

  /** Stops the transport's loop by the end of a call, until the latch is counted down. */
  private CountDownLatch heldLoop() throws InterruptedException {
    var held = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var unused =
        start(URI.create("http://nobody.example/"))
            .thenRun(
                () -> {
                  held.countDown();
                  awaitQuietly(goOn);
                });
    held.await();
    return goOn;
  }

  /** The receiver has one thread: what it was to write before is written. */
  private static void awaitAnsweredByAnother(ScriptedReceiver receiver) {
    try (var other =
        new NettyHttpTransport(
            TargetPolicy.development(), TransportOptions.builder().build(), HostResolver.SYSTEM)) {
      assertThat(response(ended(other.send(call(receiver.url("/"))))).status()).isEqualTo(200);
    }
  }

  private List<CompletableFuture<HttpExchange>> startedTogether(int count, URI url) {
    return Stream.generate(() -> start(url)).limit(count).toList();
  }

  private static void allAnswered(
      int count, IntFunction<CompletableFuture<HttpExchange>> starting) {
    List<CompletableFuture<HttpExchange>> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      calls.add(starting.apply(i));
    }
    calls.forEach(call -> assertThat(response(ended(call)).status()).isEqualTo(200));
  }
}
