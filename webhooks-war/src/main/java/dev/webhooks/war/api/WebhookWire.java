package dev.webhooks.war.api;

import dev.webhooks.core.model.BodyFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The SePay face's names. */
final class WebhookWire {
  static final Map<String, BodyFormat> CONTENT_TYPES =
      byName(BodyFormat.values(), WebhookWire::contentType);
  static final Map<String, String> RETRY_CONDITIONS =
      Map.of(WebhookRequest.NON_2XX, WebhookRequest.NON_2XX);

  /** What the use cases name otherwise. */
  static final Map<String, String> FIELDS =
      Map.of(
          "url", "webhook_url",
          "subAccountIds", "bank_sub_account_ids",
          "key", "api_key",
          "tokenUrl", "oauth2_access_token_url",
          "clientId", "oauth2_client_id",
          "clientSecret", "oauth2_client_secret",
          "secret", "secret_key");

  private WebhookWire() {}

  static String contentType(BodyFormat format) {
    return switch (format) {
      case JSON -> "Json";
      case MULTIPART -> "multipart_form-data";
      case URLENCODED -> "application_x-www-form-urlencoded";
    };
  }

  /** The constants by name, in their order. */
  static <T> Map<String, T> byName(T[] constants, Function<T, String> name) {
    Map<String, T> byName = new LinkedHashMap<>();
    for (T constant : constants) {
      byName.put(name.apply(constant), constant);
    }
    return byName;
  }
}
