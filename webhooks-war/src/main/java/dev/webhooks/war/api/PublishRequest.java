package dev.webhooks.war.api;

import dev.webhooks.core.payload.InvalidInputException;
import dev.webhooks.core.payload.JsonItems;
import dev.webhooks.war.json.Answers;
import dev.webhooks.war.json.InvalidRequestException;
import jakarta.ws.rs.core.Response;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The forms of a request to publish that fit into memory: one object, or an array of them. */
final class PublishRequest {
  static final String KEY = "Idempotency-Key";
  private static final int MOST = 1000;
  private static final Pattern KEY_SHAPE = Pattern.compile("[!-~]{1,255}");

  private PublishRequest() {}

  /**
   * The key, checked.
   *
   * @throws InvalidRequestException naming the header
   */
  static @Nullable String key(@Nullable String header) {
    if (header != null && !KEY_SHAPE.matcher(header).matches()) {
      throw InvalidRequestException.field(KEY, "must have 1 to 255 printable ASCII characters");
    }
    return header;
  }

  /** 202: with the data of one object, or with one result per item of an array. */
  static Response publish(byte[] body, @Nullable String key, Publication<?> publication) {
    JsonItems items = items(body);
    if (!items.isList()) {
      return accepted(publication.one(items.items().get(0)));
    }
    refuseForSeveral(key);
    if (items.items().size() > MOST) {
      throw InvalidRequestException.field("body", "must have at most " + MOST + " items");
    }
    return accepted(list(publication.each(items.items())));
  }

  /**
   * One key cannot be that of several items.
   *
   * @throws InvalidRequestException naming the header
   */
  static void refuseForSeveral(@Nullable String key) {
    if (key != null) {
      throw InvalidRequestException.field(KEY, "is for single objects; give each item an id");
    }
  }

  /**
   * The only item of a request that takes no list.
   *
   * @throws InvalidRequestException when it is a list, or no JSON
   */
  static ByteBuffer single(byte[] body) {
    JsonItems items = items(body);
    if (items.isList()) {
      throw InvalidRequestException.field("body", "must be one object");
    }
    return items.items().get(0);
  }

  private static JsonItems items(byte[] body) {
    try {
      return JsonItems.ofDocument(body);
    } catch (InvalidInputException e) {
      throw new InvalidRequestException(e.errors());
    }
  }

  private static String list(List<String> results) {
    return "{\"status\":\"success\",\"data\":[" + String.join(",", results) + "]}";
  }

  private static Response accepted(String body) {
    return Answers.accepted(body.getBytes(StandardCharsets.UTF_8));
  }
}
