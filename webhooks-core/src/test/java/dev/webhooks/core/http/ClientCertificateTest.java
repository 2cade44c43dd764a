package dev.webhooks.core.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.webhooks.core.model.ClientIdentity;
import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.spi.HttpCall;
import dev.webhooks.core.spi.HttpExchange;
import dev.webhooks.core.testkit.ReceivedRequest;
import dev.webhooks.core.testkit.ScriptedReceiver;
import dev.webhooks.core.testkit.TestAuthority;
import dev.webhooks.core.testkit.TestClient;
import io.netty.handler.ssl.SslContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As whom the transport calls receivers that ask for a certificate. */
class ClientCertificateTest extends TransportTestBase {
  private static final TestAuthority AUTHORITY = new TestAuthority();
  private static final TestClient SHOP = AUTHORITY.client("shop");
  private static final TestClient BANK = AUTHORITY.rsaClient("bank", 2048);

  private ScriptedReceiver receiver;

  @BeforeEach
  void startReceiver() throws IOException {
    receiver =
        ScriptedReceiver.builder().tls(AUTHORITY.serverContextForClients("shop.example")).start();
    byte[] trusted = AUTHORITY.pem().getBytes(US_ASCII);
    TransportTls tls = TransportTls.platformTrustAnd(new ByteArrayInputStream(trusted));
    transport(options -> options.tls(tls), host -> List.of(InetAddress.getByName("127.0.0.1")));
  }

  @AfterEach
  void closeReceiver() {
    receiver.close();
  }

  private CompletableFuture<HttpExchange> calling(@Nullable ClientIdentity identity) {
    URI url = receiver.url("shop.example", "/hook");
    return transport().send(new HttpCall(url, List.of(), BODY, LONG, LONG, identity));
  }

  @Test
  void the_identity_of_the_call_is_presented() {
    assertThat(response(ended(calling(SHOP.identity()))).status()).isEqualTo(200);
    assertThat(response(ended(calling(BANK.identity()))).status()).isEqualTo(200);
    assertThat(receiver.requests())
        .extracting(request -> request.findClient().orElseThrow())
        .containsExactly("CN=shop", "CN=bank");
  }

  @Test
  void without_an_identity_or_with_a_strangers_the_receiver_refuses() {
    TestClient stranger = new TestAuthority().client("shop");
    assertThat(failure(ended(calling(null))).error()).isEqualTo(ErrorClass.TLS_ERROR);
    assertThat(failure(ended(calling(stranger.identity()))).error())
        .isEqualTo(ErrorClass.TLS_ERROR);
    assertThat(receiver.requestCount()).isZero();
  }

  @Test
  void connections_of_one_identity_never_serve_another() {
    List<ClientIdentity> identities = List.of(SHOP.identity(), BANK.identity());
    for (int round = 0; round < 20; round++) {
      List<CompletableFuture<HttpExchange>> calls = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        calls.add(calling(identities.get(i % 2)));
      }
      calls.forEach(call -> assertThat(response(ended(call)).status()).isEqualTo(200));
      assertThat(failure(ended(calling(null))).error()).isEqualTo(ErrorClass.TLS_ERROR);
    }
    Map<Integer, String> clientOfConnection = new HashMap<>();
    Map<String, Integer> requests = new HashMap<>();
    for (ReceivedRequest request : receiver.requests()) {
      String client = request.findClient().orElseThrow();
      assertThat(clientOfConnection.merge(request.connection(), client, (before, now) -> before))
          .isEqualTo(client);
      requests.merge(client, 1, Integer::sum);
    }
    assertThat(requests).containsOnly(Map.entry("CN=shop", 100), Map.entry("CN=bank", 100));
    assertThat(clientOfConnection.size()).as("connections are reused").isLessThan(200);
  }

  @Test
  void a_connection_is_kept_for_its_identity() {
    ClientIdentity identity = SHOP.identity();
    HttpExchange exchange = ended(calling(identity));
    for (int i = 0; i < 1000 && exchange.timings().connect() != 0; i++) {
      exchange = ended(calling(SHOP.identity()));
    }
    assertThat(exchange.timings().connect()).isZero();
    assertThat(exchange.timings().tls()).isZero();
  }

  @Test
  void plain_http_presents_nothing_and_is_not_called() {
    URI url = URI.create("http://127.0.0.1:9/hook");
    HttpCall call = new HttpCall(url, List.of(), BODY, LONG, LONG, SHOP.identity());
    assertThatIllegalArgumentException().isThrownBy(() -> transport().send(call));
  }

  @Test
  void contexts_are_made_once_and_only_those_used_last_are_kept() {
    SslContext context = AUTHORITY.serverContext("any");
    List<ClientIdentity> made = new ArrayList<>();
    ClientContexts contexts =
        new ClientContexts(
            2,
            identity -> {
              made.add(identity);
              return context;
            });
    ClientIdentity third = AUTHORITY.client("third").identity();
    for (ClientIdentity asked :
        List.of(SHOP.identity(), BANK.identity(), SHOP.identity(), third, SHOP.identity())) {
      assertThat(contexts.of(asked)).isSameAs(context);
    }
    assertThat(made).containsExactly(SHOP.identity(), BANK.identity(), third);
    contexts.of(BANK.identity());
    assertThat(made).endsWith(BANK.identity()).hasSize(4);
  }
}
