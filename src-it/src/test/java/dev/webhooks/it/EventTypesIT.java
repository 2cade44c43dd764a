package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.webhooks.it.support.Clients;
import dev.webhooks.it.support.Examples;
import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.TenantSuite;
import dev.webhooks.jaxrs.client.WebhooksApiException.Conflict;
import dev.webhooks.jaxrs.client.WebhooksApiException.Invalid;
import dev.webhooks.jaxrs.client.WebhooksApiException.NotFound;
import dev.webhooks.jaxrs.client.model.EventRequest;
import dev.webhooks.jaxrs.client.model.EventType;
import dev.webhooks.jaxrs.client.model.EventTypeRequest;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The catalogue of event types, as its tenant keeps it. */
class EventTypesIT extends TenantSuite {
  private static final JsonObject SCHEMA =
      Fields.parse(
          """
          {"type":"object","properties":{"object":{"type":"object",
           "required":["amount"],"properties":{"amount":{"type":"integer"}}}}}
          """);

  private EventType create(String name) {
    return client.eventTypes().create(new EventTypeRequest(name, "Paid", SCHEMA));
  }

  private static EventRequest event(String type, JsonObject object) {
    return EventRequest.test(type, object);
  }

  @Test
  void the_types_of_the_product_are_there_and_cannot_be_changed() {
    assertThat(client.eventTypes().stream().map(EventType::name))
        .contains(
            "payment.succeeded",
            "payment.failed",
            "payment.processing",
            "refund.created",
            "refund.completed",
            "refund.failed",
            "dispute.created",
            "transaction.in",
            "transaction.out");
    assertThat(client.eventTypes().get("payment.failed").builtIn()).isTrue();
    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(
            () -> client.eventTypes().update(new EventTypeRequest("payment.failed", "mine", null)));
    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> client.eventTypes().delete("payment.failed"));
    assertThatExceptionOfType(Conflict.class).isThrownBy(() -> create("payment.failed"));
  }

  @Test
  void a_type_of_ones_own_is_created_read_changed_and_seen_by_nobody_else() {
    EventType created = create("invoice.paid");
    assertThat(created.builtIn()).isFalse();
    assertThat(created.schema()).isEqualTo(SCHEMA);
    assertThat(created.schemaVersion()).isEqualTo(1);
    assertThat(client.eventTypes().get("invoice.paid")).isEqualTo(created);

    EventType updated =
        client
            .eventTypes()
            .update(new EventTypeRequest("invoice.paid", null, Fields.of("type", "object")));

    assertThat(updated.schemaVersion()).isEqualTo(2);
    assertThat(updated.description()).isEqualTo("Paid");
    assertThatExceptionOfType(NotFound.class)
        .isThrownBy(() -> Clients.ofNewTenant(service).eventTypes().get("invoice.paid"));
  }

  @Test
  void null_in_an_update_restores_the_default() {
    create("invoice.paid");
    client.eventTypes().delete("invoice.paid");
    JsonObject nulls = Fields.parse("{\"description\":null,\"schema\":null,\"archived\":null}");

    api.patch("event-types/invoice.paid", nulls).expect(200);

    EventType updated = client.eventTypes().get("invoice.paid");
    assertThat(updated.description()).isEmpty();
    assertThat(updated.archived()).isFalse();
    assertThat(updated.schema()).isEqualTo(JsonValue.EMPTY_JSON_OBJECT);
    assertThat(updated.schemaVersion()).isEqualTo(2);
    client.events().publish(event("invoice.paid", Fields.of("amount", "5")));
  }

  @Test
  void content_is_checked_against_the_schema() {
    create("invoice.paid");
    client.events().publish(event("invoice.paid", Fields.of("amount", 5)));
    Invalid refusal =
        catchThrowableOfType(
            Invalid.class,
            () -> client.events().publish(event("invoice.paid", Fields.of("amount", "5"))));
    assertThat(refusal.fieldErrors()).containsOnlyKeys("data");
  }

  @Test
  void an_archived_type_is_published_no_more_until_it_is_restored() {
    create("invoice.paid");
    client.eventTypes().delete("invoice.paid");
    assertThat(client.eventTypes().get("invoice.paid").archived()).isTrue();
    EventRequest event = event("invoice.paid", Fields.of("amount", 5));
    Invalid refusal = catchThrowableOfType(Invalid.class, () -> client.events().publish(event));
    assertThat(refusal.fieldErrors()).containsOnlyKeys("type");

    assertThat(client.eventTypes().restore("invoice.paid").archived()).isFalse();
    assertThat(client.events().publish(event).deliveries()).isZero();
  }

  @Test
  void a_type_of_ones_own_is_subscribed_to_like_any_other() {
    create("invoice.paid");
    client.endpoints().create(Examples.endpoint(url(), "invoice.*").build());
    EventRequest event = event("invoice.paid", Fields.of("amount", 5));
    assertThat(client.events().publish(event).deliveries()).isOne();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | name",
        "{'name':null} | name",
        "{'name':5} | name",
        "{'name':''} | name",
        "{'name':'invoice.*'} | name",
        "{'name':'no type'} | name",
        "{'name':'transaction.refunded'} | name",
        "{'name':'test.mine'} | name",
        "{'name':'endpoint.mine'} | name",
        "{'name':'a.b','description':5} | description",
        "{'name':'a.b','schema':[]} | schema",
        "{'name':'a.b','schema':{'type':'strange'}} | schema",
        "{'name':'a.b','schema':{'$ref':'#'}} | schema",
      })
  void a_wrong_field_is_400_and_named(String body, String field) {
    JsonObject request = Fields.parse(body.replace('\'', '"'));
    assertThat(api.post("event-types", request).expect(400).wrongFields()).containsExactly(field);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'description':5} | description",
        "{'schema':'x'} | schema",
        "{'schema':{'type':'strange'}} | schema",
        "{'archived':'yes'} | archived",
      })
  void an_update_keeps_every_rule(String body, String field) {
    create("invoice.paid");
    JsonObject request = Fields.parse(body.replace('\'', '"'));
    assertThat(api.patch("event-types/invoice.paid", request).expect(400).wrongFields())
        .containsExactly(field);
  }
}
