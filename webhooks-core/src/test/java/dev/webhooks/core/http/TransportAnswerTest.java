package dev.webhooks.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.AttemptResult.Failure;
import dev.webhooks.core.model.AttemptResult.Response;
import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.model.Header;
import dev.webhooks.core.spi.HttpCall;
import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ReceivedRequest;
import dev.webhooks.core.testkit.ScriptedReceiver;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, and what is made of what comes back. */
class TransportAnswerTest extends TransportTestBase {
  private final ScriptedReceiver receiver = ScriptedReceiver.answering(Answer.ok());

  @AfterEach
  void closeReceiver() {
    receiver.close();
  }

  @Test
  void the_request_arrives_as_it_was_given() {
    Header first = new Header("X-First", "1");
    Header second = new Header("content-type", "application/json");

    ended(transport().send(call(receiver.url("/hook/%20?a=b&c"), first, second)));

    ReceivedRequest request = receiver.awaitRequests(1).get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/hook/%20?a=b&c");
    assertThat(request.body()).isEqualTo(BODY);
    assertThat(request.headers())
        .containsExactly(
            new Header("host", "127.0.0.1:" + receiver.port()),
            new Header("content-length", "8"),
            first,
            second);
  }

  @Test
  void a_large_body_arrives_whole() {
    byte[] large = new byte[3_000_000];
    Arrays.fill(large, (byte) 'x');

    ended(transport().send(new HttpCall(receiver.url("/"), List.of(), large, LONG, LONG)));

    assertThat(receiver.awaitRequests(1).get(0).body()).isEqualTo(large);
  }

  @Test
  void status_headers_and_body_come_back_as_sent() {
    Header twice = new Header("X-Twice", "a");
    receiver.script(
        request -> Answer.of(418, "short and stout", twice, new Header("x-twice", "b, c")));

    Response response = response(receiver.url("/"));

    assertThat(response.status()).isEqualTo(418);
    assertThat(response.headers())
        .containsExactly(twice, new Header("x-twice", "b, c"), new Header("content-length", "15"));
    assertThat(text(response)).isEqualTo("short and stout");
    assertThat(response.truncated()).isFalse();
  }

