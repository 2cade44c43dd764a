package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.stripe.net.Webhook.Signature;
import dev.webhooks.core.signing.WebhookVerifier;
import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ReceivedRequest;
import dev.webhooks.it.support.BlackBox;
import dev.webhooks.it.support.Deadline;
import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.Requests;
import jakarta.json.JsonObject;
import java.net.http.HttpHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Payment events on their way to endpoints; receivers verify them with libraries of others. */
class EventDeliveryIT extends BlackBox {

  @Test
  void the_headers_and_the_envelope_are_the_contracts() {
    newEndpoint();
    String id = publish("payment.succeeded").getString("id");

    ReceivedRequest request = awaitRequest();

    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.findHeader("Content-Type").orElse("")).startsWith("application/json");
    assertThat(request.findHeader("X-Webhook-Event-Id")).hasValue(id);
    assertThat(request.findHeader("X-Webhook-Event-Type")).hasValue("payment.succeeded");
    assertThat(request.findHeader("webhook-id")).hasValue(id);
    assertThat(request.findHeader("webhook-timestamp"))
        .isEqualTo(request.findHeader("X-Webhook-Timestamp"));
    assertThat(Fields.parse(request.bodyText()).keySet())
        .containsExactly(
            "id", "object", "type", "created", "livemode", "api_key_id", "data", "api_version");
  }

  @Test
  void the_data_is_sent_byte_for_byte_as_published() {
    newEndpoint();
    String data = "{ \"object\": {\"b\":1.50, \"a\":\"\\u00e9\",  \"n\":1e2} }";
    api.post("events", "{\"type\":\"payment.succeeded\",\"livemode\":false,\"data\":" + data + "}")
        .expect(202);
    assertThat(awaitRequest().bodyText()).contains("\"data\":" + data);
  }

  @Test
  void our_own_verifier_accepts_both_schemes() throws Exception {
    String secret = newEndpoint().getString("secret");
    publish("payment.succeeded");

    ReceivedRequest request = awaitRequest();

    var standard = WebhookVerifier.standardWebhooks().secret(secret).build();
    standard.verify(name -> request.findHeader(name).orElse(null), request.body());
    var ePaySe = WebhookVerifier.ePaySe().secret(secret).build();
    ePaySe.verify(name -> request.findHeader(name).orElse(null), request.body());
  }

  @Test
  void the_standard_webhooks_and_svix_libraries_accept_the_signature() {
    String secret = newEndpoint().getString("secret");
    publish("payment.succeeded");

    ReceivedRequest request = awaitRequest();

    HttpHeaders headers = headers(request, "webhook-");
    assertThatCode(
            () -> new com.standardwebhooks.Webhook(secret).verify(request.bodyText(), headers))
        .doesNotThrowAnyException();
    assertThatCode(() -> new com.svix.Webhook(secret).verify(request.bodyText(), headers))
        .doesNotThrowAnyException();
  }

  @Test
  void the_stripe_library_accepts_the_hex_signature() throws Exception {
    String secret = newEndpoint().getString("secret");
    publish("payment.succeeded");

    ReceivedRequest request = awaitRequest();

    String header =
        "t="
            + request.findHeader("X-Webhook-Timestamp").orElseThrow()
            + ",v1="
            + request.findHeader("X-Webhook-Signature").orElseThrow().substring("sha256=".length());
    assertThat(Signature.verifyHeader(request.bodyText(), header, secret, 300)).isTrue();
  }

  @Test
  void while_a_rotation_overlaps_old_and_new_secret_verify() throws Exception {
    JsonObject endpoint = newEndpoint();
    String old = endpoint.getString("secret");
    String renewed =
        api.post("endpoints/" + endpoint.getInt("id") + "/secret/rotate", Fields.of())
            .expect(200)
            .data()
            .getString("secret");
    publish("payment.succeeded");

    ReceivedRequest request = awaitRequest();

    assertThat(renewed).isNotEqualTo(old);
    for (String secret : List.of(renewed, old)) {
      WebhookVerifier.standardWebhooks()
          .secret(secret)
          .build()
          .verify(name -> request.findHeader(name).orElse(null), request.body());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "payment.succeeded, payment.succeeded, 1",
    "payment.succeeded, payment.failed, 0",
    "payment.*, payment.failed, 1",
    "payment.*, refund.created, 0",
    "*, dispute.created, 1",
  })
  void event_types_and_patterns_match(String pattern, String type, int deliveries) {
    newEndpoint("event_types", List.of(pattern));
    assertThat(publish(type).getInt("deliveries")).isEqualTo(deliveries);
  }

  @Test
  void a_filter_looks_into_the_data() {
    newEndpoint("filter", Fields.parse("{\"data.object.amount\":{\"$gte\":20000}}"));
    assertThat(publish("payment.succeeded").getInt("deliveries")).isZero();
    api.post(
            "events",
            "{\"type\":\"payment.succeeded\",\"livemode\":false,\"data\":{\"object\":{\"amount\":20000}}}")
        .expect(202);
    assertThat(awaitRequest().bodyText()).contains("20000");
  }

  @Test
  void test_and_live_events_do_not_mix() {
    newEndpoint("livemode", true);
    assertThat(publish("payment.succeeded").getInt("deliveries")).isZero();
  }

  @Test
  void an_idempotency_key_publishes_once() {
    newEndpoint();
    var keyed = api.header("Idempotency-Key", "order-1");
    JsonObject event = Requests.event("payment.succeeded", "ORDER-1");

    JsonObject first = keyed.post("events", event).expect(202).data();
    assertThat(keyed.post("events", event).expect(202).data().getString("id"))
        .isEqualTo(first.getString("id"));
    keyed.post("events", Requests.event("payment.succeeded", "ORDER-2")).expect(409);
  }

  @Test
  void an_unknown_type_is_400_and_the_test_type_is_not_for_publishing() {
    api.post("events", Requests.event("payment.unheard", "O")).expect(400);
    api.post("events", Requests.event("transaction.in", "O")).expect(400);
  }

  @Test
  void an_array_answers_per_item_in_order() {
    newEndpoint();
    String good = Requests.event("payment.succeeded", "A").toString();
    String bad = Requests.event("payment.unheard", "B").toString();

    var reply = api.post("events", "[" + good + "," + bad + "," + good + "]").expect(202);

    assertThat(reply.body()).contains("validation_error");
    assertThat(receiver.awaitRequests(2)).hasSize(2);
  }

  @Test
  void a_410_answer_disables_the_endpoint() {
    receiver.script(request -> Answer.status(410));
    long id = newEndpoint().getInt("id");
    publish("payment.succeeded");
    Deadline.ofSeconds(20)
        .await(
            () -> !api.get("endpoints/" + id).data().getBoolean("enabled"),
            "the endpoint to be disabled");
  }

  @Test
  void the_eleventh_endpoint_is_409() {
    for (int i = 0; i < 10; i++) {
      newEndpoint();
    }
    assertThat(api.post("endpoints", Requests.endpoint(url(), "*")).expect(409).error())
        .isEqualTo("conflict");
  }

  private JsonObject publish(String type) {
    return api.post("events", Requests.event(type, "ORDER-2025-001")).expect(202).data();
  }

  private static HttpHeaders headers(ReceivedRequest request, String prefix) {
    Map<String, List<String>> map = new HashMap<>();
    request.headers().stream()
        .filter(header -> header.name().toLowerCase().startsWith(prefix))
        .forEach(header -> map.put(header.name(), List.of(header.value())));
    return HttpHeaders.of(map, (name, value) -> true);
  }
}
