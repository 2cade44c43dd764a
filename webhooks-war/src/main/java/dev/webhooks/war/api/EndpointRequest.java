package dev.webhooks.war.api;

import static dev.webhooks.war.api.WebhookRequest.REQUIRED;

import dev.webhooks.core.signing.SignatureScheme;
import dev.webhooks.war.json.Characters;
import dev.webhooks.war.json.FieldErrors;
import dev.webhooks.war.json.Fields;
import dev.webhooks.war.json.RequestRules;
import dev.webhooks.war.json.TargetUrl;
import jakarta.json.JsonObject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An EPaySe endpoint as its tenant writes it, whole: a creation is merged into {@link #BLANK}, an
 * update into what is stored.
 */
record EndpointRequest(
    @NotNull(message = REQUIRED) @Characters(max = 2048) @TargetUrl @Nullable String url,
    @Characters(min = 0, max = 300, message = "must have at most {max} characters")
        String description,
    @NotNull(message = REQUIRED) @Size(min = 1, max = 100, message = "must be 1 to 100 event types")
        @Nullable List<String> eventTypes,
    @NotNull(message = REQUIRED) @Nullable Boolean livemode,
    boolean enabled,
    EndpointAuthentication authentication,
    @Size(min = 1, message = "must not be empty") List<SignatureScheme> signatures,
    @Size(max = 50, message = "must be at most 50") Map<String, String> headers,
    @Size(max = 10, message = "must be at most 10") List<String> channels,
    @Nullable JsonObject filter,
    @Min(value = 1, message = "must be at least 1 per second")
        @Max(value = 100_000, message = "must be at most 100000 per second")
        @Nullable Integer rateLimit,
    boolean ordered,
    @Size(max = 5, message = "must be at most 5 retries") @Nullable List<Long> retrySchedule,
    @Min(value = 1, message = "must be from 1 to 30")
        @Max(value = 30, message = "must be from 1 to 30")
        @Nullable Integer timeoutSeconds,
    @Size(max = 50, message = "must be at most 50") Map<String, String> metadata,
    boolean verifyOwnership,
    @Nullable String secret)
    implements RequestRules.Conditional {

  private static final long LONGEST_DELAY = 86_400;

  /** Nothing is said yet: the defaults. */
  static final EndpointRequest BLANK =
      new EndpointRequest(
          null,
          "",
          null,
          null,
          true,
          EndpointAuthentication.HMAC,
          List.of(SignatureScheme.EPAYSE, SignatureScheme.STANDARD),
          Map.of(),
          List.of(),
          null,
          null,
          false,
          null,
          null,
          Map.of(),
          false,
          null);

  /** This request with what the fields say instead; null gives the default. */
  EndpointRequest with(Fields fields) {
    return new EndpointRequest(
        fields.text("url", url),
        or(fields.text("description", description), BLANK.description),
        fields.texts("event_types", eventTypes),
        fields.bool("livemode", livemode),
        or(fields.bool("enabled", enabled), BLANK.enabled),
        fields.has("authentication") ? authentication.with(fields) : authentication,
        or(fields.listOf("signatures", EndpointWire.SIGNATURES, signatures), BLANK.signatures)
            .stream()
            .distinct()
            .toList(),
        unmasked(or(fields.textMap("headers", headers), BLANK.headers)),
        or(fields.texts("channels", channels), BLANK.channels),
        fields.object("filter", filter),
        fields.smallInteger("rate_limit", rateLimit),
        or(fields.bool("ordered", ordered), BLANK.ordered),
        fields.integers("retry_schedule", retrySchedule),
        fields.smallInteger("timeout_seconds", timeoutSeconds),
        or(fields.textMap("metadata", metadata), BLANK.metadata),
        or(fields.bool("verify_ownership", verifyOwnership), BLANK.verifyOwnership),
        fields.text("secret", secret));
  }

  /** A value that was read as stars and is written back stays what it is. */
  private Map<String, String> unmasked(Map<String, String> given) {
    Map<String, String> all = new LinkedHashMap<>();
    given.forEach(
        (name, value) ->
            all.put(
                name,
                value.equals(EndpointWire.STARS) ? headers.getOrDefault(name, value) : value));
    return all;
  }

  private static <T> T or(@Nullable T value, T byDefault) {
    return value == null ? byDefault : value;
  }

  @Override
  public void check(FieldErrors errors) {
    authentication.check(errors);
    if (authentication.type() == EndpointAuthentication.Type.NONE
        && Boolean.TRUE.equals(livemode)) {
      errors.add("authentication", "must not be none when livemode is true");
    }
    if (eventTypes != null) {
      EndpointWire.checkPatterns(eventTypes, errors);
    }
    if (retrySchedule != null
        && retrySchedule.stream().anyMatch(delay -> delay < 1 || delay > LONGEST_DELAY)) {
      errors.add("retry_schedule", "must be seconds from 1 to " + LONGEST_DELAY);
    }
    if (headers.containsValue(EndpointWire.STARS)) {
      errors.add("headers", "must not have the value ****, which stands for one that is not shown");
    }
    EndpointWire.checkSecret(secret, errors);
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "EndpointRequest[" + url + "]";
  }
}
