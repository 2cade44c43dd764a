package dev.webhooks.jaxrs.client;

import dev.webhooks.jaxrs.client.model.CursorPage;
import dev.webhooks.jaxrs.client.model.Page;
import dev.webhooks.jaxrs.client.model.Pagination;
import dev.webhooks.jaxrs.client.model.PublishResult;
import dev.webhooks.jaxrs.client.model.Versioned;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbException;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A success in the service's envelope: what {@code data} and {@code meta} are read from. */
final class Answer {
  private final ResponseHead head;
  private final JsonObject envelope;
  private final WireFormat format;

  private Answer(ResponseHead head, JsonObject envelope, WireFormat format) {
    this.head = head;
    this.envelope = envelope;
    this.format = format;
  }

  /**
   * The answer in this body.
   *
   * @throws WebhooksApiException if it is a refusal, or not the service's
   */
  static Answer of(ResponseHead head, byte[] body, WireFormat format) {
    JsonObject envelope = readable(head, () -> format.parse(body).asJsonObject());
    if (head.isSuccess()) {
      return new Answer(head, envelope, format);
    }
    throw readable(head, () -> refusal(head, envelope));
  }

  <T> T data(Class<T> type) {
    return readable(head, () -> read(type));
  }

  <T> List<T> list(Class<T> itemType) {
    return readable(head, () -> List.copyOf(this.<List<T>>read(WireFormat.listOf(itemType))));
  }

  <T> Versioned<T> versioned(Class<T> type) {
    return new Versioned<>(data(type), head.etag());
  }

  /**
   * The page that was asked for; another one, which would be read again and again, is unreadable.
   *
   * @param asked its number
   */
  <T> Page<T> page(Class<T> itemType, int asked) {
    List<T> items = list(itemType);
    Pagination pagination = readable(head, () -> pagination(items.size(), asked));
    require(
        pagination.currentPage() == asked,
        () -> "page " + pagination.currentPage() + " came for page " + asked);
    return new Page<>(items, pagination);
  }

  /**
   * The page after a cursor; one that is followed by itself is unreadable.
   *
   * @param asked null for the first
   */
  <T> CursorPage<T> cursorPage(Class<T> itemType, @Nullable String asked) {
    List<T> items = list(itemType);
    String next = readable(head, this::nextCursor);
    require(
        next == null || !next.equals(asked),
        () -> "the page after " + asked + " is followed by itself");
    return new CursorPage<>(items, next);
  }

  /**
   * One result per item of a bulk request, in its order.
   *
   * @param items how many were sent
   */
  <T> List<PublishResult<T>> results(Class<T> receiptType, int items) {
    List<PublishResult<T>> results =
        readable(
            head,
            () ->
                envelope.getJsonArray("data").stream()
                    .map(item -> result(item.asJsonObject(), receiptType))
                    .toList());
    require(
        results.size() == items, () -> results.size() + " results came for " + items + " items");
    return results;
  }

  private void require(boolean makesSense, Supplier<String> otherwise) {
    if (!makesSense) {
      throw WebhooksApiException.unreadable(head, otherwise.get());
    }
  }

  private <T> T read(Type type) {
    JsonValue data = envelope.get("data");
    if (data == null || data == JsonValue.NULL) {
      throw new JsonException("The answer has no data");
    }
    return format.read(data, type);
  }

  private <T> PublishResult<T> result(JsonObject item, Class<T> receiptType) {
    return item.containsKey("data")
        ? new PublishResult.Accepted<>(format.<T>read(item.get("data"), receiptType))
        : new PublishResult.Refused<>(
            item.getString("error"), item.getString("message", ""), fieldErrors(item));
  }

  private Pagination pagination(int items, int asked) {
    JsonObject pagination = meta().getJsonObject("pagination");
    return pagination == null
        ? new Pagination(items, items, asked, asked)
        : format.read(pagination, Pagination.class);
  }

  private @Nullable String nextCursor() {
    JsonValue cursor = meta().get("next_cursor");
    return cursor == null || cursor == JsonValue.NULL ? null : ((JsonString) cursor).getString();
  }

  private JsonObject meta() {
    return envelope.containsKey("meta")
        ? envelope.getJsonObject("meta")
        : JsonValue.EMPTY_JSON_OBJECT;
  }

  private static WebhooksApiException refusal(ResponseHead head, JsonObject envelope) {
    String code = envelope.getString("error");
    return WebhooksApiException.refusal(
        head, code, envelope.getString("message", code), fieldErrors(envelope));
  }

  private static Map<String, List<String>> fieldErrors(JsonObject envelope) {
    JsonObject errors = envelope.getJsonObject("errors");
    Map<String, List<String>> byField = new LinkedHashMap<>();
    if (errors != null) {
      errors.forEach(
          (field, texts) ->
              byField.put(
                  field,
                  texts.asJsonArray().getValuesAs(JsonString.class).stream()
                      .map(JsonString::getString)
                      .toList()));
    }
    return byField;
  }

  /** JSON-P tells the wrong shape by ClassCastException, the absent one by NullPointerException. */
  private static <T> T readable(ResponseHead head, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (JsonException
        | JsonbException
        | ClassCastException
        | NullPointerException
        | IllegalArgumentException e) {
      throw WebhooksApiException.unreadable(head, e);
    }
  }
}
