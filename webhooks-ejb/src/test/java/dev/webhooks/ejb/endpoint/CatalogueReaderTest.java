package dev.webhooks.ejb.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.webhooks.ejb.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueReaderTest {

  @Test
  void a_catalogue_is_read() {
    Catalogue catalogue =
        CatalogueReader.read(
            """
            {"event_types": [
              {"name": "invoice.paid", "description": "Paid",
               "schemas": [{"type": "object"}, {"type": "object", "required": ["object"]}],
               "examples": [{"object": {"total": 12345678901234567890.10}}], "archived": false},
              {"name": "invoice.sent"}]}
            """);

    assertThat(catalogue.types()).hasSize(2);
    Catalogue.Type paid = catalogue.types().get(0);
    assertThat(paid.schemas())
        .containsExactly(
            "{\"type\":\"object\"}", "{\"type\":\"object\",\"required\":[\"object\"]}");
    assertThat(paid.examples()).containsExactly("{\"object\":{\"total\":12345678901234567890.10}}");
    assertThat(paid.archived()).isFalse();
    assertThat(catalogue.types().get(1))
        .isEqualTo(new Catalogue.Type("invoice.sent", null, java.util.List.of(), null, null));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'event_types':[{'name':'a.b','description':1}]} | a.b: description | must be a string",
        "{'event_types':[{'name':'a.b','archived':'yes'}]} | a.b: archived | must be true or false",
        "{'event_types':[{'name':'a.b','schemas':{}}]} | a.b: schemas | must be a list",
        "{'event_types':[{'name':'a.b','schemas':[{'type':'nothing'}]}]} | a.b: schemas[0] | no"
            + " JSON Schema",
        "{'event_types':[{'name':'a.b','schemas':[{'$ref':'https://example.com/x'}]}]}"
            + " | a.b: schemas[0] | cannot be used",
        "{'event_types':[{'name':'a.b','schemas':[{'required':['object']}],'examples':[{}]}]}"
            + " | a.b: examples[0] | is not what the schema describes",
        "{'event_types':[{'name':'a.b','schema':{}}]} | a.b: schema | schemas lists the versions",
        "{'event_types':[{'name':'a.b','exmples':[]}]} | a.b: exmples | is unknown",
        "{'event_types':[{'name':'a.b'},{'name':'a.b'}]} | a.b: name | is there twice",
        "{'event_types':[{'name':'transaction.x'}]} | transaction.x: name | must not begin with",
        "{'event_types':[{'name':'a.*'}]} | a.*: name | must be letters",
        "{'event_types':[{}]} | event_types[0]: name | must be a string",
        "{'event_types':[7]} | event_types[0] | must be an object",
        "{'types':[]} | event_types | must be a list",
        "{'event_types':[]} {} | file | is not JSON",
        "{'event_types':[ | file | is not JSON in line 1",
        "{'event_types':[],'event_types':[]} | file | is not JSON",
      })
  void what_is_wrong_is_told_by_type_and_field(String json, String field, String error) {
    assertThatThrownBy(() -> CatalogueReader.read(json.replace('\'', '"')))
        .isInstanceOfSatisfying(
            Refusal.Invalid.class,
            e ->
                assertThat(e.errors())
                    .hasEntrySatisfying(
                        field, errors -> assertThat(errors.get(0)).contains(error)));
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() {
    assertThatThrownBy(
            () ->
                CatalogueReader.read(
                    "{\"event_types\":[{\"name\":\"a.b\",\"schemas\":[1,2]},{\"name\":\"*\"}]}"))
        .isInstanceOfSatisfying(
            Refusal.Invalid.class,
            e ->
                assertThat(e.errors())
                    .containsOnlyKeys("a.b: schemas[0]", "a.b: schemas[1]", "*: name"));
  }
}
