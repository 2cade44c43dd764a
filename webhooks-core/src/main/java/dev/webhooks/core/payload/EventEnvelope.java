package dev.webhooks.core.payload;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON that EPaySe's receivers get: our envelope around the producer's own bytes. */
public final class EventEnvelope {
  /** The version of the envelope's form. */
  public static final String API_VERSION = "2024-01-01";

  private static final int ENVELOPE_SIZE = 256;
  private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

  private EventEnvelope() {}

  /**
   * The body of an event.
   *
   * @param id the event's id
   * @param type such as {@code payment.succeeded}
   * @param createdAt when it happened; written with as many decimals as it has
   * @param livemode false for test data
   * @param apiKeyId who published it; null is written as null
   * @param data a JSON value in UTF-8, taken over byte for byte
   */
  public static byte[] write(
      String id,
      String type,
      Instant createdAt,
      boolean livemode,
      @Nullable String apiKeyId,
      byte[] data) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(ENVELOPE_SIZE + data.length);
    body.writeBytes(utf8("{\"id\":"));
    body.writeBytes(quoted(id));
    body.writeBytes(utf8(",\"object\":\"event\",\"type\":"));
    body.writeBytes(quoted(type));
    body.writeBytes(utf8(",\"created\":\"" + createdAt + "\",\"livemode\":" + livemode));
    body.writeBytes(utf8(",\"api_key_id\":"));
    body.writeBytes(apiKeyId == null ? utf8("null") : quoted(apiKeyId));
    body.writeBytes(utf8(",\"data\":"));
    body.writeBytes(data);
    body.writeBytes(utf8(",\"api_version\":\"" + API_VERSION + "\"}"));
    return body.toByteArray();
  }

  /**
   * The bytes of the data in a body that {@link #write} made; empty when it has none, as the body
   * of a bank transaction.
   */
  public static Optional<byte[]> dataIn(byte[] body) {
    try (JsonInput input = JsonInput.of(ByteBuffer.wrap(body))) {
      return input.read(parser -> findData(parser, body));
    }
  }

  private static Optional<byte[]> findData(JsonParser parser, byte[] body) throws IOException {
    Optional<byte[]> data = Optional.empty();
    parser.nextToken();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean isData = parser.currentName().equals("data");
      parser.nextToken();
      int start = JsonInput.start(parser);
      int end = start + JsonInput.skip(parser);
      data = isData ? Optional.of(Arrays.copyOfRange(body, start, end)) : data;
    }
    return data;
  }

  /**
   * Whether these bytes may be an event's data.
   *
   * @throws IllegalArgumentException when they are not one JSON value in UTF-8
   */
  public static void requireJson(byte[] data) {
    try (JsonInput input = JsonInput.of(ByteBuffer.wrap(data))) {
      input.read(EventEnvelope::skipOne);
    } catch (InvalidInputException e) {
      throw new IllegalArgumentException(
          "An event's data must be one JSON value: " + e.errors(), e);
    }
  }

  private static boolean skipOne(JsonParser parser) throws IOException {
    if (parser.nextToken() == null) {
      throw InvalidInputException.of("body", "must not be empty");
    }
    parser.skipChildren();
    return true;
  }

  private static byte[] quoted(String text) {
    byte[] escaped = ENCODER.quoteAsUTF8(text);
    byte[] quoted = new byte[escaped.length + 2];
    System.arraycopy(escaped, 0, quoted, 1, escaped.length);
    quoted[0] = '"';
    quoted[quoted.length - 1] = '"';
    return quoted;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
