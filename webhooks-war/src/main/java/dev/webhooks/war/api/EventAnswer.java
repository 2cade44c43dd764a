package dev.webhooks.war.api;

import static dev.webhooks.war.json.Answers.addNumber;
import static dev.webhooks.war.json.Answers.addText;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.webhooks.core.payload.EventEnvelope;
import dev.webhooks.core.spi.LoggedEvent;
import dev.webhooks.war.json.Json;
import dev.webhooks.war.json.JsonReading;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes events and bank transactions. Pure. */
final class EventAnswer {
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  /** Field to the key receivers are sent, in the order they are sent. */
  private static final String[][] TRANSACTION = {
    {"gateway", "gateway"},
    {"transaction_date", "transactionDate"},
    {"account_number", "accountNumber"},
    {"sub_account", "subAccount"},
    {"code", "code"},
    {"content", "content"},
    {"transfer_type", "transferType"},
    {"transfer_amount", "transferAmount"},
    {"accumulated", "accumulated"},
    {"reference_code", "referenceCode"},
    {"description", "description"}
  };

  private EventAnswer() {}

  /** As in lists: without content. */
  static JsonObject of(LoggedEvent event) {
    return builder(event).add("created", event.createdAt().toString()).build();
  }

  /** As JSON, with its content byte for byte, which is null once it was removed. */
  static String whole(LoggedEvent event) {
    JsonObjectBuilder json = builder(event);
    JsonObject body = event.body() == null ? null : JsonReading.object(event.body());
    addText(json, "created", text(body, "created").orElse(event.createdAt().toString()));
    addText(json, "api_key_id", text(body, "api_key_id").orElse(null));
    String facts = json.add("content_removed", body == null).build().toString();
    return facts.substring(0, facts.length() - 1) + ",\"data\":" + data(event.body()) + "}";
  }

  private static String data(byte @Nullable [] body) {
    return body == null ? "null" : new String(EventEnvelope.dataIn(body).orElse(body), UTF_8);
  }

  private static Optional<String> text(@Nullable JsonObject body, String name) {
    return body != null && body.get(name) instanceof JsonString text
        ? Optional.of(text.getString())
        : Optional.empty();
  }

  private static JsonObjectBuilder builder(LoggedEvent event) {
    JsonObjectBuilder json =
        Json.object()
            .add("id", event.id())
            .add("type", event.type())
            .add("livemode", event.livemode())
            .add("channels", Json.array(event.channels().stream().sorted().toList()))
            .add("deliveries", event.deliveries())
            .add("created_at", event.createdAt().toString());
    return addNumber(json, "transaction_id", event.transactionId());
  }

  /**
   * A bank transaction; its fields are null once its content was removed.
   *
   * @param zone in which times are shown
   */
  static JsonObject transaction(LoggedEvent event, Optional<Instant> verifiedAt, ZoneId zone) {
    Map<String, JsonValue> body =
        event.body() == null ? Map.of() : JsonReading.object(event.body());
    JsonObjectBuilder json = Json.object();
    addNumber(json, "id", event.transactionId());
    for (String[] names : TRANSACTION) {
      json.add(names[0], body.getOrDefault(names[1], JsonValue.NULL));
    }
    json.add("event_id", event.id()).add("webhooks", event.deliveries());
    json.add("verified", verifiedAt.isPresent());
    return addText(
            json,
            "verified_at",
            verifiedAt.map(instant -> LOCAL.format(instant.atZone(zone))).orElse(null))
        .build();
  }
}
