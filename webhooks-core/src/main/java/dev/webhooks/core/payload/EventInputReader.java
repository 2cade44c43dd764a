package dev.webhooks.core.payload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one {@link EventInput} and collects what is wrong with it. */
final class EventInputReader {
  // An id is signed and sent in headers; Standard Webhooks keeps the full stop for itself.
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final int MAX_TYPE_LENGTH = 128;
  private static final int MAX_CHANNELS = 10;
  private static final int MAX_CHANNEL_LENGTH = 128;
  private static final int MAX_NUMBER_LENGTH = 100;
  private static final Pattern BIG_EXPONENT = Pattern.compile("[eE][+-]?0*[1-9][0-9]{4}");
  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 9999;

  private final JsonParser parser;
  private final ByteBuffer item;
  private final Map<String, List<String>> errors = new LinkedHashMap<>();

  private @Nullable String type;
  private @Nullable String id;
  private @Nullable Instant createdAt;
  private @Nullable Boolean livemode;
  private Set<String> channels = Set.of();
  private byte @Nullable [] data;

  EventInputReader(JsonParser parser, ByteBuffer item) {
    this.parser = parser;
    this.item = item;
  }

  /** Reads the fields; what is wrong with them is for {@link #result} to say. */
  EventInputReader read() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw InvalidInputException.of("body", "must be a JSON object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      readField(field);
    }
    return this;
  }

  private void readField(String field) throws IOException {
    switch (field) {
      case "type" -> type = readType();
      case "id" -> id = readId();
      case "created" -> createdAt = readCreated();
      case "livemode" -> livemode = readLivemode();
      case "channels" -> channels = readChannels();
      case "data" -> data = readData();
      default -> {}
    }
    // Nothing is left to skip where the value was taken.
    parser.skipChildren();
  }

  /**
   * What was read.
   *
   * @throws InvalidInputException naming every field that is missing or wrong
   */
  EventInput result() {
    require("type", type);
    require("livemode", livemode);
    require("data", data);
    if (!errors.isEmpty() || type == null || livemode == null || data == null) {
      throw new InvalidInputException(errors);
    }
    return new EventInput(type, id, createdAt, livemode, channels, data);
  }

  private void require(String field, @Nullable Object value) {
    if (value == null && errors.keySet().stream().noneMatch(named -> named.startsWith(field))) {
      refuse(field, "is required");
    }
  }

  private @Nullable String readType() throws IOException {
    String value = parser.hasToken(JsonToken.VALUE_STRING) ? parser.getText() : "";
    if (value.isBlank() || value.length() > MAX_TYPE_LENGTH) {
      refuse("type", "must be a string of 1 to " + MAX_TYPE_LENGTH + " characters");
      return null;
    }
    return value;
  }

  private @Nullable String readId() throws IOException {
    if (parser.hasToken(JsonToken.VALUE_STRING) && ID.matcher(parser.getText()).matches()) {
      return parser.getText();
    }
    if (!parser.hasToken(JsonToken.VALUE_NULL)) {
      refuse("id", "must be a string of 1 to 64 letters, digits, _ and -");
    }
    return null;
  }

  private @Nullable Instant readCreated() throws IOException {
    Optional<Instant> time = parseTime(parser.getValueAsString(""));
    if (time.isEmpty() && !parser.hasToken(JsonToken.VALUE_NULL)) {
      refuse("created", "must be a time such as 2025-01-16T08:19:55Z");
    }
    return time.orElse(null);
  }

  private static Optional<Instant> parseTime(String text) {
    try {
      // It is sent in UTC, where the year may be another.
      return Optional.of(OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC))
          .filter(time -> time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR)
          .map(OffsetDateTime::toInstant);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private @Nullable Boolean readLivemode() {
    if (!parser.currentToken().isBoolean()) {
      refuse("livemode", "must be true or false");
      return null;
    }
    return parser.hasToken(JsonToken.VALUE_TRUE);
  }

  private Set<String> readChannels() throws IOException {
    if (parser.hasToken(JsonToken.VALUE_NULL)) {
      return Set.of();
    }
    if (!parser.hasToken(JsonToken.START_ARRAY)) {
      refuse("channels", "must be an array of strings");
      return Set.of();
    }
    Set<String> read = new LinkedHashSet<>();
    boolean allStrings = true;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      allStrings &= isChannel();
      read.add(parser.getValueAsString(""));
      parser.skipChildren();
    }
    if (!allStrings || read.size() > MAX_CHANNELS) {
      refuse("channels", "must be an array of at most 10 strings of 1 to 128 characters");
    }
    return read;
  }

  private boolean isChannel() throws IOException {
    return parser.hasToken(JsonToken.VALUE_STRING)
        && !parser.getText().isBlank()
        && parser.getText().length() <= MAX_CHANNEL_LENGTH;
  }

  private byte @Nullable [] readData() throws IOException {
    if (!parser.hasToken(JsonToken.START_OBJECT)) {
      refuse("data", "must be an object");
      return null;
    }
    int start = JsonInput.start(parser);
    boolean hasObject = false;
    boolean sound = true;
    for (int depth = 1; depth > 0; ) {
      JsonToken token = parser.nextToken();
      hasObject |= depth == 1 && token == JsonToken.START_OBJECT && isNamed("object");
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      sound &= !token.isNumeric() || isBearable(parser.getText());
    }
    if (!sound) {
      refuse("data", "must not have numbers of more than 100 characters or exponents beyond 9999");
    }
    if (!hasObject) {
      refuse("data.object", "must be an object");
      return null;
    }
    byte[] bytes = new byte[(int) parser.currentLocation().getByteOffset() - start];
    item.duplicate().position(item.position() + start).get(bytes);
    return bytes;
  }

  private boolean isNamed(String name) throws IOException {
    return name.equals(parser.currentName());
  }

  /** Whether whoever reads the number may reckon with it: 1E+1000000000 is short to write. */
  private static boolean isBearable(String number) {
    int exponent = Math.max(number.lastIndexOf('e'), number.lastIndexOf('E'));
    return number.length() <= MAX_NUMBER_LENGTH
        && (exponent < 0 || !BIG_EXPONENT.matcher(number).find(exponent));
  }

  private void refuse(String field, String message) {
    errors.computeIfAbsent(field, f -> new ArrayList<>()).add(message);
  }
}
