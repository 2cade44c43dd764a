package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.TenantSuite;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which events are refused, naming what; the typed client could not say most of them. */
class EventValidationIT extends TenantSuite {
  private static final JsonObject EVENT =
      parse("{'type':'payment.succeeded','livemode':false,'data':{'object':{}}}");

  private static JsonObject parse(String json) {
    return Fields.parse(json.replace('\'', '"'));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':null} | type",
        "{'type':5} | type",
        "{'type':'payment.unheard'} | type",
        "{'type':'payment.*'} | type",
        "{'type':'transaction.in'} | type",
        "{'type':'endpoint.disabled'} | type",
        "{'livemode':null} | livemode",
        "{'livemode':'false'} | livemode",
        "{'data':null} | data",
        "{'data':[]} | data",
        "{'data':{}} | data.object",
        "{'data':{'object':5}} | data.object",
        "{'id':''} | id",
        "{'id':5} | id",
        "{'id':'with space'} | id",
        "{'id':'evt.1'} | id",
        "{'created':'yesterday'} | created",
        "{'created':5} | created",
        "{'channels':'a'} | channels",
        "{'channels':[5]} | channels",
        "{'channels':['a\\u0000b']} | channels",
        "{'channels':['a','a\\u001fa']} | channels",
        "{'created':'9999-12-31T23:59:59-14:00'} | created",
        "{'created':'1970-01-01T00:00:00+14:00'} | created",
        "{'data':{'object':{'n':1E+10000}}} | data",
      })
  void a_wrong_field_is_400_and_named(String changes, String field) {
    assertThat(api.post("events", Fields.merged(EVENT, parse(changes))).expect(400).wrongFields())
        .containsExactly(field);
  }

  @Test
  void a_number_that_nobody_can_reckon_with_is_400_and_spoils_no_other_item() {
    String odd = EVENT.toString().replace("{}", "{\"n\":1e99999999999}");
    assertThat(api.post("events", "application/json", odd).expect(400).wrongFields())
        .containsExactly("data");
    var results =
        api.post("events", "application/json", "[" + odd + "," + EVENT + "]").expect(202).list();
    assertThat(results.get(0).getString("status")).isEqualTo("error");
    assertThat(results.get(1).getString("status")).isEqualTo("success");
  }

  @Test
  void an_idempotency_key_is_printable_ascii() {
    for (String key : new String[] {"", "a b", "x".repeat(256)}) {
      assertThat(api.header("Idempotency-Key", key).post("events", EVENT).expect(400).wrongFields())
          .containsExactly("Idempotency-Key");
    }
  }

  @ParameterizedTest
  @CsvSource({"limit=0", "limit=101", "cursor=!", "from=x", "to=2020-13-01T00:00:00Z"})
  void a_bad_query_is_400(String query) {
    assertThat(api.get("events?" + query).expect(400).wrongFields())
        .containsExactly(query.substring(0, query.indexOf('=')));
  }

  @ParameterizedTest
  @CsvSource({"limit=0", "cursor=!", "from=x", "endpoint=x", "status=Failed"})
  void a_bad_query_of_deliveries_is_400(String query) {
    assertThat(api.get("deliveries?" + query).expect(400).wrongFields())
        .containsExactly(query.substring(0, query.indexOf('=')));
  }
}
