package dev.webhooks.it;

import static dev.webhooks.it.support.PrivateAuthority.AUTHORITY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.ClientIdentity;
import dev.webhooks.core.testkit.ReceivedRequest;
import dev.webhooks.core.testkit.ScriptedReceiver;
import dev.webhooks.core.testkit.TestAuthority;
import dev.webhooks.core.testkit.TestClient;
import dev.webhooks.it.support.BlackBox;
import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.PrivateAuthority;
import dev.webhooks.it.support.Reply;
import dev.webhooks.it.support.Requests;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Endpoints whose receiver knows the service by a client certificate. */
class MutualTlsIT extends BlackBox {
  private static final TestClient SHOP = AUTHORITY.client("shop");

  private final ScriptedReceiver guarded = PrivateAuthority.receiverForClients();

  @AfterEach
  void closeGuarded() {
    guarded.close();
  }

  private static JsonObject mtls(TestClient client) {
    return mtls(client.certificates(), client.privateKey());
  }

  private static JsonObject mtls(String certificate, String privateKey) {
    return Fields.of("type", "mtls", "certificate", certificate, "private_key", privateKey);
  }

  private JsonObject newGuarded(TestClient client) {
    return newEndpoint("url", guarded.url("/hook").toString(), "authentication", mtls(client));
  }

  private void publish() {
    api.post("events", Requests.event("payment.succeeded", "ORDER-1")).expect(202);
  }

  @Test
  void the_certificate_is_presented_and_nothing_is_signed() {
    assertThat(newGuarded(SHOP).isNull("secret")).isTrue();
    publish();

    ReceivedRequest request = guarded.awaitRequests(1).get(0);

    assertThat(request.findClient()).hasValue("CN=shop");
    assertThat(request.findHeader("X-Webhook-Event-Type")).hasValue("payment.succeeded");
    assertThat(request.findHeader("X-Webhook-Signature")).isEmpty();
    assertThat(request.findHeader("webhook-signature")).isEmpty();
    assertThat(request.findHeader("Authorization")).isEmpty();
  }

  @Test
  void two_endpoints_of_one_receiver_keep_to_their_own_certificates() {
    newGuarded(SHOP);
    newGuarded(AUTHORITY.rsaClient("bank", 2048));
    for (int i = 0; i < 10; i++) {
      publish();
    }
    List<String> clients =
        guarded.awaitRequests(20).stream()
            .map(request -> request.connection() + " " + request.findClient().orElseThrow())
            .toList();
    assertThat(clients).filteredOn(text -> text.endsWith("CN=shop")).hasSize(10);
    assertThat(clients).filteredOn(text -> text.endsWith("CN=bank")).hasSize(10);
    assertThat(clients.stream().distinct().map(text -> text.split(" ", -1)[0]))
        .doesNotHaveDuplicates();
  }

  @Test
  void a_receiver_that_does_not_know_the_certificate_is_a_tls_error() {
    JsonObject endpoint = newGuarded(new TestAuthority().client("stranger"));
    JsonObject attempt =
        api.post("endpoints/" + endpoint.getInt("id") + "/test").expect(200).data();
    assertThat(attempt.getString("error")).isEqualTo("tls_error");
  }

  @Test
  void reads_show_whose_certificate_it_is_and_never_the_key() {
    String path = "endpoints/" + newGuarded(SHOP).getInt("id");
    Reply read = api.get(path).expect(200);
    var certificate = SHOP.identity().certificate();
    assertThat(read.data().getJsonObject("authentication"))
        .isEqualTo(
            Fields.of(
                "type",
                "mtls",
                "subject",
                "CN=shop",
                "fingerprint",
                ClientIdentity.fingerprint(certificate),
                "expires_at",
                certificate.getNotAfter().toInstant().toString(),
                "private_key",
                "****"));
    assertThat(read.data().getJsonArray("signatures")).isEmpty();
    assertThat(read.body()).doesNotContain("PRIVATE KEY");
    assertThat(service.logText()).doesNotContain(keyLine(SHOP));
  }

  /** A line of the key's own bytes, as a careless log would show it. */
  private static String keyLine(TestClient client) {
    return client.privateKey().lines().skip(1).findFirst().orElseThrow();
  }

  @Test
  void an_update_keeps_the_certificate_or_replaces_it_whole() {
    String path = "endpoints/" + newGuarded(SHOP).getInt("id");
    api.patch(path, Fields.of("description", "renamed")).expect(200);
    publish();
    assertThat(guarded.awaitRequests(1).get(0).findClient()).hasValue("CN=shop");

    TestClient renewed = AUTHORITY.client("shop-2027");
    api.patch(path, Fields.of("authentication", mtls(renewed))).expect(200);
    publish();
    assertThat(guarded.awaitRequests(2).get(1).findClient()).hasValue("CN=shop-2027");
  }

  @Test
  void what_cannot_serve_is_refused_at_its_field() {
    TestClient expired = AUTHORITY.expiredClient("shop");
    String key = SHOP.privateKey();
    refused(mtls(expired), "authentication.certificate", "has expired");
    refused(mtls("nothing", key), "authentication.certificate", "must be PEM certificates");
    refused(
        mtls(SHOP.certificates(), expired.privateKey()),
        "authentication.private_key",
        "must be the key of the certificate");
    refused(
        mtls(SHOP.certificates(), key.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY")),
        "authentication.private_key",
        "must not be encrypted with a password");
    refused(
        Fields.of("type", "mtls"), "authentication.certificate", "is required when type is mtls");
    refused(
        Fields.of("type", "mtls"), "authentication.private_key", "is required when type is mtls");
  }

  private void refused(JsonObject authentication, String field, String message) {
    JsonObject request =
        Fields.with(Requests.endpoint(guarded.url("/hook"), "*"), "authentication", authentication);
    Reply reply = api.post("endpoints", request).expect(400);
    assertThat(Fields.parse(reply.body()).getJsonObject("errors").getJsonArray(field).toString())
        .contains(message);
  }

  @Test
  void plain_http_is_refused() {
    JsonObject request = Fields.with(Requests.endpoint(url(), "*"), "authentication", mtls(SHOP));
    assertThat(api.post("endpoints", request).expect(400).wrongFields()).containsExactly("url");
  }
}
