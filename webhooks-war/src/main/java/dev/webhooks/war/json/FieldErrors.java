package dev.webhooks.war.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with a request, by field, in the order it was found. Not thread-safe. */
public final class FieldErrors {
  private final Map<String, List<String>> errors = new LinkedHashMap<>();

  /** Adds one thing that is wrong. */
  public void add(String field, String error) {
    List<String> known = errors.computeIfAbsent(field, f -> new ArrayList<>());
    if (!known.contains(error)) {
      known.add(error);
    }
  }

  /** Adds those of fields that nothing is known of: the first reason is the cause of the others. */
  void addUnknown(FieldErrors others) {
    others.errors.forEach(errors::putIfAbsent);
  }

  /** Whether something is wrong with the field. */
  public boolean has(String field) {
    return errors.containsKey(field);
  }

  /** Field to what is wrong with it. */
  public Map<String, List<String>> byField() {
    return errors;
  }

  /**
   * Ends the reading.
   *
   * @throws InvalidRequestException with everything that was added
   */
  public void throwIfAny() {
    if (!errors.isEmpty()) {
      throw new InvalidRequestException(errors);
    }
  }
}
