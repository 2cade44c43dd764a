package dev.webhooks.war.json;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonConfig;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The server's JSON provider, looked up once: the static methods of JSON-P look it up each time.
 */
public final class Json {
  private static final JsonProvider PROVIDER = JsonProvider.provider();
  static final JsonReaderFactory READERS =
      PROVIDER.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

  private Json() {}

  /** A new object. */
  public static JsonObjectBuilder object() {
    return PROVIDER.createObjectBuilder();
  }

  /** A new array. */
  public static JsonArrayBuilder array() {
    return PROVIDER.createArrayBuilder();
  }

  /** A new array of texts or numbers. */
  public static JsonArrayBuilder array(Iterable<?> values) {
    JsonArrayBuilder array = array();
    for (Object value : values) {
      if (value instanceof Long number) {
        array.add(number);
      } else {
        array.add(String.valueOf(value));
      }
    }
    return array;
  }

  /** The text in quotes, escaped. */
  public static String quote(String text) {
    return PROVIDER.createValue(text).toString();
  }

  /** The value as UTF-8. */
  public static byte[] bytes(JsonValue value) {
    return value.toString().getBytes(StandardCharsets.UTF_8);
  }
}
