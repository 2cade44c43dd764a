package dev.webhooks.war.api;

import static dev.webhooks.war.json.Answers.addNumber;
import static dev.webhooks.war.json.Answers.addText;

import dev.webhooks.core.model.AttemptResult;
import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.model.Header;
import dev.webhooks.core.model.Timings;
import dev.webhooks.core.spi.LoggedDelivery;
import dev.webhooks.war.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes deliveries and attempts. Pure. */
final class DeliveryAnswer {
  static final Map<String, DeliveryStatus> STATUSES =
      WebhookWire.byName(DeliveryStatus.values(), DeliveryAnswer::name);

  private DeliveryAnswer() {}

  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** As in lists. */
  static JsonObject of(LoggedDelivery delivery) {
    return builder(delivery).build();
  }

  /** With its attempts. */
  static JsonObject of(LoggedDelivery delivery, List<DeliveryAttempt> attempts) {
    JsonArrayBuilder all = Json.array();
    for (int i = 0; i < attempts.size(); i++) {
      boolean last = i == attempts.size() - 1;
      all.add(of(attempts.get(i), last ? delivery.nextAttemptAt() : null));
    }
    return builder(delivery).add("attempts", all).build();
  }

  private static JsonObjectBuilder builder(LoggedDelivery delivery) {
    JsonObjectBuilder json =
        Json.object()
            .add("id", delivery.id().toString())
            .add("event_id", delivery.eventId())
            .add("event_type", delivery.eventType())
            .add("endpoint_id", delivery.endpointId())
            .add("status", name(delivery.status()))
            .add("attempt_count", delivery.attempts())
            .add("created_at", delivery.createdAt().toString());
    addText(json, "settled_at", delivery.settledAt());
    return addText(json, "next_attempt_at", delivery.nextAttemptAt());
  }

  /**
   * @param nextAttemptAt when the one after it is due, null when there is none or it was made
   */
  static JsonObject of(DeliveryAttempt attempt, @Nullable Instant nextAttemptAt) {
    JsonObjectBuilder json =
        Json.object()
            .add("number", attempt.number())
            .add("trigger", name(attempt.trigger()))
            .add("started_at", attempt.startedAt().toString())
            .add("durations", durations(attempt.timings()));
    addText(json, "address", attempt.address());
    json.add("request_headers", headers(attempt.requestHeaders()));
    response(json, attempt.result());
    addText(json, "error", attempt.error() == null ? null : attempt.error().wireName());
    return addText(json, "next_attempt_at", nextAttemptAt).build();
  }

  private static void response(JsonObjectBuilder json, AttemptResult result) {
    if (result instanceof AttemptResult.Response response) {
      addNumber(json, "response_status", response.status())
          .add("response_headers", headers(response.headers()))
          .add("response_body", new String(response.body(), StandardCharsets.UTF_8))
          .addNull("error_detail");
    } else if (result instanceof AttemptResult.Failure failure) {
      json.addNull("response_status")
          .add("response_headers", Json.array())
          .addNull("response_body")
          .add("error_detail", failure.detail());
    }
  }

  private static JsonObjectBuilder durations(Timings timings) {
    return Json.object()
        .add("dns", millis(timings.dns()))
        .add("connect", millis(timings.connect()))
        .add("tls", millis(timings.tls()))
        .add("first_byte", millis(timings.firstByte()))
        .add("total", millis(timings.total()));
  }

  /** Whole milliseconds, rounded. */
  private static long millis(long micros) {
    return (micros + 500) / 1000;
  }

  private static JsonArrayBuilder headers(List<Header> headers) {
    JsonArrayBuilder json = Json.array();
    headers.forEach(
        header -> json.add(Json.object().add("name", header.name()).add("value", header.value())));
    return json;
  }
}
