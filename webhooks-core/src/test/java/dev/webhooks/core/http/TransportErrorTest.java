package dev.webhooks.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.AttemptResult.Failure;
import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.model.Timings;
import dev.webhooks.core.spi.HttpCall;
import dev.webhooks.core.spi.HttpExchange;
import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ScriptedReceiver;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which there is no answer, and the time it takes to find out. */
class TransportErrorTest extends TransportTestBase {
  @Test
  void an_unknown_name_is_a_dns_error() {
    transport(
        options -> options,
        host -> {
          throw new UnknownHostException(host);
        });

    HttpExchange exchange = exchange(URI.create("http://nowhere.example/secret-path?key=secret"));

    assertThat(failure(exchange))
        .isEqualTo(new Failure(ErrorClass.DNS_ERROR, "The name nowhere.example has no address."));
    assertThat(exchange.address()).isNull();
  }

  @Test
  void a_resolver_that_breaks_is_a_dns_error() {
    transport(
        options -> options,
        host -> {
          throw new IllegalStateException("no network");
        });

    assertThat(failure(URI.create("http://nowhere.example/")).error())
        .isEqualTo(ErrorClass.DNS_ERROR);
  }

  @Test
  void a_port_without_a_listener_is_a_refused_connection() throws Exception {
    HttpExchange exchange = exchange(URI.create("http://127.0.0.1:" + freePort() + "/"));

    assertThat(failure(exchange).error()).isEqualTo(ErrorClass.CONNECTION_REFUSED);
    assertThat(exchange.address()).isEqualTo("127.0.0.1");
    assertThat(exchange.timings().total()).isPositive();
    assertThat(exchange.timings().firstByte()).isZero();
  }

  static Stream<Answer> brokenAnswers() {
    return Stream.of(
        Answer.reset(),
        Answer.close(),
        Answer.raw("HTTP/1.1 200").thenClose(),
        Answer.raw("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf").thenClose(),
        Answer.raw("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf").thenReset(),
        Answer.raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n")
            .thenClose());
  }

  @ParameterizedTest
  @MethodSource("brokenAnswers")
  void a_connection_that_ends_before_the_answer_does_is_reset_and_nothing_is_repeated(
      Answer answer) {
    try (var receiver = ScriptedReceiver.answering(answer)) {
      assertThat(failure(receiver.url("/")).error()).isEqualTo(ErrorClass.CONNECTION_RESET);
      assertThat(receiver.requestCount()).isEqualTo(1);
      assertThat(receiver.connectionCount()).isEqualTo(1);
    }
  }

  static Stream<Answer> slowAnswers() {
    Answer whole = Answer.of(200, new byte[1000]);
    return Stream.of(
        Answer.hang(),
        whole.trickled(1, Duration.ofMillis(5)),
        Answer.chunked(200, new byte[1000]).trickled(1, Duration.ofMillis(5)),
        Answer.untilClose(200, new byte[1000]).trickled(1, Duration.ofMillis(5)),
        Answer.raw("HTTP/1.1 100 Continue\r\n\r\n".repeat(1000)).trickled(5, Duration.ofMillis(5)));
  }

  @ParameterizedTest
  @MethodSource("slowAnswers")
  void an_answer_that_is_not_whole_at_the_deadline_is_a_timeout(Answer answer) {
    try (var receiver = ScriptedReceiver.answering(answer)) {
      HttpExchange exchange = ended(transport().send(impatient(receiver.url("/"))));

      assertThat(failure(exchange).error()).isEqualTo(ErrorClass.TIMEOUT);
      assertThat(failure(exchange).detail()).startsWith("No whole answer within 0.15 s: ");
      assertThat(exchange.address()).isEqualTo("127.0.0.1");
      receiver.awaitOpenConnections(0);
    }
  }

  @Test
  void the_deadline_includes_the_name_look_up() {
    CountDownLatch never = new CountDownLatch(1);
    transport(options -> options, host -> await(never));

    Failure failure =
        failure(ended(transport().send(impatient(URI.create("http://slow.example")))));

    assertThat(failure.error()).isEqualTo(ErrorClass.TIMEOUT);
    assertThat(failure.detail()).endsWith("looking up slow.example.");
    never.countDown();
  }

  @Test
  void the_deadline_includes_waiting_for_a_connection() {
    transport(options -> options.maxConnectionsPerHost(1));
    try (var receiver = ScriptedReceiver.answering(Answer.hang())) {
      var first = start(receiver.url("/first"));
      receiver.awaitRequests(1);

      Failure failure = failure(ended(transport().send(impatient(receiver.url("/second")))));

      assertThat(failure.error()).isEqualTo(ErrorClass.TIMEOUT);
      assertThat(failure.detail()).endsWith("waiting for a free connection.");
      assertThat(first).isNotDone();
      assertThat(receiver.requestCount()).isEqualTo(1);
    }
  }

  @Test
  void a_tls_handshake_that_does_not_end_is_a_connect_timeout() {
    try (var receiver = ScriptedReceiver.answering(Answer.hang())) {
      URI url = URI.create("https://127.0.0.1:" + receiver.port() + "/");

      HttpExchange exchange = ended(transport().send(impatientToConnect(url)));

      assertThat(failure(exchange))
          .isEqualTo(
              new Failure(ErrorClass.CONNECT_TIMEOUT, "No connection to 127.0.0.1 within 0.15 s."));
      receiver.awaitOpenConnections(0);
    }
  }

  @Test
  void a_tcp_handshake_that_does_not_end_is_a_connect_timeout() throws Exception {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (ServerSocket deaf = new ServerSocket(0, 1, loopback)) {
      URI url = URI.create("http://127.0.0.1:" + deaf.getLocalPort() + "/");
      // Nobody accepts: once the backlog is full the system drops further handshakes.
      List<Failure> failures =
          Stream.generate(() -> transport().send(impatientToConnect(url)))
              .limit(8)
              .toList()
              .stream()
              .map(call -> failure(ended(call)))
              .toList();

      assertThat(failures).extracting(Failure::error).contains(ErrorClass.CONNECT_TIMEOUT);
    }
  }

  @Test
  void the_time_is_split_into_its_phases() {
    CountDownLatch never = new CountDownLatch(1);
    transport(options -> options, host -> loopbackAfter(never, Duration.ofMillis(30)));
    try (var receiver = ScriptedReceiver.answering(Answer.ok().after(Duration.ofMillis(30)))) {
      HttpExchange first = exchange(receiver.url("shop.example", "/"));
      HttpExchange second = reusing(receiver.url("shop.example", "/"));

      Timings fresh = first.timings();
      assertThat(fresh.dns()).isPositive();
      assertThat(fresh.connect()).isPositive();
      assertThat(fresh.tls()).isZero();
      assertThat(fresh.firstByte()).isGreaterThanOrEqualTo(29_000);
      assertThat(fresh.total())
          .isGreaterThanOrEqualTo(fresh.dns() + fresh.connect() + fresh.firstByte());
      assertThat(second.timings().dns() + second.timings().connect()).isZero();
      assertThat(second.address()).isEqualTo("127.0.0.1");
    }
  }

  private static List<InetAddress> loopbackAfter(CountDownLatch latch, Duration limit)
      throws UnknownHostException {
    try {
      latch.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return List.of(InetAddress.getByName("127.0.0.1"));
  }

  private static HttpCall impatientToConnect(URI url) {
    return new HttpCall(url, List.of(), BODY, SHORT, Duration.ofSeconds(3));
  }

  private static List<InetAddress> await(CountDownLatch latch) throws UnknownHostException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new UnknownHostException();
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
