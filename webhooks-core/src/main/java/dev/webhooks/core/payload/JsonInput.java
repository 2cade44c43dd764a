package dev.webhooks.core.payload;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** A producer's JSON being read: what is wrong with it is told in the producer's words. */
final class JsonInput implements AutoCloseable {
  private static final String WHOLE = "body";

  private final JsonParser parser;

  private JsonInput(JsonParser parser) {
    this.parser = parser;
  }

  static JsonInput of(ByteBuffer json) {
    requireUtf8(json);
    try {
      return new JsonInput(
          Json.FACTORY.createParser(
              json.array(), json.arrayOffset() + json.position(), json.remaining()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads one value, which must be all there is. */
  <T> T read(Reader<T> reader) {
    try {
      T value = reader.read(parser);
      if (parser.nextToken() != null) {
        throw InvalidInputException.of(WHOLE, "must be one JSON value");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw InvalidInputException.of(field(), flaw(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the current token begins, in bytes from the start of the input. */
  static int start(JsonParser parser) {
    return (int) parser.currentTokenLocation().getByteOffset();
  }

  /** Goes to the end of the current value and returns its length in bytes. */
  static int skip(JsonParser parser) throws IOException {
    int start = start(parser);
    parser.skipChildren();
    parser.finishToken();
    return (int) parser.currentLocation().getByteOffset() - start;
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The parser skips what it is not asked for without decoding it; receivers will decode it. */
  private static void requireUtf8(ByteBuffer json) {
    try {
      UTF_8.newDecoder().decode(json.duplicate());
    } catch (CharacterCodingException e) {
      throw InvalidInputException.of(WHOLE, "must be valid UTF-8");
    }
  }

  /** The outermost key that is being read. */
  private String field() {
    String field = WHOLE;
    for (@Nullable JsonStreamContext context = parser.getParsingContext();
        context != null;
        context = context.getParent()) {
      if (context.getCurrentName() != null) {
        field = context.getCurrentName();
      }
    }
    return field;
  }

  private static String flaw(JsonProcessingException e) {
    if (e instanceof StreamConstraintsException) {
      return "must not be nested deeper than "
          + Json.MAX_DEPTH
          + " levels, nor have numbers of more than 1000 digits";
    }
    String place = " at byte " + e.getLocation().getByteOffset();
    return e.getOriginalMessage().startsWith("Duplicate")
        ? "must not repeat a key" + place
        : "is not valid JSON" + place;
  }

  /** Takes what it wants from the parser, which stands before the first token. */
  interface Reader<T> {
    T read(JsonParser parser) throws IOException;
  }
}
