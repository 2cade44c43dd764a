package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.it.support.Api;
import dev.webhooks.it.support.BlackBox;
import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.Reply;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The catalogue of event types: versions of schemas, examples, what is checked against them. */
class EventCatalogueIT extends BlackBox {
  private static final JsonObject SCHEMA =
      Fields.parse(
          """
          {"type":"object","required":["object"],"properties":{"object":{"type":"object",
           "required":["total"],"properties":{"total":{"type":"number","minimum":0}}}}}
          """);

  private static JsonObject invoice(String total) {
    return Fields.parse("{\"object\":{\"total\":" + total + "}}");
  }

  private static JsonObject event(String total) {
    return Fields.of("type", "invoice.paid", "livemode", false, "data", invoice(total));
  }

  private JsonObject newType(Object... namesAndValues) {
    JsonObject body =
        Fields.of("name", "invoice.paid", "schema", SCHEMA, "examples", List.of(invoice("120.50")));
    return api.post("event-types", Fields.with(body, namesAndValues)).expect(201).data();
  }

  @Test
  void what_is_published_is_checked_against_the_newest_schema() {
    JsonObject type = newType();
    assertThat(type.getInt("schema_version")).isEqualTo(1);
    assertThat(type.getJsonArray("examples")).containsExactly(invoice("120.50"));
    api.post("events", event("7")).expect(202);
    assertThat(api.post("events", event("-7")).expect(400).wrongFields()).containsExactly("data");

    JsonObject open = Fields.of("schema", Fields.parse("{\"type\":\"object\"}"));
    assertThat(
            api.patch("event-types/invoice.paid", open).expect(200).data().getInt("schema_version"))
        .isEqualTo(2);

    api.post("events", event("-7")).expect(202);
    List<JsonObject> versions = api.get("event-types/invoice.paid/schemas").expect(200).list();
    assertThat(versions).extracting(version -> version.getInt("version")).containsExactly(2, 1);
    assertThat(versions.get(1).getJsonObject("schema")).isEqualTo(SCHEMA);
  }

  @Test
  void examples_must_be_what_the_schema_describes() {
    JsonObject type =
        Fields.of(
            "name",
            "invoice.paid",
            "schema",
            SCHEMA,
            "examples",
            List.of(invoice("1"), invoice("-1")));
    assertThat(api.post("event-types", type).expect(400).wrongFields())
        .containsExactly("examples[1]");
    newType();
    JsonObject strict = Fields.of("schema", Fields.parse("{\"maxProperties\":0}"));
    assertThat(api.patch("event-types/invoice.paid", strict).expect(400).wrongFields())
        .containsExactly("examples[0]");
    JsonObject both = Fields.with(strict, "examples", List.of());
    assertThat(
            api.patch("event-types/invoice.paid", both).expect(200).data().getJsonArray("examples"))
        .isEmpty();
    assertThat(
            api.patch("event-types/invoice.paid", Fields.of("examples", List.of("text")))
                .expect(400)
                .wrongFields())
        .containsExactly("examples");
  }

  @Test
  void an_archived_type_can_no_longer_be_published_and_comes_back() {
    newType();
    api.delete("event-types/invoice.paid").expect(200);
    assertThat(api.get("event-types/invoice.paid").expect(200).data().getBoolean("archived"))
        .isTrue();
    assertThat(api.post("events", event("7")).expect(400).wrongFields()).containsExactly("type");

    api.patch("event-types/invoice.paid", Fields.of("archived", false)).expect(200);
    api.post("events", event("7")).expect(202);
  }

  @Test
  void every_tenant_has_the_built_in_types_with_examples_and_cannot_change_them() {
    JsonObject type = api.get("event-types/payment.succeeded").expect(200).data();
    assertThat(type.getBoolean("built_in")).isTrue();
    JsonObject example = type.getJsonArray("examples").getJsonObject(0);
    api.post("events", Fields.of("type", "payment.succeeded", "livemode", false, "data", example))
        .expect(202);
    assertThat(api.get("event-types/transaction.in").data().getJsonArray("examples")).hasSize(1);

    api.patch("event-types/payment.succeeded", Fields.of("description", "mine")).expect(409);
    api.delete("event-types/payment.succeeded").expect(409);
    api.post("event-types", Fields.of("name", "payment.succeeded")).expect(409);
  }

  @Test
  void a_tenants_type_is_its_own() {
    newType();
    Api other = Api.ofNewTenant(service);
    other.get("event-types/invoice.paid").expect(404);
    other.get("event-types/invoice.paid/schemas").expect(404);
    other.patch("event-types/invoice.paid", Fields.of("description", "x")).expect(404);
    other.delete("event-types/invoice.paid").expect(404);
    other.post("events", event("7")).expect(400);
    api.post("event-types", Fields.of("name", "invoice.paid")).expect(409);
  }

  @Test
  void bad_names_and_schemas_are_refused_with_their_fields() {
    for (String name : List.of("transaction.mine", "a b", "payment.*", "*")) {
      assertThat(api.post("event-types", Fields.of("name", name)).expect(400).wrongFields())
          .as(name)
          .containsExactly("name");
    }
    assertThat(api.post("event-types", "{}").expect(400).wrongFields()).containsExactly("name");
    for (String schema :
        List.of("{\"type\":\"nothing\"}", "{\"$ref\":\"https://example.com/s\"}")) {
      Reply reply =
          api.post("event-types", Fields.of("name", "a.b", "schema", Fields.parse(schema)));
      assertThat(reply.expect(400).wrongFields()).as(schema).containsExactly("schema");
    }
    List<JsonObject> many = IntStream.range(0, 21).mapToObj(i -> Fields.of("object", i)).toList();
    assertThat(
            api.post("event-types", Fields.of("name", "a.b", "examples", many))
                .expect(400)
                .wrongFields())
        .containsExactly("examples");
  }
}
