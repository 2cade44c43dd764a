package dev.webhooks.war.api;

import dev.webhooks.core.model.EventTypePattern;
import dev.webhooks.core.signing.SignatureScheme;
import dev.webhooks.core.signing.SigningSecret;
import dev.webhooks.war.json.FieldErrors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The EPaySe face's names. */
final class EndpointWire {
  /** Stands for a value that is shown to nobody. */
  static final String STARS = "****";

  static final Map<String, SignatureScheme> SIGNATURES =
      WebhookWire.byName(
          new SignatureScheme[] {
            SignatureScheme.EPAYSE, SignatureScheme.STANDARD, SignatureScheme.STANDARD_ED25519
          },
          SignatureScheme::wireName);

  /** What the use cases name otherwise. */
  static final Map<String, String> FIELDS = fields();

  private EndpointWire() {}

  private static Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("name", "description");
    fields.put("types", "event_types");
    fields.put("schemes", "signatures");
    fields.put("timeout", "timeout_seconds");
    fields.put("retryDelays", "retry_schedule");
    fields.put("key", "authentication.api_key");
    fields.put("token", "authentication.token");
    fields.put("username", "authentication.username");
    fields.put("password", "authentication.password");
    fields.put("header", "authentication.header_name");
    fields.put("headerValue", "authentication.header_value");
    fields.put("tokenUrl", "authentication.token_url");
    fields.put("clientId", "authentication.client_id");
    fields.put("clientSecret", "authentication.client_secret");
    fields.put("certificates", "authentication.certificate");
    fields.put("privateKey", "authentication.private_key");
    return fields;
  }

  static void checkPatterns(List<String> patterns, FieldErrors errors) {
    for (String pattern : patterns) {
      try {
        var unused = new EventTypePattern(pattern);
      } catch (IllegalArgumentException e) {
        errors.add("event_types", "must be names, families such as payment.* or *");
      }
    }
  }

  static void checkSecret(@Nullable String secret, FieldErrors errors) {
    if (secret == null) {
      return;
    }
    try {
      SigningSecret signing = SigningSecret.of(secret);
      if (secret.length() > 255
          || !(signing.supports(SignatureScheme.STANDARD)
              || signing.supports(SignatureScheme.STANDARD_ED25519))) {
        errors.add("secret", "must be whsec_ and the base64 of 24 to 64 bytes, or a whsk_ key");
      }
    } catch (IllegalArgumentException e) {
      errors.add("secret", "must be whsec_ and the base64 of 24 to 64 bytes, or a whsk_ key");
    }
  }
}
