package dev.webhooks.war.api;

import static dev.webhooks.war.json.Answers.addText;

import dev.webhooks.ejb.endpoint.EndpointRecord;
import dev.webhooks.ejb.endpoint.EndpointSettings;
import dev.webhooks.war.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Writes a SePay webhook as the contract shows it. Pure.
 *
 * @param zone in which times are shown
 * @param revealsApiKey whether the API key is shown in full
 */
record WebhookAnswer(ZoneId zone, boolean revealsApiKey) {
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  /** The webhook; of the secrets only the API key. */
  JsonObject of(EndpointRecord endpoint) {
    EndpointSettings settings = endpoint.settings();
    WebhookRequest webhook = WebhookSettings.toRequest(settings);
    JsonObjectBuilder json = Json.object().add("id", endpoint.id());
    common(json, webhook);
    json.add("created_at", local(endpoint.createdAt()));
    ofItsType(json, webhook);
    return json.add("bank_sub_account_ids", Json.array(webhook.bankSubAccountIds())).build();
  }

  private void common(JsonObjectBuilder json, WebhookRequest webhook) {
    json.add("bank_account_id", orZero(webhook.bankAccountId()));
    addText(json, "name", webhook.name());
    addText(json, "event_type", wireName(webhook.eventType()));
    addText(json, "authen_type", wireName(webhook.authenType()));
    addText(json, "webhook_url", webhook.webhookUrl());
    json.add("is_verify_payment", Boolean.TRUE.equals(webhook.isVerifyPayment()))
        .add("skip_if_no_code", webhook.skipIfNoCode())
        .add(
            "retry_conditions",
            Json.object().add(WebhookRequest.NON_2XX, webhook.retryNon2xx() ? 1 : 0))
        .add("only_va", webhook.onlyVa())
        .add("active", webhook.active());
  }

  private void ofItsType(JsonObjectBuilder json, WebhookRequest webhook) {
    if (webhook.apiKey() != null) {
      json.add("api_key", revealsApiKey ? webhook.apiKey() : masked(webhook.apiKey()));
    }
    if (webhook.authenType() == AuthenType.OAUTH2) {
      addText(json, "oauth2_access_token_url", webhook.oauth2AccessTokenUrl());
      addText(json, "oauth2_client_id", webhook.oauth2ClientId());
    }
    if (webhook.requestContentType() != null) {
      json.add("request_content_type", WebhookWire.contentType(webhook.requestContentType()));
    }
  }

  /** Four stars and the last four characters; of a short key fewer, so that it stays one. */
  static String masked(String key) {
    int shown = Math.min(4, key.length() / 2);
    return EndpointWire.STARS + key.substring(key.length() - shown);
  }

  /** Whether it may be what stands for a key. */
  static boolean isMask(String key) {
    return key.startsWith(EndpointWire.STARS) && key.length() <= 8;
  }

  private String local(Instant instant) {
    return LOCAL.format(instant.atZone(zone));
  }

  private static long orZero(@Nullable Long value) {
    return value == null ? 0 : value;
  }

  private static @Nullable String wireName(@Nullable WebhookEventType type) {
    return type == null ? null : type.wireName();
  }

  private static @Nullable String wireName(@Nullable AuthenType type) {
    return type == null ? null : type.wireName();
  }
}
