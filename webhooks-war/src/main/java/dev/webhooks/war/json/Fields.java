package dev.webhooks.war.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a JSON object leniently and completely: a field of a wrong type is noted in
 * {@link #errors()} and reading goes on. Every reader takes the value that stands when the field is
 * absent or wrong; an explicit null gives null. Unknown fields are not looked at. Not thread-safe.
 */
public final class Fields {
  private final JsonObject object;
  private final String prefix;
  private final FieldErrors errors;

  private Fields(JsonObject object, String prefix, FieldErrors errors) {
    this.object = object;
    this.prefix = prefix;
    this.errors = errors;
  }

  /** The fields of this object. */
  public static Fields of(JsonObject object) {
    return new Fields(object, "", new FieldErrors());
  }

  /** What was found wrong so far, to be added to by rules. */
  public FieldErrors errors() {
    return errors;
  }

  /** Notes something wrong with a field. */
  public void refuse(String name, String error) {
    errors.add(prefix + name, error);
  }

  /** Whether the field is there, if only as null. */
  public boolean has(String name) {
    return object.containsKey(name);
  }

  /** Whether the field is there as null. */
  public boolean isNull(String name) {
    return object.get(name) == JsonValue.NULL;
  }

  /** A string. */
  public @Nullable String text(String name, @Nullable String standing) {
    return read(name, standing, "must be a string", Fields::textOf, Texts::refusalOf);
  }

  /** A string, or a whole number, which becomes one. */
  public @Nullable String textOrInteger(String name) {
    return read(
        name,
        null,
        "must be a string or an integer",
        value -> textOf(value).or(() -> integerOf(value).map(String::valueOf)),
        Texts::refusalOf);
  }

  /** A string that names one of these constants, case-sensitively. */
  public <T> @Nullable T oneOf(String name, Map<String, T> constants, @Nullable T standing) {
    String expected = "must be one of " + String.join(", ", constants.keySet());
    return read(
        name,
        standing,
        expected,
        value -> textOf(value).flatMap(text -> Optional.ofNullable(constants.get(text))));
  }

  /** A whole number of 64 bits; {@code 5.0} and {@code "5"} are none. */
  public @Nullable Long integer(String name, @Nullable Long standing) {
    return read(name, standing, "must be an integer", Fields::integerOf);
  }

  /** A whole number of 32 bits. */
  public @Nullable Integer smallInteger(String name, @Nullable Integer standing) {
    return read(
        name,
        standing,
        "must be an integer",
        value ->
            integerOf(value)
                .filter(n -> n >= Integer.MIN_VALUE && n <= Integer.MAX_VALUE)
                .map(Long::intValue));
  }

  /** A number of any kind. */
  public @Nullable BigDecimal decimal(String name, @Nullable BigDecimal standing) {
    return read(
        name,
        standing,
        "must be a number",
        value ->
            value instanceof JsonNumber number
                ? Optional.of(number.bigDecimalValue())
                : Optional.empty());
  }

  /** A time with its zone (RFC 3339). */
  public @Nullable Instant instant(String name) {
    return read(
        name,
        null,
        "must be a time such as 2025-01-16T08:19:55Z",
        value -> textOf(value).flatMap(Query::findInstant));
  }

  /** 0 or 1; {@code true}, {@code false}, {@code "0"} and {@code "1"} are tolerated. */
  public @Nullable Boolean flag(String name, @Nullable Boolean standing) {
    return read(name, standing, "must be 0 or 1", Fields::flagOf);
  }

  /** {@code true} or {@code false}; 0 and 1 are tolerated. */
  public @Nullable Boolean bool(String name, @Nullable Boolean standing) {
    return read(name, standing, "must be true or false", Fields::flagOf);
  }

  /** A list of strings. */
  public @Nullable List<String> texts(String name, @Nullable List<String> standing) {
    return list(
        name,
        "must be a list of strings",
        standing,
        value -> textOf(value).filter(text -> Texts.refusalOf(text).isEmpty()));
  }

  /** A list of whole numbers. */
  public @Nullable List<Long> integers(String name, @Nullable List<Long> standing) {
    return list(name, "must be a list of integers", standing, Fields::integerOf);
  }

  /** A list of names of these constants. */
  public <T> @Nullable List<T> listOf(
      String name, Map<String, T> constants, @Nullable List<T> standing) {
    String expected = "must be a list of " + String.join(", ", constants.keySet());
    return list(
        name,
        expected,
        standing,
        value -> textOf(value).flatMap(text -> Optional.ofNullable(constants.get(text))));
  }

  /** A list of objects. */
  public @Nullable List<JsonObject> objects(String name, @Nullable List<JsonObject> standing) {
    return list(name, "must be a list of objects", standing, Fields::objectOf);
  }

  /** An object with string values. */
  public @Nullable Map<String, String> textMap(
      String name, @Nullable Map<String, String> standing) {
    return read(name, standing, "must be an object with string values", Fields::textMapOf);
  }

  /** An object, as it is. */
  public @Nullable JsonObject object(String name, @Nullable JsonObject standing) {
    return read(name, standing, "must be an object", Fields::objectOf);
  }

  /** The fields of an object inside; its errors are named {@code name.field}. Null when absent. */
  public @Nullable Fields inside(String name) {
    JsonObject inner = object(name, null);
    return inner == null ? null : new Fields(inner, prefix + name + ".", errors);
  }

  private <T> @Nullable List<T> list(
      String name,
      String expected,
      @Nullable List<T> standing,
      Function<JsonValue, Optional<T>> itemOf) {
    return read(name, standing, expected, value -> listOf(value, itemOf));
  }

  private static <T> Optional<List<T>> listOf(
      JsonValue value, Function<JsonValue, Optional<T>> itemOf) {
    if (!(value instanceof JsonArray array)) {
      return Optional.empty();
    }
    List<T> items = new ArrayList<>();
    array.forEach(item -> itemOf.apply(item).ifPresent(items::add));
    return items.size() == array.size() ? Optional.of(List.copyOf(items)) : Optional.empty();
  }

  private <T> @Nullable T read(
      String name,
      @Nullable T standing,
      String expected,
      Function<JsonValue, Optional<T>> conversion) {
    return read(name, standing, expected, conversion, value -> Optional.empty());
  }

  private <T> @Nullable T read(
      String name,
      @Nullable T standing,
      String expected,
      Function<JsonValue, Optional<T>> conversion,
      Function<T, Optional<String>> refusal) {
    JsonValue value = object.get(name);
    if (value == null) {
      return standing;
    }
    if (value == JsonValue.NULL) {
      return null;
    }
    Optional<T> converted = conversion.apply(value);
    Optional<String> error =
        converted.isEmpty() ? Optional.of(expected) : converted.flatMap(refusal);
    error.ifPresent(text -> refuse(name, text));
    return error.isPresent() ? standing : converted.get();
  }

  private static Optional<String> textOf(JsonValue value) {
    return value instanceof JsonString text ? Optional.of(text.getString()) : Optional.empty();
  }

  private static Optional<JsonObject> objectOf(JsonValue value) {
    return value instanceof JsonObject object ? Optional.of(object) : Optional.empty();
  }

  private static Optional<Long> integerOf(JsonValue value) {
    if (!(value instanceof JsonNumber number)) {
      return Optional.empty();
    }
    BigDecimal decimal = number.bigDecimalValue();
    // A scale other than 0 was written with a point or an exponent.
    return decimal.scale() == 0 && decimal.toBigInteger().bitLength() < Long.SIZE
        ? Optional.of(decimal.longValueExact())
        : Optional.empty();
  }

  private static Optional<Boolean> flagOf(JsonValue value) {
    return switch (value.toString()) {
      case "1", "true", "\"1\"" -> Optional.of(true);
      case "0", "false", "\"0\"" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Optional<Map<String, String>> textMapOf(JsonValue value) {
    if (!(value instanceof JsonObject object)) {
      return Optional.empty();
    }
    Map<String, String> map = new LinkedHashMap<>();
    object.forEach(
        (key, item) ->
            textOf(item)
                .filter(text -> Texts.refusalOf(key + text).isEmpty())
                .ifPresent(text -> map.put(key, text)));
    return map.size() == object.size() ? Optional.of(map) : Optional.empty();
  }
}
