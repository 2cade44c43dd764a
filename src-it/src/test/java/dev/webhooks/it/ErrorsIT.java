package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.it.support.Api;
import dev.webhooks.it.support.Envelope;
import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.Reply;
import dev.webhooks.it.support.TenantSuite;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every refusal has the contract's envelope, whoever makes it, and tells nothing of the inside. */
class ErrorsIT extends TenantSuite {
  private static final String NOBODY = "webhooks/999999999";

  @ParameterizedTest
  @CsvSource({
    "GET,    webhooks/999999999, 404, not_found",
    "GET,    webhooks/abc,       404, not_found",
    "GET,    webhooks/1e3,       404, not_found",
    "GET,    nothing/here,       404, not_found",
    "PUT,    webhooks,           405, method_not_allowed",
    "DELETE, events,             405, method_not_allowed",
    "GET,    webhooks?limit=0,   400, validation_error",
    "GET,    deliveries/dlv_1,   404, not_found",
    "GET,    deliveries?cursor=!, 400, validation_error"
  })
  void a_refusal_has_its_status_and_code(String method, String path, int status, String error) {
    Reply reply = api.send(method, path).expect(status);
    Envelope.require(reply, error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "5", "null", "{\"name\":1,\"name\":2}", "{} {}"})
  void what_is_no_json_object_is_refused_as_body(String body) {
    Reply reply = api.post("webhooks", body).expect(400);
    Envelope.require(reply, "validation_error");
    assertThat(reply.wrongFields()).containsExactly("body");
  }

  @Test
  void every_wrong_field_is_named_at_once() {
    Reply reply =
        api.post("webhooks", Fields.of("name", 5, "event_type", "in_only", "active", "yes"))
            .expect(400);
    assertThat(reply.wrongFields())
        .containsExactlyInAnyOrder(
            "name",
            "event_type",
            "active",
            "bank_account_id",
            "authen_type",
            "webhook_url",
            "is_verify_payment");
  }

  @Test
  void a_nul_character_is_a_wrong_value_and_no_fault() {
    assertThat(api.post("webhooks", "{\"name\":\"a\\u0000b\"}").expect(400).wrongFields())
        .contains("name");
    api.get("webhooks?webhook_url=%00").expect(400);
  }

  @Test
  void only_json_in_utf_8_is_read() {
    Envelope.require(
        api.post("webhooks", "application/x-www-form-urlencoded", "a=b").expect(415),
        "unsupported_media_type");
    Envelope.require(
        api.post("webhooks", "application/json; charset=ISO-8859-1", "{}").expect(415),
        "unsupported_media_type");
  }

  @Test
  void a_body_that_is_too_large_is_refused_before_its_path_is_looked_at() {
    String large = "{\"name\":\"" + "x".repeat(2 << 20) + "\"}";
    Envelope.require(api.post("webhooks", large).expect(413), "payload_too_large");
    Envelope.require(api.post("nothing", large).expect(413), "payload_too_large");
  }

  @Test
  void a_deep_or_huge_value_is_refused_quickly() {
    api.post("webhooks", "{\"a\":" + "[".repeat(100_000)).expect(400);
    api.post("webhooks", "{\"bank_account_id\":" + "9".repeat(500_000) + "}").expect(400);
  }

  @Test
  void bodies_are_looked_at_after_the_object_is_found() {
    Envelope.require(api.post("endpoints/999999999/recover", "{").expect(404), "not_found");
    assertThat(api.patch(NOBODY, Fields.of("name", 5)).status()).isEqualTo(404);
  }

  @Test
  void what_does_not_say_its_type_is_json() {
    assertThat(api.send("POST", "webhooks").expect(400).wrongFields()).containsExactly("body");
    long endpoint = newEndpoint();
    api.post("endpoints/" + endpoint + "/secret/rotate").expect(200);
  }

  @Test
  void a_body_where_none_belongs_is_not_looked_at() {
    api.send("GET", "webhooks", "application/json", "{}").expect(200);
    Envelope.require(api.send("DELETE", NOBODY, "application/json", "{").expect(404), "not_found");
  }

  @Test
  void every_answer_has_a_request_id_which_is_the_clients_when_it_is_harmless() {
    assertThat(api.header("X-Request-Id", "order-77").get(NOBODY).findHeader("X-Request-Id"))
        .contains("order-77");
    assertThat(api.header("X-Request-Id", "a b").get(NOBODY).findHeader("X-Request-Id"))
        .hasValueSatisfying(id -> assertThat(id).matches("[0-9A-Z]{26}"));
    assertThat(Api.anonymous(service).get(NOBODY).findHeader("X-Request-Id")).isPresent();
    assertThat(service.logText()).contains("order-77");
  }

  @Test
  void what_the_server_answers_by_itself_has_the_envelope_too() throws IOException {
    String answer = raw("GET /nothing/at/all HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 404").contains("\"error\":\"not_found\"");
    String direct = raw("GET /error HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(direct).startsWith("HTTP/1.1 404").contains("\"error\":\"not_found\"");
  }

  private String raw(String request) throws IOException {
    URI uri = service.uri();
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** As {@link Envelope#require}. */
  static void requireEnvelope(Reply reply, String error) {
    Envelope.require(reply, error);
  }
}
