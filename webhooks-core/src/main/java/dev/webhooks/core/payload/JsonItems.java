package dev.webhooks.core.payload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The items of one request to publish, each as the bytes the producer sent.
 *
 * @param isList false if the request was one object, which is answered by one answer
 * @param items slices of the request's bytes, backed by its array
 */
public record JsonItems(boolean isList, List<ByteBuffer> items) {

  /**
   * The items of a JSON document: the elements of an array, or the document itself, which is not
   * looked into then.
   *
   * @throws InvalidInputException if it is an array and not valid JSON
   */
  public static JsonItems ofDocument(byte[] document) {
    if (!beginsArray(document)) {
      return new JsonItems(false, List.of(ByteBuffer.wrap(document)));
    }
    try (JsonInput input = JsonInput.of(ByteBuffer.wrap(document))) {
      return input.read(parser -> new JsonItems(true, elements(parser, document)));
    }
  }

  private static List<ByteBuffer> elements(JsonParser parser, byte[] array) throws IOException {
    List<ByteBuffer> elements = new ArrayList<>();
    parser.nextToken();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      int start = JsonInput.start(parser);
      elements.add(ByteBuffer.wrap(array, start, JsonInput.skip(parser)).slice());
    }
    return elements;
  }

  private static boolean beginsArray(byte[] document) {
    int start = 0;
    while (start < document.length && isSpace(document[start])) {
      start++;
    }
    return start < document.length && document[start] == '[';
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }
}
