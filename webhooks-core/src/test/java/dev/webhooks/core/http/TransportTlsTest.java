package dev.webhooks.core.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.webhooks.core.model.AttemptResult.Failure;
import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.spi.HttpExchange;
import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ScriptedReceiver;
import dev.webhooks.core.testkit.TestAuthority;
import io.netty.handler.ssl.SslContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the transport talks to over TLS. */
class TransportTlsTest extends TransportTestBase {
  private static final TestAuthority AUTHORITY = new TestAuthority();

  private ScriptedReceiver receiverWith(SslContext context) {
    return ScriptedReceiver.builder().tls(context).start();
  }

  private void trusting(TestAuthority authority) {
    TransportTls tls = trust(authority.pem());
    transport(options -> options.tls(tls), host -> List.of(InetAddress.getByName("127.0.0.1")));
  }

  @Test
  void a_receiver_of_a_trusted_authority_is_called_and_its_connection_kept() {
    trusting(AUTHORITY);
    try (var receiver = receiverWith(AUTHORITY.serverContext("shop.example"))) {
      HttpExchange first = exchange(receiver.url("shop.example", "/a"));
      HttpExchange second = reusing(receiver.url("shop.example", "/b"));

      assertThat(response(first).status()).isEqualTo(200);
      assertThat(response(second).status()).isEqualTo(200);
      assertThat(first.timings().tls()).isPositive();
      assertThat(second.timings().tls()).isZero();
      assertThat(receiver.requests().get(0).body()).isEqualTo(BODY);
    }
  }

  @Test
  void an_address_can_be_the_name_in_a_certificate() {
    trusting(AUTHORITY);
    try (var receiver = receiverWith(AUTHORITY.serverContext("127.0.0.1"))) {
      assertThat(response(receiver.url("127.0.0.1", "/")).status()).isEqualTo(200);
      assertThat(failure(receiver.url("shop.example", "/")).error())
          .isEqualTo(ErrorClass.TLS_ERROR);
    }
  }

  @Test
  void a_certificate_for_another_name_is_a_tls_error() {
    trusting(AUTHORITY);
    try (var receiver = receiverWith(AUTHORITY.serverContext("other.example"))) {
      Failure failure = failure(receiver.url("shop.example", "/"));

      assertThat(failure.error()).isEqualTo(ErrorClass.TLS_ERROR);
      assertThat(failure.detail()).contains("shop.example");
      assertThat(receiver.requestCount()).isZero();
    }
  }

  @Test
  void a_receiver_of_an_unknown_authority_is_a_tls_error() {
    trusting(AUTHORITY);
    try (var receiver = receiverWith(new TestAuthority().serverContext("shop.example"))) {
      assertThat(failure(receiver.url("shop.example", "/")).error())
          .isEqualTo(ErrorClass.TLS_ERROR);
    }
  }

  @Test
  void a_private_authority_is_not_trusted_by_default() {
    transport(options -> options, host -> List.of(InetAddress.getByName("127.0.0.1")));
    try (var receiver = receiverWith(AUTHORITY.serverContext("shop.example"))) {
      assertThat(failure(receiver.url("shop.example", "/")).error())
          .isEqualTo(ErrorClass.TLS_ERROR);
      assertThat(receiver.requestCount()).isZero();
    }
  }

  @Test
  void an_expired_certificate_is_a_tls_error() {
    trusting(AUTHORITY);
    try (var receiver = receiverWith(AUTHORITY.expiredServerContext("shop.example"))) {
      assertThat(failure(receiver.url("shop.example", "/")).error())
          .isEqualTo(ErrorClass.TLS_ERROR);
    }
  }

  @Test
  void a_receiver_that_speaks_no_tls_is_a_tls_error() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
      var call = start(URI.create("https://127.0.0.1:" + plain.getLocalPort() + "/"));
      try (Socket socket = plain.accept()) {
        socket.getOutputStream().write("HTTP/1.1 400 Bad\r\n\r\n".getBytes(US_ASCII));
        assertThat(failure(ended(call)).error()).isEqualTo(ErrorClass.TLS_ERROR);
      }
    }
  }

  @Test
  void large_answers_and_closed_connections_work_as_without_tls() {
    trusting(AUTHORITY);
    try (var receiver = receiverWith(AUTHORITY.serverContext("shop.example"))) {
      receiver.script(request -> Answer.of(200, new byte[200_000]));
      assertThat(response(receiver.url("shop.example", "/")).truncated()).isTrue();

      receiver.script(request -> Answer.untilClose(200, new byte[3]));
      assertThat(response(receiver.url("shop.example", "/")).body()).hasSize(3);

      receiver.script(request -> Answer.reset());
      assertThat(failure(receiver.url("shop.example", "/")).error())
          .isEqualTo(ErrorClass.CONNECTION_RESET);
      receiver.awaitOpenConnections(0);

      receiver.script(request -> Answer.ok());
      response(receiver.url("shop.example", "/"));
      receiver.closeConnections();
      receiver.awaitOpenConnections(0);
      response(receiver.url("shop.example", "/"));
    }
  }

  @Test
  void calls_beyond_the_limit_of_connections_wait_over_tls_too() {
    TransportTls tls = trust(AUTHORITY.pem());
    transport(
        options -> options.tls(tls).eventLoops(1).maxConnections(2),
        host -> List.of(InetAddress.getByName("127.0.0.1")));
    try (var receiver =
        receiverWith(AUTHORITY.serverContext("a.example", "b.example", "c.example"))) {
      List<java.util.concurrent.CompletableFuture<HttpExchange>> calls =
          new java.util.ArrayList<>();
      for (int i = 0; i < 60; i++) {
        calls.add(start(receiver.url("abc".charAt(i % 3) + ".example", "/")));
      }
      calls.forEach(call -> assertThat(response(ended(call)).status()).isEqualTo(200));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "nothing", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
  void what_is_no_list_of_certificates_is_refused(String pem) {
    assertThatIllegalArgumentException().isThrownBy(() -> trust(pem));
  }

  private static TransportTls trust(String pem) {
    try {
      return TransportTls.platformTrustAnd(new ByteArrayInputStream(pem.getBytes(US_ASCII)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
