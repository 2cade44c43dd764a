package dev.webhooks.jaxrs.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.webhooks.jaxrs.client.model.Delivery;
import dev.webhooks.jaxrs.client.model.DeliveryQuery;
import dev.webhooks.jaxrs.client.model.DeliveryStatus;
import dev.webhooks.jaxrs.client.model.Event;
import dev.webhooks.jaxrs.client.model.EventQuery;
import dev.webhooks.jaxrs.client.model.EventType;
import dev.webhooks.jaxrs.client.model.EventTypeRequest;
import dev.webhooks.jaxrs.client.model.EventTypeSchema;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryLogTest extends ClientTest {
  private static final String PAGE =
      """
      {"status":"success","data":[{"id":"%s","event_id":"evt_1","event_type":"payment.failed",
      "endpoint_id":31,"status":"failed","created_at":"2025-01-16T08:19:55Z"},
      {"id":"%s","event_id":"evt_1","event_type":"payment.failed","endpoint_id":31,
      "status":"cancelled"}],"meta":{"next_cursor":%s}}\
      """;

  @Test
  void a_stream_follows_the_cursors() {
    service
        .answers(200, PAGE.formatted("d4", "d3", "\"c3\""))
        .answers(200, PAGE.formatted("d2", "d1", "null"));

    List<String> ids;
    try (Stream<Delivery> deliveries =
        client.deliveries().stream(
            DeliveryQuery.all()
                .ofEndpoint(31)
                .withStatus(DeliveryStatus.FAILED)
                .ofEventType("payment.failed")
                .withLimit(2))) {
      ids = deliveries.map(Delivery::id).toList();
    }

    assertThat(ids).containsExactly("d4", "d3", "d2", "d1");
    assertAsked(
        "GET", "/deliveries?endpoint=31&status=failed&event_type=payment.failed&cursor=c3&limit=2");
  }

  @Test
  void a_stream_asks_for_no_page_that_is_not_reached() {
    service.answers(200, PAGE.formatted("d4", "d3", "\"c3\""));

    assertThat(client.deliveries().stream(DeliveryQuery.all()).limit(2).map(Delivery::id))
        .containsExactly("d4", "d3");

    assertThat(service.timesAsked()).isEqualTo(1);
  }

  @Test
  void one_has_its_attempts_and_can_be_sent_again() {
    service.answers(
        200,
        """
        {"status":"success","data":{"id":"d4","event_id":"evt_1","endpoint_id":31,
        "status":"pending","next_attempt_at":"2025-01-16T08:20:55Z",
        "attempts":[{"number":1,"trigger":"automatic","error":"connect_timeout"}]}}\
        """);
    Delivery delivery = client.deliveries().get("d4");
    assertThat(delivery.status()).isEqualTo(DeliveryStatus.PENDING);
    assertThat(delivery.nextAttemptAt()).isEqualTo(Instant.parse("2025-01-16T08:20:55Z"));
    assertThat(delivery.attempts())
        .singleElement()
        .satisfies(attempt -> assertThat(attempt.error()).isEqualTo("connect_timeout"));

    service.answers(202, "{\"status\":\"success\",\"message\":\"x\"}");
    client.deliveries().resend("d4");
    assertAsked("POST", "/deliveries/d4/resend");
  }

  @Test
  void an_event_is_found_read_and_expunged() {
    service.answers(
        200, "{\"status\":\"success\",\"data\":[{\"id\":\"evt_1\",\"type\":\"payment.failed\"}]}");
    try (Stream<Event> events =
        client.events().stream(
            EventQuery.all()
                .ofType("payment.failed")
                .between(
                    Instant.parse("2025-01-16T00:00:00Z"),
                    Instant.parse("2025-01-17T00:00:00Z")))) {
      assertThat(events.map(Event::id)).containsExactly("evt_1");
    }

    service.answers(
        200,
        """
        {"status":"success","data":{"id":"evt_1","type":"payment.failed","livemode":true,
        "channels":["north"],"deliveries":2,"created_at":"2025-01-16T08:19:56Z",
        "created":"2025-01-16T08:19:55Z","transaction_id":null,"api_key_id":"client_1",
        "content_removed":false,"data":{"object":{"id":"txn_1"}}}}\
        """);
    assertThat(client.events().get("evt_1"))
        .isEqualTo(
            new Event(
                "evt_1",
                "payment.failed",
                true,
                List.of("north"),
                2,
                Instant.parse("2025-01-16T08:19:56Z"),
                Instant.parse("2025-01-16T08:19:55Z"),
                null,
                "client_1",
                false,
                WireJson.parse("{\"object\":{\"id\":\"txn_1\"}}").asJsonObject()));
    assertAsked("GET", "/events/evt_1");

    service.answers(200, PAGE.formatted("d2", "d1", "null"));
    assertThat(client.events().deliveries("evt_1")).hasSize(2);
    assertAsked("GET", "/events/evt_1/deliveries");

    service.answers(200, "{\"status\":\"success\",\"message\":\"x\"}");
    client.events().expungeContent("evt_1");
    assertAsked("DELETE", "/events/evt_1/content");
  }

  @Test
  void an_id_never_leaves_its_place_in_the_path() {
    service.answers(404, "{\"status\":\"error\",\"error\":\"not_found\",\"message\":\"No\"}");

    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> client.events().get("../webhooks?x=%2F{id}")))
        .isInstanceOf(WebhooksApiException.class);

    assertAsked("GET", "/events/..%2Fwebhooks%3Fx=%252F%7Bid%7D");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", ".."})
  void what_a_path_cannot_hold_is_no_id(String id) {
    assertThatIllegalArgumentException().isThrownBy(() -> client.events().deliveries(id));

    assertThat(service.timesAsked()).isZero();
  }

  @Test
  void the_schema_of_a_type_may_be_true_or_false_or_none() {
    service.answers(
        200,
        "{\"status\":\"success\",\"data\":[{\"name\":\"a\",\"schema\":true},"
            + "{\"name\":\"b\",\"schema\":null},{\"name\":\"c\"}]}");

    assertThat(client.eventTypes().list(1, 20).items())
        .extracting(type -> (Object) type.schema())
        .containsExactly(JsonValue.TRUE, null, null);
  }

  @Test
  void event_types_are_kept() {
    service.answers(
        200,
        "{\"status\":\"success\",\"data\":[{\"name\":\"invoice.paid\",\"built_in\":false,\"archived\":true,\"schema\":{}}]}");
    assertThat(client.eventTypes().list(1, 20).items())
        .containsExactly(
            new EventType(
                "invoice.paid",
                null,
                false,
                true,
                JsonValue.EMPTY_JSON_OBJECT,
                null,
                List.of(),
                null));

    service.answers(201, "{\"status\":\"success\",\"data\":{\"name\":\"invoice.paid\"}}");
    client.eventTypes().create(new EventTypeRequest("invoice.paid", "Paid", null));
    assertAsked("POST", "/event-types");
    WireJson.assertJson(
        service.lastAsked().body(), "{\"name\":\"invoice.paid\",\"description\":\"Paid\"}");

    service.answers(200, "{\"status\":\"success\",\"data\":{\"name\":\"invoice.paid\"}}");
    assertThat(client.eventTypes().get("invoice.paid").name()).isEqualTo("invoice.paid");
    assertAsked("GET", "/event-types/invoice.paid");

    service.answers(
        200,
        "{\"status\":\"success\",\"data\":[{\"version\":2,\"schema\":true},"
            + "{\"version\":1,\"schema\":{}}]}");
    assertThat(client.eventTypes().schemas("invoice.paid"))
        .containsExactly(
            new EventTypeSchema(2, JsonValue.TRUE, null),
            new EventTypeSchema(1, JsonValue.EMPTY_JSON_OBJECT, null));
    assertAsked("GET", "/event-types/invoice.paid/schemas");

    String one = "{\"status\":\"success\",\"data\":{\"name\":\"invoice.paid\"}}";
    service.answers(200, one);
    client.eventTypes().update(new EventTypeRequest("invoice.paid", "Was paid", null));
    assertAsked("PATCH", "/event-types/invoice.paid");

    service.answers(200, "{\"status\":\"success\"}");
    client.eventTypes().delete("invoice.paid");
    assertAsked("DELETE", "/event-types/invoice.paid");

    service.answers(200, one);
    client.eventTypes().restore("invoice.paid");
    assertAsked("PATCH", "/event-types/invoice.paid");
    WireJson.assertJson(service.lastAsked().body(), "{\"archived\":false}");
  }
}