  static Stream<Arguments> bodies() {
    byte[] body = "whole".getBytes(StandardCharsets.UTF_8);
    return Stream.of(
        Arguments.of("length", Answer.of(200, body)),
        Arguments.of("chunked", Answer.chunked(200, body)),
        Arguments.of("until close", Answer.untilClose(200, body)),
        Arguments.of(
            "byte by byte", Answer.chunked(200, body).trickled(1, java.time.Duration.ZERO)),
        Arguments.of("HTTP/1.0", Answer.raw("HTTP/1.0 200 OK\r\n\r\nwhole").thenClose()),
        Arguments.of(
            "after interim answers",
            Answer.raw(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n"
                    + "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nwhole")),
        Arguments.of(
            "trailers",
            Answer.raw(
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
                    + "5;ext=1\r\nwhole\r\n0\r\nx: y\r\n\r\n")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void a_body_is_read_to_its_end(String name, Answer answer) {
    receiver.script(request -> answer);

    Response response = response(receiver.url("/"));

    assertThat(response.status()).isEqualTo(200);
    assertThat(text(response)).isEqualTo("whole");
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  void an_answer_that_cannot_have_a_body_ends_with_its_head(int status) {
    receiver.script(request -> Answer.raw("HTTP/1.1 " + status + " None\r\nx: y\r\n\r\n"));

    assertThat(response(receiver.url("/")).status()).isEqualTo(status);
    assertThat(response(receiver.url("/")).body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void a_redirect_is_an_answer_like_any_other(int status) {
    String elsewhere = receiver.url("/elsewhere").toString();
    receiver.script(request -> Answer.status(status, new Header("location", elsewhere)));

    assertThat(response(receiver.url("/")).status()).isEqualTo(status);
    assertThat(receiver.requestCount()).isEqualTo(1);
  }

  @Test
  void cookies_are_not_kept_and_nothing_is_decompressed() {
    Header cookie = new Header("set-cookie", "a=b");
    Header gzip = new Header("content-encoding", "gzip");
    receiver.script(request -> Answer.of(200, "not really gzip", cookie, gzip));

    assertThat(text(response(receiver.url("/")))).isEqualTo("not really gzip");
    response(receiver.url("/"));

    assertThat(receiver.requests().get(1).head()).doesNotContainIgnoringCase("cookie");
    assertThat(receiver.requests().get(1).head()).doesNotContainIgnoringCase("accept-encoding");
  }

  static Stream<Arguments> longBodies() {
    byte[] body = new byte[70_000];
    return Stream.of(
        Arguments.of(Answer.of(200, body)),
        Arguments.of(Answer.chunked(200, body)),
        Arguments.of(Answer.untilClose(200, body)));
  }

  @ParameterizedTest
  @MethodSource("longBodies")
  void a_body_beyond_the_limit_is_cut_and_the_connection_closed(Answer answer) {
    receiver.script(request -> answer);

    Response response = response(receiver.url("/"));

    assertThat(response.body()).hasSize(64 * 1024);
    assertThat(response.truncated()).isTrue();
    receiver.awaitOpenConnections(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {99, 100})
  void a_body_within_the_limit_is_whole(int length) {
    transport(options -> options.maxBodyBytes(100));
    receiver.script(request -> Answer.chunked(200, new byte[length]));

    Response response = response(receiver.url("/"));

    assertThat(response.body()).hasSize(length);
    assertThat(response.truncated()).isFalse();
  }

  @Test
  void an_endless_body_ends_at_the_limit() {
    receiver.script(request -> Answer.of(200, new byte[50_000_000]));

    assertThat(response(receiver.url("/")).truncated()).isTrue();
    receiver.awaitOpenConnections(0);
  }

  static Stream<Arguments> notHttp() {
    String line = "HTTP/1.1 200 OK\r\n";
    return Stream.of(
        Arguments.of("SSH-2.0-OpenSSH_9.2\r\n", "The answer is not HTTP/1.1"),
        Arguments.of("HTTP/1.1 abc\r\n\r\n", "The answer is not HTTP/1.1"),
        Arguments.of("HTTP/1.1 99 Low\r\n\r\n", "The answer is not HTTP/1.1"),
        Arguments.of("HTTP/1.1 1000 High\r\n\r\n", "The answer is not HTTP/1.1"),
        Arguments.of("HTTP/1.1 65736 200\r\n\r\n", "The answer is not HTTP/1.1"),
        Arguments.of(line + "content-length: -5\r\n\r\n", "The answer is not HTTP/1.1"),
        Arguments.of(
            line + "transfer-encoding: chunked\r\n\r\nzz\r\n", "The answer is not HTTP/1.1"),
        Arguments.of("HTTP/1.1 101 Switching\r\nupgrade: h2c\r\n\r\n", "changed the protocol"),
        Arguments.of(line + "x: " + "y".repeat(17_000) + "\r\n\r\n", "are too long"),
        Arguments.of(line + "x: y\r\n".repeat(5_000) + "\r\n", "are too long"),
        Arguments.of("HTTP/1.1 200 " + "OK".repeat(9_000) + "\r\n\r\n", "are too long"),
        Arguments.of("x".repeat(100_000), "are too long"),
        Arguments.of(
            "HTTP/1.1 100 Continue\r\n\r\n".repeat(100_000) + line + "content-length: 0\r\n\r\n",
            "sent far more"),
        Arguments.of(
            line
                + "transfer-encoding: chunked\r\n\r\n"
                + ("1;" + "x".repeat(10_000) + "\r\na\r\n").repeat(200)
                + "0\r\n\r\n",
            "sent far more"));
  }

  @ParameterizedTest
  @MethodSource("notHttp")
  void an_answer_that_is_no_answer_counts_as_a_broken_connection(String bytes, String detail) {
    receiver.script(request -> Answer.raw(bytes));

    Failure failure = failure(receiver.url("/"));

    assertThat(failure.error()).isEqualTo(ErrorClass.CONNECTION_RESET);
    assertThat(failure.detail()).contains(detail);
    receiver.awaitOpenConnections(0);
  }

  @Test
  void control_characters_in_headers_become_spaces() {
    receiver.script(
        request ->
            Answer.raw("HTTP/1.1 200 OK\r\nx: a\u0000b\u0007\tc\r\ncontent-length: 0\r\n\r\n"));

    assertThat(response(receiver.url("/")).headers()).contains(new Header("x", "a b \tc"));
  }
}
