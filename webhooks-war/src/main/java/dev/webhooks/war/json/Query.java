package dev.webhooks.war.json;

import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads query parameters completely: what is wrong with one is noted and reading goes on. An absent
 * parameter gives the standing value; of a repeated one the first counts. Not thread-safe.
 */
public final class Query {
  private final MultivaluedMap<String, String> parameters;
  private final FieldErrors errors = new FieldErrors();

  /**
   * @param parameters decoded
   */
  public Query(MultivaluedMap<String, String> parameters) {
    this.parameters = parameters;
  }

  /** What was found wrong so far. */
  public FieldErrors errors() {
    return errors;
  }

  /** Any text. */
  public @Nullable String text(String name) {
    return read(
        name,
        null,
        "must not contain control characters",
        text ->
            text.chars().noneMatch(Character::isISOControl) && Texts.refusalOf(text).isEmpty()
                ? Optional.of(text)
                : Optional.empty());
  }

  /** 0 or 1, or their words. */
  public @Nullable Boolean flag(String name) {
    return read(
        name,
        null,
        "must be 0 or 1",
        text ->
            switch (text) {
              case "1", "true" -> Optional.of(true);
              case "0", "false" -> Optional.of(false);
              default -> Optional.empty();
            });
  }

  /** The page that is asked for, from 1. */
  public int page() {
    return integer("page", 1, 1, Integer.MAX_VALUE / 100);
  }

  /** How many items a page may have. */
  public int limit() {
    return integer("limit", 20, 1, 100);
  }

  /** A whole number within bounds, both inclusive. */
  int integer(String name, int standing, int least, int most) {
    Integer value =
        read(
            name,
            standing,
            "must be an integer from " + least + " to " + most,
            text -> integerOf(text).filter(n -> n >= least && n <= most).map(Long::intValue));
    return value == null ? standing : value;
  }

  /** An id. */
  public @Nullable Long id(String name) {
    return read(name, null, "must be an id", Query::integerOf);
  }

  /** What a page before gave. */
  public @Nullable Long cursor(String name) {
    return read(name, null, "must be a cursor of a page before", Query::cursorOf);
  }

  private static Optional<Long> cursorOf(String text) {
    return text.matches("[0-9a-z]{1,12}")
        ? Optional.of(Long.parseLong(text, Character.MAX_RADIX))
        : Optional.empty();
  }

  /** One of these constants. */
  public <T> @Nullable T oneOf(String name, Map<String, T> constants) {
    return read(
        name,
        null,
        "must be one of " + String.join(", ", constants.keySet()),
        text -> Optional.ofNullable(constants.get(text)));
  }

  /** A time with its zone (RFC 3339). */
  public @Nullable Instant instant(String name) {
    return read(name, null, "must be a time such as 2025-01-16T08:19:55Z", Query::findInstant);
  }

  /** The time a text names, within the years 1970 to 9999; empty when it names none. */
  public static Optional<Instant> findInstant(String text) {
    try {
      // A plus sign that was not escaped arrives as a space.
      Instant instant = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
      boolean storable =
          instant.getEpochSecond() >= 0 && instant.getEpochSecond() < 253_402_300_800L;
      return storable ? Optional.of(instant) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Long> integerOf(String text) {
    return text.matches("-?[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  private <T> @Nullable T read(
      String name,
      @Nullable T standing,
      String expected,
      Function<String, Optional<T>> conversion) {
    String text = parameters.getFirst(name);
    if (text == null || text.isEmpty()) {
      return standing;
    }
    Optional<T> value = conversion.apply(text);
    if (value.isEmpty()) {
      errors.add(name, expected);
    }
    return value.orElse(standing);
  }
}
