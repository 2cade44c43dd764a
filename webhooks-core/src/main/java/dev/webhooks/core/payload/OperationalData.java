package dev.webhooks.core.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.webhooks.core.model.AttemptResult;
import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.DeliveryId;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.spi.EventContent;
import dev.webhooks.core.spi.RecordItem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;

/** The {@code data} of the product's own events; carries no secret. */
public final class OperationalData {
  private OperationalData() {}

  /** An endpoint that has failed for long: {@code endpoint.failing}. */
  public static byte[] failing(Endpoint endpoint, Instant since) {
    return object(
        json -> {
          json.writeNumberField("id", endpoint.id());
          json.writeStringField("object", "endpoint");
          json.writeStringField("face", lower(endpoint.face()));
          json.writeStringField("url", endpoint.url().toString());
          json.writeStringField("status", lower(endpoint.status()));
          json.writeStringField("failing_since", since.toString());
        });
  }

  /** A delivery that was given up: {@code delivery.exhausted}. */
  public static byte[] exhausted(RecordItem item, EventContent event) {
    var delivery = item.delivery();
    return object(
        json -> {
          json.writeStringField("id", DeliveryId.of(delivery).toString());
          json.writeStringField("object", "delivery");
          json.writeNumberField("endpoint_id", delivery.endpointId());
          json.writeStringField("event_id", event.id());
          json.writeStringField("event_type", event.type());
          json.writeStringField("status", "failed");
          json.writeNumberField("attempts", delivery.attempts() + (item.attempt() == null ? 0 : 1));
          json.writeStringField("created_at", delivery.createdAt().toString());
          if (item.attempt() != null) {
            writeLast(json, item.attempt());
          }
        });
  }

  private static void writeLast(JsonGenerator json, DeliveryAttempt attempt) throws IOException {
    if (attempt.error() != null) {
      json.writeStringField("last_error", attempt.error().wireName());
    }
    if (attempt.result() instanceof AttemptResult.Response response) {
      json.writeNumberField("last_response_status", response.status());
    }
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private interface Fields {
    void to(JsonGenerator json) throws IOException;
  }

  private static byte[] object(Fields fields) {
    var bytes = new ByteArrayOutputStream();
    try (var json = Json.FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeObjectFieldStart("object");
      fields.to(json);
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
