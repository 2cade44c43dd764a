package dev.webhooks.war.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.EndpointStatus;
import dev.webhooks.core.model.Face;
import dev.webhooks.ejb.endpoint.EndpointRecord;
import dev.webhooks.ejb.endpoint.Ownership;
import dev.webhooks.war.json.Fields;
import dev.webhooks.war.json.JsonReading;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookAnswerTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

  private static EndpointRecord webhook(String request) {
    JsonObject json = JsonReading.object(request.getBytes(StandardCharsets.UTF_8));
    return new EndpointRecord(
        23,
        "t",
        Face.SEPAY,
        WebhookSettings.of(WebhookRequest.BLANK.with(Fields.of(json))),
        EndpointStatus.ENABLED,
        null,
        null,
        Ownership.NOT_REQUIRED,
        null,
        List.of(),
        0,
        Instant.parse("2025-02-15T07:23:56.789Z"),
        Instant.EPOCH,
        1);
  }

  private static JsonObject answer(String authentication) {
    return new WebhookAnswer(ZONE, false).of(webhook(request(authentication)));
  }

  private static String request(String authentication) {
    return """
    {"bank_account_id":19,"name":"Online shop integration","event_type":"In_only",
     "webhook_url":"https://example.com/webhook/payment","is_verify_payment":1,
     "skip_if_no_code":1,"retry_conditions":["non_2xx_status_code"],"only_va":1,
     "bank_sub_account_ids":[26,25],\
    """
        + authentication
        + "}";
  }

  private static final String API_KEY =
      "\"authen_type\":\"Api_Key\",\"api_key\":\"a7c3b4e5f6a7b8c9d0e1f2a3b4c5d6e7\","
          + "\"request_content_type\":\"Json\"";

  @Test
  void a_webhook_is_written_as_the_contract_shows_it() {
    assertThat(new WebhookAnswer(ZONE, true).of(webhook(request(API_KEY))).toString())
        .isEqualTo(
            "{\"id\":23,\"bank_account_id\":19,\"name\":\"Online shop integration\","
                + "\"event_type\":\"In_only\",\"authen_type\":\"Api_Key\","
                + "\"webhook_url\":\"https://example.com/webhook/payment\","
                + "\"is_verify_payment\":true,\"skip_if_no_code\":true,"
                + "\"retry_conditions\":{\"non_2xx_status_code\":1},\"only_va\":true,"
                + "\"active\":true,\"created_at\":\"2025-02-15 14:23:56\","
                + "\"api_key\":\"a7c3b4e5f6a7b8c9d0e1f2a3b4c5d6e7\","
                + "\"request_content_type\":\"Json\",\"bank_sub_account_ids\":[25,26]}");
  }

  @Test
  void the_api_key_is_masked_for_readers() {
    assertThat(answer(API_KEY).getString("api_key")).isEqualTo("****d6e7");
  }

  @ParameterizedTest
  @CsvSource({"abcdefgh,****efgh", "abcd,****cd", "a,****"})
  void a_short_key_is_not_shown_whole(String key, String masked) {
    assertThat(WebhookAnswer.masked(key)).isEqualTo(masked);
  }

  @Test
  void fields_of_other_types_and_secrets_do_not_appear() {
    assertThat(answer("\"authen_type\":\"HMAC_SHA256\",\"secret_key\":\"0123456789abcdef\""))
        .doesNotContainKeys(
            "api_key", "request_content_type", "oauth2_client_id", "secret_key", "secret");
    assertThat(
            answer(
                "\"authen_type\":\"OAuth2.0\",\"oauth2_access_token_url\":\"https://a.example/\","
                    + "\"oauth2_client_id\":\"i\",\"oauth2_client_secret\":\"s\""))
        .containsKeys("oauth2_access_token_url", "oauth2_client_id")
        .doesNotContainKeys("oauth2_client_secret", "api_key", "request_content_type");
  }

  @Test
  void no_retry_is_0_and_no_sub_accounts_an_empty_list() {
    JsonObject json =
        new WebhookAnswer(ZONE, false)
            .of(
                webhook(
                    request(API_KEY)
                        .replace("[\"non_2xx_status_code\"]", "[]")
                        .replace("[26,25]", "[]")));
    assertThat(json.getJsonObject("retry_conditions").toString())
        .isEqualTo("{\"non_2xx_status_code\":0}");
    assertThat(json.getJsonArray("bank_sub_account_ids")).isEmpty();
  }
}
