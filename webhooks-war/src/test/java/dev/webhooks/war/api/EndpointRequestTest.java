package dev.webhooks.war.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.war.json.Fields;
import dev.webhooks.war.json.InvalidRequestException;
import dev.webhooks.war.json.JsonReading;
import dev.webhooks.war.json.RequestRules;
import dev.webhooks.war.json.ValidatorFixture;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fields of section 3. */
class EndpointRequestTest {
  private static final RequestRules RULES = ValidatorFixture.rules();
  private static final String PLAIN =
      "{\"url\":\"https://example.com/h\",\"event_types\":[\"payment.*\"],\"livemode\":true}";

  private static JsonObject json(String text) {
    return JsonReading.object(text.getBytes(StandardCharsets.UTF_8));
  }

  private static EndpointRequest plain() {
    return EndpointRequest.BLANK.with(Fields.of(json(PLAIN)));
  }

  private static Map<String, List<String>> errors(EndpointRequest standing, String changes) {
    Fields fields = Fields.of(json(changes));
    try {
      RULES.check(standing.with(fields), fields.errors());
      return Map.of();
    } catch (InvalidRequestException e) {
      return e.errors();
    }
  }

  @Test
  void an_empty_request_lacks_every_required_field() {
    assertThat(errors(EndpointRequest.BLANK, "{}"))
        .containsOnlyKeys("url", "event_types", "livemode");
  }

  @Test
  void an_unknown_kind_of_authentication_is_not_called_missing_too() {
    assertThat(errors(plain(), "{\"authentication\":{\"type\":\"HMAC\"}}"))
        .hasEntrySatisfying("authentication.type", reasons -> assertThat(reasons).hasSize(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"url\":\"http://example.com/\"}                    | url",
        "{\"url\":null}                                       | url",
        "{\"event_types\":[]}                                 | event_types",
        "{\"event_types\":[\"pay*\"]}                         | event_types",
        "{\"event_types\":\"*\"}                              | event_types",
        "{\"livemode\":\"yes\"}                               | livemode",
        "{\"enabled\":\"no\"}                                 | enabled",
        "{\"authentication\":\"hmac\"}                        | authentication",
        "{\"authentication\":{}}                              | authentication.type",
        "{\"authentication\":{\"type\":\"HMAC\"}}             | authentication.type",
        "{\"authentication\":{\"type\":\"bearer\"}}           | authentication.token",
        "{\"authentication\":{\"type\":\"bearer\",\"token\":5}} | authentication.token",
        "{\"authentication\":{\"type\":\"basic\",\"username\":\"u\"}} | authentication.password",
        "{\"authentication\":{\"type\":\"none\"}}             | authentication",
        "{\"signatures\":[]}                                  | signatures",
        "{\"signatures\":[\"sepay\"]}                         | signatures",
        "{\"headers\":{\"a\":1}}                              | headers",
        "{\"channels\":[1]}                                   | channels",
        "{\"filter\":[]}                                      | filter",
        "{\"rate_limit\":0}                                   | rate_limit",
        "{\"rate_limit\":1.5}                                 | rate_limit",
        "{\"ordered\":2}                                      | ordered",
        "{\"retry_schedule\":[0]}                             | retry_schedule",
        "{\"retry_schedule\":[1,1,1,1,1,1]}                   | retry_schedule",
        "{\"retry_schedule\":60}                              | retry_schedule",
        "{\"timeout_seconds\":0}                              | timeout_seconds",
        "{\"timeout_seconds\":31}                             | timeout_seconds",
        "{\"timeout_seconds\":\"5\"}                          | timeout_seconds",
        "{\"metadata\":{\"k\":[]}}                            | metadata",
        "{\"secret\":\"whsec_short\"}                         | secret",
        "{\"secret\":\"plain text that is long\"}             | secret"
      })
  void a_change_that_breaks_a_rule_is_refused_at_its_field(String changes, String field) {
    assertThat(errors(plain(), changes)).containsOnlyKeys(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"description\":null,\"headers\":null,\"channels\":null,\"metadata\":null,\"filter\":null}",
        "{\"authentication\":null}",
        "{\"authentication\":{\"type\":\"none\"},\"livemode\":false}",
        "{\"authentication\":{\"type\":\"api_key\",\"api_key\":\"k\"}}",
        "{\"signatures\":[\"standard-ed25519\"]}",
        "{\"rate_limit\":50,\"ordered\":true,\"timeout_seconds\":1}",
        "{\"retry_schedule\":[]}",
        "{\"retry_schedule\":[60,240]}",
        "{\"secret\":\"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"}"
      })
  void a_change_that_keeps_the_rules_is_accepted(String changes) {
    assertThat(errors(plain(), changes)).isEmpty();
  }

  @Test
  void a_request_survives_being_stored() {
    EndpointRequest request =
        plain()
            .with(
                Fields.of(
                    json(
                        """
                        {"description":"d","channels":["b","a"],"filter":{"type":"x"},
                         "authentication":{"type":"oauth2","token_url":"https://a.example/t",
                         "client_id":"i","client_secret":"s"},"headers":{"X-A":"b"},
                         "retry_schedule":[5],"timeout_seconds":7,"rate_limit":3,"ordered":true}\
                        """)));
    EndpointRequest stored = EventEndpointSettings.toRequest(EventEndpointSettings.of(request));
    assertThat(stored.channels()).containsExactly("a", "b");
    assertThat(stored.with(Fields.of(json("{\"channels\":[\"b\",\"a\"]}")))).isEqualTo(request);
  }

  @Test
  void what_is_shown_of_an_authentication_is_no_secret() {
    EndpointRequest request =
        plain()
            .with(
                Fields.of(
                    json(
                        "{\"authentication\":{\"type\":\"basic\",\"username\":\"u\",\"password\":\"p\"}}")));
    assertThat(request.authentication().toJson().toString())
        .isEqualTo("{\"type\":\"basic\",\"username\":\"u\",\"password\":\"****\"}");
  }

  private static final String CLIENT =
      "{\"type\":\"oauth2\",\"token_url\":\"https://a.example/t\",\"client_id\":\"i\",%s}";

  @Test
  void an_authentication_written_back_as_it_is_shown_stays_what_it_is() {
    EndpointRequest stored =
        plain().with(Fields.of(authentication(CLIENT.formatted("\"client_secret\":\"s\""))));

    EndpointRequest written =
        stored.with(Fields.of(authentication(stored.authentication().toJson().toString())));

    assertThat(written).isEqualTo(stored);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"bearer\",\"token\":\"****\"}",
        "{\"type\":\"oauth2\",\"token_url\":\"https://b.example/t\",\"client_id\":\"i\","
            + "\"client_secret\":\"****\"}",
      })
  void stars_that_stand_for_no_stored_secret_are_refused(String authentication) {
    EndpointRequest stored =
        plain().with(Fields.of(authentication(CLIENT.formatted("\"client_secret\":\"s\""))));

    assertThat(errors(stored, "{\"authentication\":" + authentication + "}"))
        .hasSize(1)
        .allSatisfy(
            (field, reasons) ->
                assertThat(field).matches("authentication\\.(token|client_secret)"));
  }

  private static JsonObject authentication(String text) {
    return json("{\"authentication\":" + text + "}");
  }
}
