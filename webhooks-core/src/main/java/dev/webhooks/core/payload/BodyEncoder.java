package dev.webhooks.core.payload;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.webhooks.core.model.BodyFormat;
import java.io.IOException;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Turns the stored JSON of a transaction into the form an endpoint wants. Only the JSON is stored;
 * the form bodies are computed from it at each attempt and come out the same each time.
 */
public final class BodyEncoder {
  private static final int BOUNDARY_LENGTH = 32;

  private BodyEncoder() {}

  /**
   * The body in that format. In the form formats there is one text field per key: numbers as they
   * stand in the JSON, null as the empty text, everything in UTF-8.
   *
   * @param json for the form formats, an object without objects or arrays in it
   * @throws IllegalArgumentException if the JSON cannot be a form
   */
  public static EncodedBody encode(BodyFormat format, byte[] json) {
    return switch (format) {
      case JSON -> new EncodedBody("application/json", json);
      case MULTIPART -> multipart(fields(json), boundary(json));
      case URLENCODED -> urlencoded(fields(json));
    };
  }

  private static EncodedBody multipart(Map<String, String> fields, String boundary) {
    StringBuilder parts = new StringBuilder();
    fields.forEach(
        (key, value) ->
            parts
                .append("--" + boundary + "\r\nContent-Disposition: form-data; name=\"")
                .append(key + "\"\r\n\r\n" + value + "\r\n"));
    parts.append("--" + boundary + "--\r\n");
    return new EncodedBody(
        "multipart/form-data; boundary=" + boundary, parts.toString().getBytes(UTF_8));
  }

  private static EncodedBody urlencoded(Map<String, String> fields) {
    String pairs =
        fields.entrySet().stream()
            .map(field -> quoted(field.getKey()) + '=' + quoted(field.getValue()))
            .collect(Collectors.joining("&"));
    return new EncodedBody("application/x-www-form-urlencoded", pairs.getBytes(UTF_8));
  }

  private static String quoted(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /** A boundary made of the content, so that every attempt sends the same bytes. */
  private static String boundary(byte[] json) {
    String text = new String(json, UTF_8);
    return boundary(json, text::contains);
  }

  /** The first in a row of hashes that is not taken. */
  static String boundary(byte[] content, Predicate<String> isTaken) {
    byte[] hash = sha256(content);
    String boundary = HexFormat.of().formatHex(hash).substring(0, BOUNDARY_LENGTH);
    return isTaken.test(boundary) ? boundary(hash, isTaken) : boundary;
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }

  private static Map<String, String> fields(byte[] json) {
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser parser = Json.FACTORY.createParser(json)) {
      require(parser.nextToken() == JsonToken.START_OBJECT);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        require(parser.nextToken().isScalarValue());
        fields.put(key, parser.hasToken(JsonToken.VALUE_NULL) ? "" : parser.getText());
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("a form body needs a JSON object", e);
    }
    return fields;
  }

  private static void require(boolean flat) {
    if (!flat) {
      throw new IllegalArgumentException("a form body needs a JSON object of plain values");
    }
  }
}
