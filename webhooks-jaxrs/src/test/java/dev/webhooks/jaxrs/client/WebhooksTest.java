package dev.webhooks.jaxrs.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.jaxrs.client.model.AuthenType;
import dev.webhooks.jaxrs.client.model.Page;
import dev.webhooks.jaxrs.client.model.Pagination;
import dev.webhooks.jaxrs.client.model.RequestContentType;
import dev.webhooks.jaxrs.client.model.Versioned;
import dev.webhooks.jaxrs.client.model.Webhook;
import dev.webhooks.jaxrs.client.model.WebhookEventType;
import dev.webhooks.jaxrs.client.model.WebhookQuery;
import dev.webhooks.jaxrs.client.model.WebhookRequest;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhooksTest extends ClientTest {
  private static final String WEBHOOK =
      """
      {"id":23,"bank_account_id":19,"name":"Online shop integration","event_type":"In_only",\
      "authen_type":"Api_Key","webhook_url":"https://example.com/webhook/payment",\
      "is_verify_payment":true,"skip_if_no_code":true,\
      "retry_conditions":{"non_2xx_status_code":1},"only_va":true,"active":true,\
      "created_at":"2025-02-15 14:23:56","api_key":"a7c3b4e5f6a7b8c9d0e1f2a3b4c5d6e7",\
      "request_content_type":"Json","bank_sub_account_ids":[25,26]}\
      """;

  private static final Webhook READ =
      new Webhook(
          23,
          19,
          "Online shop integration",
          WebhookEventType.IN_ONLY,
          AuthenType.API_KEY,
          "https://example.com/webhook/payment",
          true,
          true,
          Map.of("non_2xx_status_code", 1),
          true,
          true,
          LocalDateTime.of(2025, 2, 15, 14, 23, 56),
          "a7c3b4e5f6a7b8c9d0e1f2a3b4c5d6e7",
          RequestContentType.JSON,
          null,
          null,
          List.of(25L, 26L));

  @Test
  void a_list_is_a_page_of_records() {
    service.answers(
        200,
        "{\"status\":\"success\",\"data\":["
            + WEBHOOK
            + "],\"meta\":{\"pagination\":{\"total\":1,\"per_page\":20,\"current_page\":1,"
            + "\"last_page\":1}}}");

    Page<Webhook> page = client.webhooks().list(WebhookQuery.all());

    assertThat(page).isEqualTo(new Page<>(List.of(READ), new Pagination(1, 20, 1, 1)));
    assertThat(page.hasNext()).isFalse();
    assertAsked("GET", "/webhooks?page=1&limit=20");
    assertThat(service.lastAsked().header("Authorization")).isEqualTo("Bearer token-1");
    assertThat(service.lastAsked().header("Accept")).isEqualTo("application/json");
  }

  @Test
  void filters_are_sent_literally() {
    service.answers(200, "{\"status\":\"success\",\"data\":[]}");

    client
        .webhooks()
        .list(
            WebhookQuery.all()
                .urlContaining("100%_{a}&b=ü+c d")
                .withApiKey("k/1")
                .withActive(false)
                .atPage(3)
                .withLimit(100));

    assertAsked(
        "GET",
        "/webhooks?webhook_url=100%25_%7Ba%7D%26b%3D%C3%BC%2Bc+d&api_key=k%2F1&active=0&page=3&limit=100");
  }

  @Test
  void one_is_read_with_its_version() {
    service.answers(
        200, "{\"status\":\"success\",\"data\":" + WEBHOOK + "}", Map.of("ETag", "\"7\""));

    assertThat(client.webhooks().getVersioned(23)).isEqualTo(new Versioned<>(READ, "\"7\""));
    assertAsked("GET", "/webhooks/23");
  }

  @Test
  void fields_of_other_authentication_types_and_unknown_fields_do_not_matter() {
    service.answers(
        200,
        """
        {"status":"success","data":{"id":24,"bank_account_id":19,"name":"x","event_type":"All",
        "authen_type":"OAuth2.0","webhook_url":"https://example.com/","is_verify_payment":false,
        "skip_if_no_code":false,"retry_conditions":{"non_2xx_status_code":0},"only_va":false,
        "active":false,"created_at":"2025-02-15 14:23:56","bank_sub_account_ids":[],
        "oauth2_access_token_url":"https://example.com/token","oauth2_client_id":"shop",
        "some_day":{"more":[1]}}}\
        """);

    Webhook webhook = client.webhooks().get(24);

    assertThat(webhook.authenType()).isEqualTo(AuthenType.OAUTH2);
    assertThat(webhook.oauth2ClientId()).isEqualTo("shop");
    assertThat(webhook.oauth2AccessTokenUrl()).isEqualTo("https://example.com/token");
    assertThat(webhook.apiKey()).isNull();
    assertThat(webhook.retriesNon2xx()).isFalse();
  }

  @Test
  void creation_sends_the_wire_names_and_returns_the_id() {
    service.answers(
        201,
        "{\"status\":\"success\",\"message\":\"Webhook created"
            + " successfully\",\"data\":{\"id\":23}}");

    long id =
        client
            .webhooks()
            .create(
                WebhookRequest.builder()
                    .bankAccountId(19)
                    .name("Tiếng Việt")
                    .eventType(WebhookEventType.IN_ONLY)
                    .webhookUrl("https://example.com/webhook/payment")
                    .verifyPayment(true)
                    .skipIfNoCode(false)
                    .active(true)
                    .retryNon2xx(true)
                    .onlySubAccounts(List.of(25L, 26L))
                    .oauth2("https://example.com/token", "shop", "secret")
                    .build());

    assertThat(id).isEqualTo(23);
    assertAsked("POST", "/webhooks");
    assertThat(service.lastAsked().header("Content-Type")).isEqualTo("application/json");
    WireJson.assertJson(
        service.lastAsked().body(),
        """
        {"bank_account_id":19,"name":"Tiếng Việt","event_type":"In_only","authen_type":"OAuth2.0",
        "webhook_url":"https://example.com/webhook/payment","is_verify_payment":1,
        "skip_if_no_code":0,"active":1,"retry_conditions":["non_2xx_status_code"],"only_va":1,
        "bank_sub_account_ids":[25,26],"oauth2_access_token_url":"https://example.com/token",
        "oauth2_client_id":"shop","oauth2_client_secret":"secret"}\
        """);
  }

  @Test
  void an_update_sends_only_what_changes_and_the_version_read() {
    service.answers(
        200,
        "{\"status\":\"success\",\"message\":\"Webhook updated"
            + " successfully\",\"data\":{\"id\":23}}");

    client
        .webhooks()
        .update(
            new Versioned<>(READ, "\"7\""),
            WebhookRequest.builder()
                .retryNon2xx(false)
                .hmacSha256("0123456789abcdef")
                .requestContentType(RequestContentType.FORM)
                .build());

    assertAsked("PATCH", "/webhooks/23");
    assertThat(service.lastAsked().header("If-Match")).isEqualTo("\"7\"");
    WireJson.assertJson(
        service.lastAsked().body(),
        """
        {"retry_conditions":[],"authen_type":"HMAC_SHA256","secret_key":"0123456789abcdef",
        "request_content_type":"application_x-www-form-urlencoded"}\
        """);
  }

  @Test
  void an_update_without_a_version_asks_for_none() {
    service.answers(200, "{\"status\":\"success\",\"data\":{\"id\":23}}");

    client.webhooks().update(23, WebhookRequest.builder().apiKey("k").active(false).build());

    assertThat(service.lastAsked().header("If-Match")).isNull();
    WireJson.assertJson(
        service.lastAsked().body(), "{\"active\":0,\"api_key\":\"k\",\"authen_type\":\"Api_Key\"}");
  }

  @Test
  void api_keys_stay_out_of_logs() {
    assertThat(READ.toString()).contains("23", "Online shop").doesNotContain(READ.apiKey());
    assertThat(WebhookQuery.all().urlContaining("shop").withApiKey("a7c3b4e5").toString())
        .contains("shop")
        .doesNotContain("a7c3b4e5");
  }

  @Test
  void deletion_needs_no_data_in_the_answer() {
    service.answers(200, "{\"status\":\"success\",\"message\":\"Webhook deleted successfully\"}");

    client.webhooks().delete(23);

    assertAsked("DELETE", "/webhooks/23");
  }
}
