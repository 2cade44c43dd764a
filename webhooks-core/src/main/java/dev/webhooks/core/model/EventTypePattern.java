package dev.webhooks.core.model;

import java.util.regex.Pattern;

/**
 * Which event types a subscription takes: an exact name, a family such as {@code payment.*}, or
 * {@code *}. The star alone means every published event type: bank transactions and the product's
 * own {@code endpoint.}, {@code delivery.} and {@code test.} events are taken by name or family
 * only.
 */
public record EventTypePattern(String pattern) {
  private static final Pattern SHAPE =
      Pattern.compile("\\*|[a-zA-Z0-9_]+(\\.[a-zA-Z0-9_]+)*(\\.\\*)?");

  /**
   * @throws IllegalArgumentException when it is neither a name, a family nor the star
   */
  public EventTypePattern {
    if (pattern.length() > 128 || !SHAPE.matcher(pattern).matches()) {
      throw new IllegalArgumentException(
          "not an event type, a family such as payment.* or *: " + pattern);
    }
  }

  /** Whether an event of this type is taken. */
  public boolean matches(String type) {
    if (pattern.equals("*")) {
      return !isReserved(type);
    }
    if (pattern.endsWith(".*")) {
      return type.length() > pattern.length() - 1
          && type.startsWith(pattern.substring(0, pattern.length() - 1));
    }
    return pattern.equals(type);
  }

  /** Whether events of this type are bank transactions or the product's own. */
  public static boolean isReserved(String type) {
    return type.startsWith("transaction.")
        || type.startsWith("endpoint.")
        || type.startsWith("delivery.")
        || type.startsWith("test.");
  }
}
