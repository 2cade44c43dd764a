package dev.webhooks.ejb.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.webhooks.core.model.EventTypePattern;
import dev.webhooks.ejb.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an event type must be like. Pure. */
final class EventTypeRules {
  private static final int MAX_DESCRIPTION = 2000;
  private static final int MAX_SCHEMA = 1_000_000;
  private static final int MAX_EXAMPLES = 20;
  private static final int MAX_EXAMPLE = 40_000;
  private static final int MAX_TYPES = 1_000;
  private static final int MAX_CURRENT = 2_000_000;
  private static final int MAX_TOGETHER = 20_000_000;

  private EventTypeRules() {}

  static void checkName(String name, Violations violations) {
    if (EventTypePattern.isReserved(name)) {
      violations.add("name", "must not begin with transaction, endpoint, delivery or test");
    } else if (name.contains("*") || !isPattern(name)) {
      violations.add("name", "must be letters, digits and underscores, in parts between dots");
    }
  }

  private static boolean isPattern(String name) {
    try {
      var unused = new EventTypePattern(name);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static void checkDescription(String description, Violations violations) {
    violations.addIf(
        description.length() > MAX_DESCRIPTION,
        "description",
        "must have at most " + MAX_DESCRIPTION + " characters");
  }

  /**
   * The schema made ready; null when it is none, which is noted.
   *
   * @param field what to call it
   */
  static @Nullable SchemaText schema(String field, String schema, Violations violations) {
    if (schema.length() > MAX_SCHEMA) {
      violations.add(field, "must have at most " + MAX_SCHEMA + " characters");
      return null;
    }
    try {
      return SchemaText.parse(schema);
    } catch (IllegalArgumentException e) {
      violations.add(field, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /**
   * Every example must be what the schema describes.
   *
   * @param schema null accepts everything
   */
  static void checkExamples(
      List<String> examples, @Nullable SchemaText schema, Violations violations) {
    violations.addIf(examples.size() > MAX_EXAMPLES, "examples", "must be at most " + MAX_EXAMPLES);
    for (int i = 0; i < examples.size(); i++) {
      String field = "examples[" + i + "]";
      String example = examples.get(i);
      violations.addIf(
          example.length() > MAX_EXAMPLE,
          field,
          "must have at most " + MAX_EXAMPLE + " characters");
      if (schema != null) {
        schema
            .violationsOf(example.getBytes(UTF_8))
            .forEach(
                violation ->
                    violations.add(field, "is not what the schema describes: " + violation));
      }
    }
  }

  /**
   * What a tenant's own types may take together, because nodes hold them in memory where it
   * publishes: current schemas made ready, which is many times their text, and the texts of all.
   *
   * @throws Refusal.LimitReached when it is more
   */
  static void checkSum(List<EventType> own) {
    limit(own.size(), MAX_TYPES, "A tenant has at most %s event types of its own");
    limit(
        own.stream()
            .flatMap(type -> type.currentSchema().stream())
            .mapToLong(schema -> schema.text().length())
            .sum(),
        MAX_CURRENT,
        "The schemas of a tenant have at most %s characters together");
    limit(
        own.stream().mapToLong(EventTypeRules::length).sum(),
        MAX_TOGETHER,
        "All versions of a tenant's schemas and its examples have at most %s characters together");
  }

  private static long length(EventType type) {
    return type.schemas().stream().mapToLong(schema -> schema.text().length()).sum()
        + type.examples().stream().mapToLong(String::length).sum();
  }

  private static void limit(long number, int most, String message) {
    if (number > most) {
      throw new Refusal.LimitReached(message.formatted(most), most);
    }
  }

  /** The same JSON in one line: between its tokens a line break says no more than a space. */
  static String inOneLine(String json) {
    return json.replace('\n', ' ').replace('\r', ' ');
  }
}
