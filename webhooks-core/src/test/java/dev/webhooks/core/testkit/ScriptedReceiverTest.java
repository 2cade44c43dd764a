package dev.webhooks.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.webhooks.core.model.Header;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScriptedReceiverTest {
  private static final String REQUEST =
      "POST /a?b=c HTTP/1.1\r\nHost: x\r\ncontent-length: 3\r\n\r\nabc";

  @Test
  void it_records_method_path_headers_and_body() throws IOException {
    try (var receiver = ScriptedReceiver.answering(Answer.ok().thenClose())) {
      exchange(receiver, REQUEST);

      ReceivedRequest request = receiver.awaitRequests(1).get(0);
      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.path()).isEqualTo("/a?b=c");
      assertThat(request.headers())
          .containsExactly(new Header("Host", "x"), new Header("content-length", "3"));
      assertThat(request.bodyText()).isEqualTo("abc");
      assertThat(request.findHeader("CONTENT-LENGTH")).contains("3");
    }
  }

  @Test
  void the_script_sees_the_request_and_decides_the_answer() throws IOException {
    try (var receiver =
        ScriptedReceiver.start(request -> Answer.of(201, request.path()).thenClose())) {
      assertThat(exchange(receiver, REQUEST))
          .isEqualTo("HTTP/1.1 201 Scripted\r\ncontent-length: 6\r\n\r\n/a?b=c");
    }
  }

  @Test
  void a_trickled_answer_is_whole_in_the_end() throws IOException {
    Answer answer = Answer.chunked(200, "slow".getBytes(StandardCharsets.UTF_8)).thenClose();
    try (var receiver = ScriptedReceiver.answering(answer.trickled(5, Duration.ofMillis(1)))) {
      assertThat(exchange(receiver, REQUEST)).endsWith("\r\n\r\n4\r\nslow\r\n0\r\n\r\n");
    }
  }

  @Test
  void a_reset_is_a_reset() {
    try (var receiver = ScriptedReceiver.answering(Answer.reset())) {
      assertThatThrownBy(() -> exchange(receiver, REQUEST)).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void several_loopback_addresses_share_a_port() throws IOException {
    try (var receiver = ScriptedReceiver.builder().addresses(3).start();
        Socket socket = new Socket(InetAddress.getByName("127.0.0.3"), receiver.port())) {
      socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.UTF_8));
      assertThat(receiver.awaitRequests(1)).hasSize(1);
      receiver.closeConnections();
      receiver.awaitOpenConnections(0);
    }
  }

  @Test
  void certificates_are_good_for_their_names_and_issued_by_the_authority() throws Exception {
    TestAuthority authority = new TestAuthority();
    authority.certificate().verify(authority.certificate().getPublicKey());
    assertThat(authority.certificate().getBasicConstraints()).isNotNegative();
    assertThat(authority.serverContext("localhost", "127.0.0.1", "::1").isServer()).isTrue();
    assertThat(Stream.of(authority.pem().split("\n"))).hasSizeGreaterThan(5);
  }

  private static String exchange(ScriptedReceiver receiver, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), receiver.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
