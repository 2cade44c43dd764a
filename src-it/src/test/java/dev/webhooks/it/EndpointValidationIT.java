package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.Reply;
import dev.webhooks.it.support.TenantSuite;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which endpoints are refused, naming what; the typed client could not say most of them. */
class EndpointValidationIT extends TenantSuite {

  private JsonObject endpoint() {
    return Fields.parse(
        """
        {"url":"%s","event_types":["payment.*"],"livemode":false}
        """
            .formatted(url()));
  }

  private static JsonObject parse(String json) {
    return Fields.parse(json.replace('\'', '"'));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'url':null} | url",
        "{'url':''} | url",
        "{'url':5} | url",
        "{'url':'not a url'} | url",
        "{'url':'ftp://example.com/'} | url",
        "{'url':'https://user:pass@example.com/'} | url",
        "{'description':5} | description",
        "{'event_types':null} | event_types",
        "{'event_types':[]} | event_types",
        "{'event_types':'payment.*'} | event_types",
        "{'event_types':[5]} | event_types",
        "{'event_types':['payment..x']} | event_types",
        "{'event_types':['pay*']} | event_types",
        "{'event_types':['test.webhook']} | event_types",
        "{'livemode':null} | livemode",
        "{'livemode':'live'} | livemode",
        "{'enabled':'yes'} | enabled",
        "{'authentication':'hmac'} | authentication",
        "{'authentication':{}} | authentication.type",
        "{'authentication':{'type':'Hmac'}} | authentication.type",
        "{'authentication':{'type':'bearer'}} | authentication.token",
        "{'authentication':{'type':'bearer','token':5}} | authentication.token",
        "{'authentication':{'type':'bearer','token':'é'}} | authentication.token",
        "{'authentication':{'type':'api_key'}} | authentication.api_key",
        "{'authentication':{'type':'basic','username':'a:b','password':'p'}}"
            + " | authentication.username",
        "{'authentication':{'type':'basic','username':'u'}} | authentication.password",
        "{'authentication':{'type':'custom_header','header_value':'v'}}"
            + " | authentication.header_name",
        "{'authentication':{'type':'custom_header','header_name':'Host','header_value':'v'}}"
            + " | authentication.header_name",
        "{'authentication':{'type':'custom_header','header_name':'Content-Type',"
            + "'header_value':'v'}} | authentication.header_name",
        "{'authentication':{'type':'oauth2','client_id':'i','client_secret':'s'}}"
            + " | authentication.token_url",
        "{'authentication':{'type':'oauth2','token_url':'gopher://x/','client_id':'i',"
            + "'client_secret':'s'}} | authentication.token_url",
        "{'authentication':{'type':'none'},'livemode':true} | authentication",
        "{'signatures':[]} | signatures",
        "{'signatures':['Standard']} | signatures",
        "{'signatures':'standard'} | signatures",
        "{'headers':[]} | headers",
        "{'headers':{'X-A':5}} | headers",
        "{'headers':{'Host':'x'}} | headers",
        "{'headers':{'Connection':'close'}} | headers",
        "{'headers':{'Content-Length':'5'}} | headers",
        "{'headers':{'webhook-id':'5'}} | headers",
        "{'headers':{'X-Webhook-Signature':'5'}} | headers",
        "{'headers':{'X A':'x'}} | headers",
        "{'headers':{'x-api-key':'x'},'authentication':{'type':'api_key','api_key':'k'}} | headers",
        "{'headers':{'X-A':'a\\r\\nb'}} | headers",
        "{'channels':'a'} | channels",
        "{'channels':['']} | channels",
        "{'channels':['1','2','3','4','5','6','7','8','9','10','11']} | channels",
        "{'filter':[]} | filter",
        "{'filter':{'colour':'blue'}} | filter",
        "{'filter':{'data.object.amount':{'$around':5}}} | filter",
        "{'filter':{'$or':{}}} | filter",
        "{'rate_limit':0} | rate_limit",
        "{'rate_limit':100001} | rate_limit",
        "{'rate_limit':'5'} | rate_limit",
        "{'ordered':'no'} | ordered",
        "{'retry_schedule':[0]} | retry_schedule",
        "{'retry_schedule':[86401]} | retry_schedule",
        "{'retry_schedule':[1,1,1,1,1,1]} | retry_schedule",
        "{'retry_schedule':['PT1S']} | retry_schedule",
        "{'timeout_seconds':0} | timeout_seconds",
        "{'timeout_seconds':31} | timeout_seconds",
        "{'timeout_seconds':1.5} | timeout_seconds",
        "{'metadata':{'a':5}} | metadata",
        "{'metadata':{'':'x'}} | metadata",
        "{'metadata':{'a':'\\u0007'}} | metadata",
        "{'authentication':{'type':'custom_header','header_name':'X-A',"
            + "'header_value':'x\\ny'}} | authentication.header_value",
        "{'secret':'whsk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='} | secret",
        "{'metadata':[]} | metadata",
        "{'secret':'short'} | secret",
        "{'secret':'whsec_c2hvcnQ='} | secret",
        "{'secret':'whsec_!!!'} | secret",
      })
  void a_wrong_field_is_400_and_named(String changes, String field) {
    Reply reply = api.post("endpoints", Fields.merged(endpoint(), parse(changes))).expect(400);

    assertThat(reply.error()).isEqualTo("validation_error");
    assertThat(reply.wrongFields()).containsExactly(field);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'url':null} | url",
        "{'url':'x'} | url",
        "{'event_types':[]} | event_types",
        "{'livemode':null} | livemode",
        "{'authentication':{'type':'bearer'}} | authentication.token",
        "{'signatures':[]} | signatures",
        "{'headers':{'Host':'x'}} | headers",
        "{'filter':{'colour':'blue'}} | filter",
        "{'rate_limit':0} | rate_limit",
        "{'retry_schedule':[0]} | retry_schedule",
        "{'timeout_seconds':31} | timeout_seconds",
        "{'secret':'short'} | secret",
      })
  void an_update_keeps_every_rule(String changes, String field) {
    String path = "endpoints/" + newEndpoint();
    assertThat(api.patch(path, parse(changes)).expect(400).wrongFields()).containsExactly(field);
  }

  @Test
  void none_and_live_do_not_go_together_in_whichever_order() {
    JsonObject none = parse("{'authentication':{'type':'none'}}");
    long id = api.post("endpoints", Fields.merged(endpoint(), none)).expect(201).id();
    assertThat(api.patch("endpoints/" + id, Fields.of("livemode", true)).expect(400).wrongFields())
        .containsExactly("authentication");
  }

  @Test
  void lengths_are_bounded() {
    JsonObject endpoint = endpoint();
    api.post("endpoints", Fields.with(endpoint, "description", "ô".repeat(300))).expect(201);
    assertThat(wrongFields("description", "x".repeat(301))).containsExactly("description");
    assertThat(wrongFields("url", "https://example.com/" + "x".repeat(2048)))
        .containsExactly("url");
  }

  private Iterable<String> wrongFields(String field, String value) {
    return api.post("endpoints", Fields.with(endpoint(), field, value)).expect(400).wrongFields();
  }

  @ParameterizedTest
  @CsvSource({"page=0", "page=x", "limit=0", "limit=101", "enabled=2", "enabled=x"})
  void a_bad_query_is_400(String query) {
    assertThat(api.get("endpoints?" + query).expect(400).wrongFields())
        .containsExactly(query.substring(0, query.indexOf('=')));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'overlap_seconds':-1} | overlap_seconds",
        "{'overlap_seconds':604801} | overlap_seconds",
        "{'overlap_seconds':'1'} | overlap_seconds",
        "{'secret':'short'} | secret",
        "{'secret':5} | secret",
      })
  void a_rotation_is_checked(String body, String field) {
    String path = "endpoints/" + newEndpoint() + "/secret/rotate";
    assertThat(api.post(path, parse(body)).expect(400).wrongFields()).containsExactly(field);
  }
}
