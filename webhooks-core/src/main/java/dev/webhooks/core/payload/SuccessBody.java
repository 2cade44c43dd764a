package dev.webhooks.core.payload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** The answer by which a SePay receiver accepts a transaction. */
public final class SuccessBody {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private SuccessBody() {}

  /**
   * Whether the body is a JSON object whose own key {@code success} is {@code true}. Anything that
   * is not wholly valid JSON is no success; a byte order mark before it is tolerated.
   */
  public static boolean isSuccess(byte[] body) {
    int start = startsWithMark(body) ? BYTE_ORDER_MARK.length : 0;
    try (JsonParser parser = Json.FACTORY.createParser(body, start, body.length - start)) {
      return parser.nextToken() == JsonToken.START_OBJECT
          && hasSuccess(parser)
          && parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean hasSuccess(JsonParser parser) throws IOException {
    boolean success = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean named = parser.currentName().equals("success");
      JsonToken value = parser.nextToken();
      success |= named && value == JsonToken.VALUE_TRUE;
      parser.skipChildren();
    }
    return success;
  }

  private static boolean startsWithMark(byte[] body) {
    return body.length >= 3
        && body[0] == BYTE_ORDER_MARK[0]
        && body[1] == BYTE_ORDER_MARK[1]
        && body[2] == BYTE_ORDER_MARK[2];
  }
}
