package dev.webhooks.war.json;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** From a request's bytes to JSON: UTF-8 only, bounded, no repeated keys. Pure. */
public final class JsonReading {
  private JsonReading() {}

  /**
   * The one JSON value of the body.
   *
   * @throws InvalidRequestException 400 naming {@code body}
   */
  public static JsonValue value(byte[] body) {
    String text = decode(body);
    JsonShape.refusalOf(text)
        .ifPresent(
            refusal -> {
              throw refuse(refusal);
            });
    return parse(text);
  }

  /**
   * The JSON object of the body.
   *
   * @throws InvalidRequestException 400 naming {@code body}
   */
  public static JsonObject object(byte[] body) {
    if (value(body) instanceof JsonObject object) {
      return object;
    }
    throw refuse("must be a JSON object");
  }

  /** The object of a body that may be left out. */
  public static JsonObject optionalObject(byte[] body) {
    return body.length == 0 ? JsonValue.EMPTY_JSON_OBJECT : object(body);
  }

  private static JsonValue parse(String text) {
    try (JsonReader reader = Json.READERS.createReader(new StringReader(text))) {
      return reader.readValue();
    } catch (JsonException | IllegalStateException | NumberFormatException e) {
      throw refuse("must be well-formed JSON without repeated keys");
    }
  }

  private static String decode(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw refuse("must be UTF-8");
    }
  }

  private static RuntimeException refuse(String reason) {
    return InvalidRequestException.field("body", reason);
  }
}
