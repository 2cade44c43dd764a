package dev.webhooks.war.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.war.json.Fields;
import dev.webhooks.war.json.InvalidRequestException;
import dev.webhooks.war.json.Json;
import dev.webhooks.war.json.JsonReading;
import dev.webhooks.war.json.RequestRules;
import dev.webhooks.war.json.ValidatorFixture;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the contract's table 2.1. */
class WebhookRequestTest {
  private static final RequestRules RULES = ValidatorFixture.rules();

  private static final String API_KEY =
      """
      {"bank_account_id":19,"name":"Shop","event_type":"In_only","authen_type":"Api_Key",
       "webhook_url":"https://example.com/hook","is_verify_payment":1,
       "api_key":"a7c3b4e5","request_content_type":"Json"}\
      """;

  private static JsonObject json(String text) {
    return JsonReading.object(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, List<String>> errors(WebhookRequest standing, JsonObject changes) {
    Fields fields = Fields.of(changes);
    try {
      RULES.check(standing.with(fields), fields.errors());
      return Map.of();
    } catch (InvalidRequestException e) {
      return e.errors();
    }
  }

  private static Map<String, List<String>> errorsWith(String changes) {
    return errors(WebhookRequest.BLANK.with(Fields.of(json(API_KEY))), json(changes));
  }

  @Test
  void an_empty_request_lacks_every_required_field() {
    assertThat(errors(WebhookRequest.BLANK, json("{}")))
        .containsOnlyKeys(
            "bank_account_id",
            "name",
            "event_type",
            "authen_type",
            "webhook_url",
            "is_verify_payment");
  }

  @Test
  void a_complete_request_is_accepted_with_the_defaults() {
    Fields fields = Fields.of(json(API_KEY));
    WebhookRequest request = RULES.check(WebhookRequest.BLANK.with(fields), fields.errors());
    assertThat(request.active()).isTrue();
    assertThat(request.skipIfNoCode()).isFalse();
    assertThat(request.onlyVa()).isFalse();
    assertThat(request.retryNon2xx()).isFalse();
    assertThat(request.bankSubAccountIds()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Api_Key     | api_key request_content_type",
        "No_Authen   | request_content_type",
        "OAuth2.0    | oauth2_access_token_url oauth2_client_id oauth2_client_secret",
        "HMAC_SHA256 | secret_key"
      })
  void each_authentication_type_needs_its_own_fields(String type, String needed) {
    JsonObjectBuilder request = Json.object();
    json(API_KEY).forEach(request::add);
    request.remove("api_key").remove("request_content_type").add("authen_type", type);
    assertThat(errors(WebhookRequest.BLANK, request.build())).containsOnlyKeys(needed.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"bank_account_id\":\"19\"}                | bank_account_id",
        "{\"bank_account_id\":null}                  | bank_account_id",
        "{\"bank_account_id\":1.5}                   | bank_account_id",
        "{\"name\":\"\"}                             | name",
        "{\"name\":7}                                | name",
        "{\"event_type\":\"all\"}                    | event_type",
        "{\"event_type\":\"in_only\"}                | event_type",
        "{\"authen_type\":\"api_key\"}               | authen_type",
        "{\"webhook_url\":\"http://example.com/\"}   | webhook_url",
        "{\"webhook_url\":\"https://127.0.0.1/\"}    | webhook_url",
        "{\"webhook_url\":\"https://localhost/\"}    | webhook_url",
        "{\"webhook_url\":\"https://exa mple.com\"}  | webhook_url",
        "{\"webhook_url\":\"\"}                      | webhook_url",
        "{\"is_verify_payment\":2}                   | is_verify_payment",
        "{\"is_verify_payment\":null}                | is_verify_payment",
        "{\"skip_if_no_code\":\"no\"}                | skip_if_no_code",
        "{\"active\":3}                              | active",
        "{\"retry_conditions\":[\"timeout\"]}        | retry_conditions",
        "{\"retry_conditions\":{\"non_2xx_status_code\":1}} | retry_conditions",
        "{\"retry_conditions\":\"non_2xx_status_code\"} | retry_conditions",
        "{\"only_va\":1}                             | bank_sub_account_ids",
        "{\"only_va\":1,\"bank_sub_account_ids\":[]} | bank_sub_account_ids",
        "{\"bank_sub_account_ids\":[\"25\"]}         | bank_sub_account_ids",
        "{\"bank_sub_account_ids\":25}               | bank_sub_account_ids",
        "{\"api_key\":\"\"}                          | api_key",
        "{\"api_key\":\"a b\"}                       | api_key",
        "{\"api_key\":\"a,b\"}                       | api_key",
        "{\"api_key\":\"ä\"}                         | api_key",
        "{\"api_key\":\"a\\nb\"}                     | api_key",
        "{\"api_key\":null}                          | api_key",
        "{\"request_content_type\":\"json\"}         | request_content_type",
        "{\"request_content_type\":null}             | request_content_type",
        "{\"authen_type\":\"HMAC_SHA256\",\"secret_key\":\"fifteen-chars-x\"} | secret_key",
        "{\"authen_type\":\"HMAC_SHA256\"}           | secret_key",
        "{\"authen_type\":\"OAuth2.0\",\"oauth2_access_token_url\":\"http://a.example/\",\"oauth2_client_id\":\"i\",\"oauth2_client_secret\":\"s\"}"
            + " | oauth2_access_token_url",
      })
  void a_change_that_breaks_a_rule_is_refused_at_its_field(String changes, String field) {
    assertThat(errorsWith(changes)).containsOnlyKeys(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"name\":\"x\"}",
        "{\"skip_if_no_code\":null,\"active\":null,\"only_va\":null}",
        "{\"active\":\"0\",\"skip_if_no_code\":true}",
        "{\"retry_conditions\":[\"non_2xx_status_code\"]}",
        "{\"retry_conditions\":[]}",
        "{\"only_va\":1,\"bank_sub_account_ids\":[25,26]}",
        "{\"request_content_type\":\"multipart_form-data\"}",
        "{\"request_content_type\":\"application_x-www-form-urlencoded\"}",
        "{\"authen_type\":\"No_Authen\"}",
        "{\"authen_type\":\"HMAC_SHA256\",\"secret_key\":\"sixteen-chars-xx\"}",
        "{\"unknown\":{\"x\":[]}}"
      })
  void a_change_that_keeps_the_rules_is_accepted(String changes) {
    assertThat(errorsWith(changes)).isEmpty();
  }

  @Test
  void lengths_are_those_of_the_contract() {
    String path = "https://example.com/";
    assertThat(errorsWith("{\"name\":\"" + "n".repeat(300) + "\"}")).isEmpty();
    assertThat(errorsWith("{\"name\":\"" + "n".repeat(301) + "\"}")).containsOnlyKeys("name");
    String longest = path + "p".repeat(300 - path.length());
    assertThat(errorsWith("{\"webhook_url\":\"" + longest + "\"}")).isEmpty();
    assertThat(errorsWith("{\"webhook_url\":\"" + longest + "p\"}"))
        .containsOnlyKeys("webhook_url");
    assertThat(errorsWith("{\"api_key\":\"" + "k".repeat(255) + "\"}")).isEmpty();
    assertThat(errorsWith("{\"api_key\":\"" + "k".repeat(256) + "\"}")).containsOnlyKeys("api_key");
  }

  @Test
  void fields_of_another_authentication_type_are_dropped() {
    WebhookRequest standing = WebhookRequest.BLANK.with(Fields.of(json(API_KEY)));
    WebhookRequest changed =
        standing.with(
            Fields.of(
                json("{\"authen_type\":\"HMAC_SHA256\",\"secret_key\":\"0123456789abcdef\"}")));
    assertThat(changed.apiKey()).isNull();
    assertThat(changed.requestContentType()).isNull();
    assertThat(changed.secretKey()).isEqualTo("0123456789abcdef");
  }

  @Test
  void sub_accounts_are_replaced_not_added() {
    WebhookRequest standing =
        WebhookRequest.BLANK.with(Fields.of(json("{\"bank_sub_account_ids\":[26,25,25]}")));
    assertThat(standing.bankSubAccountIds()).containsExactly(25L, 26L);
    assertThat(
            standing.with(Fields.of(json("{\"bank_sub_account_ids\":[27]}"))).bankSubAccountIds())
        .containsExactly(27L);
  }

  @Test
  void a_request_survives_being_stored() {
    WebhookRequest request =
        WebhookRequest.BLANK.with(
            Fields.of(
                json(
                    API_KEY.replace(
                        "}",
                        ",\"only_va\":1,\"bank_sub_account_ids\":[3,1],"
                            + "\"retry_conditions\":[\"non_2xx_status_code\"]}"))));
    assertThat(WebhookSettings.toRequest(WebhookSettings.of(request))).isEqualTo(request);
  }

  @Test
  void printing_a_request_shows_no_secret() {
    assertThat(WebhookRequest.BLANK.with(Fields.of(json(API_KEY))).toString())
        .doesNotContain("a7c3b4e5");
  }

  @Test
  void a_key_written_back_as_it_is_shown_stays_what_it_is() {
    WebhookRequest standing = WebhookRequest.BLANK.with(Fields.of(json(API_KEY)));
    Fields fields = Fields.of(json("{\"name\":\"Shop 2\",\"api_key\":\"****b4e5\"}"));

    WebhookRequest updated = RULES.check(standing.with(fields), fields.errors());

    assertThat(updated.apiKey()).isEqualTo("a7c3b4e5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"****", "****1234"})
  void the_mask_of_another_key_is_none(String mask) {
    JsonObject changes = Json.object().add("api_key", mask).build();
    assertThat(errors(WebhookRequest.BLANK.with(Fields.of(json(API_KEY))), changes))
        .containsOnlyKeys("api_key");
    assertThat(errors(WebhookRequest.BLANK, json(API_KEY.replace("a7c3b4e5", mask))))
        .containsOnlyKeys("api_key");
  }

  @Test
  void an_emoji_is_one_character() {
    assertThat(errorsWith("{\"name\":\"" + "\uD83D\uDE00".repeat(300) + "\"}")).isEmpty();
    assertThat(errorsWith("{\"name\":\"" + "\uD83D\uDE00".repeat(301) + "\"}"))
        .isEqualTo(Map.of("name", List.of("must have 1 to 300 characters")));
  }
}
