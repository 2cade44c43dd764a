package dev.webhooks.war.api;

import static dev.webhooks.war.json.Answers.addNumber;
import static dev.webhooks.war.json.Answers.addText;

import dev.webhooks.core.model.EndpointStatus;
import dev.webhooks.core.model.SigningKey;
import dev.webhooks.core.signing.SignatureScheme;
import dev.webhooks.core.signing.SigningSecret;
import dev.webhooks.core.signing.WebhookPublicKey;
import dev.webhooks.core.target.HeaderPolicy;
import dev.webhooks.ejb.endpoint.Credentials;
import dev.webhooks.ejb.endpoint.EndpointRecord;
import dev.webhooks.war.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes an EPaySe endpoint; of its secrets nothing. Pure. */
final class EndpointAnswer {
  private EndpointAnswer() {}

  static JsonObject of(EndpointRecord endpoint) {
    EndpointRequest request = EventEndpointSettings.toRequest(endpoint.settings());
    JsonObjectBuilder json = Json.object().add("id", endpoint.id());
    addText(json, "url", request.url()).add("description", request.description());
    json.add(
            "event_types",
            Json.array(request.eventTypes() == null ? java.util.List.of() : request.eventTypes()))
        .add("livemode", Boolean.TRUE.equals(request.livemode()))
        .add("enabled", endpoint.status() == EndpointStatus.ENABLED);
    addText(json, "disabled_reason", endpoint.disabledReason());
    addText(json, "disabled_at", endpoint.disabledAt());
    ownership(json, endpoint);
    json.add("authentication", request.authentication().toJson());
    signatures(json, endpoint, request);
    sending(json, request);
    addText(json, "created_at", endpoint.createdAt());
    return addText(json, "updated_at", endpoint.updatedAt()).build();
  }

  static JsonObjectBuilder ownership(JsonObjectBuilder json, EndpointRecord endpoint) {
    json.add("ownership", endpoint.ownership().name().toLowerCase(Locale.ROOT));
    return addText(json, "verified_at", endpoint.verifiedAt());
  }

  private static void signatures(
      JsonObjectBuilder json, EndpointRecord endpoint, EndpointRequest request) {
    boolean signs = endpoint.settings().credentials() instanceof Credentials.Signed;
    var schemes = Json.array();
    if (signs) {
      request.signatures().forEach(scheme -> schemes.add(scheme.wireName()));
    }
    json.add("signatures", schemes);
    if (signs && request.signatures().contains(SignatureScheme.STANDARD_ED25519)) {
      publicKey(endpoint).ifPresent(key -> json.add("public_key", key.toString()));
    }
  }

  private static Optional<WebhookPublicKey> publicKey(EndpointRecord endpoint) {
    return endpoint.signingKeys().stream()
        .map(SigningKey::secret)
        .map(SigningSecret::publicKey)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static void sending(JsonObjectBuilder json, EndpointRequest request) {
    json.add("headers", headers(request.headers())).add("channels", Json.array(request.channels()));
    if (request.filter() == null) {
      json.addNull("filter");
    } else {
      json.add("filter", request.filter());
    }
    addNumber(json, "rate_limit", request.rateLimit()).add("ordered", request.ordered());
    if (request.retrySchedule() == null) {
      json.addNull("retry_schedule");
    } else {
      json.add("retry_schedule", Json.array(request.retrySchedule()));
    }
    addNumber(json, "timeout_seconds", request.timeoutSeconds())
        .add("metadata", map(request.metadata()));
  }

  private static JsonObjectBuilder headers(Map<String, String> headers) {
    JsonObjectBuilder json = Json.object();
    headers.forEach(
        (name, value) -> json.add(name, HeaderPolicy.isSecret(name) ? EndpointWire.STARS : value));
    return json;
  }

  private static JsonObjectBuilder map(Map<String, String> texts) {
    JsonObjectBuilder json = Json.object();
    texts.forEach(json::add);
    return json;
  }
}
