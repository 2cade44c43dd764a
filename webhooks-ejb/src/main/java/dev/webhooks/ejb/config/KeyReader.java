package dev.webhooks.ejb.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Reads configuration keys and collects what is wrong with them, so that all is said at once. */
final class KeyReader {
  private final Function<String, Optional<String>> source;
  private final List<String> errors = new ArrayList<>();

  /**
   * @param source the value of a key, empty when it is not set
   */
  KeyReader(Function<String, Optional<String>> source) {
    this.source = source;
  }

  /** The text of a key; blank counts as not set. */
  Optional<String> find(String key) {
    return source.apply(key).map(String::strip).filter(text -> !text.isEmpty());
  }

  /** The value of a key. */
  <T> T read(String key, T standard, String expected, Function<String, T> parser) {
    Optional<String> text = find(key);
    if (text.isEmpty()) {
      return standard;
    }
    try {
      return parser.apply(text.get());
    } catch (IllegalArgumentException | DateTimeParseException e) {
      refuse(key, "is \"" + text.get() + "\", but must be " + expected);
      return standard;
    }
  }

  boolean flag(String key, boolean standard) {
    return read(key, standard, "true or false", KeyReader::flag);
  }

  int number(String key, int standard, int least, int most) {
    return read(
        key,
        standard,
        "a whole number from " + least + " to " + most,
        text -> inRange(Integer.valueOf(text), least, most));
  }

  Duration duration(String key, Duration standard, Duration least, Duration most) {
    return read(
        key,
        standard,
        "an ISO-8601 duration from " + least + " to " + most + ", such as PT30S or P5D",
        text -> inRange(Duration.parse(text), least, most));
  }

  List<String> list(String key) {
    return find(key).stream()
        .flatMap(text -> Arrays.stream(text.split(",", -1)))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  void refuse(String key, String what) {
    errors.add(environmentName(key) + " (" + key + ") " + what);
  }

  void refuseAll() {
    if (!errors.isEmpty()) {
      throw new InvalidSettingsException(errors);
    }
  }

  /** The environment variable of a key, by the rule of MicroProfile Config. */
  static String environmentName(String key) {
    return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  private static boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "on" -> true;
      case "false", "0", "no", "off" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static <T extends Comparable<T>> T inRange(T value, T least, T most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(String.valueOf(value));
    }
    return value;
  }
}
