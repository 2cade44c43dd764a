package dev.webhooks.ejb.endpoint;

import dev.webhooks.ejb.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what is wrong, so that a caller learns everything at once. */
final class Violations {
  private final Map<String, List<String>> errors = new LinkedHashMap<>();

  void add(String field, String error) {
    errors.computeIfAbsent(field, name -> new ArrayList<>()).add(error);
  }

  void addIf(boolean wrong, String field, String error) {
    if (wrong) {
      add(field, error);
    }
  }

  /** Refuses if anything is wrong. */
  void refuse() {
    if (!errors.isEmpty()) {
      throw new Refusal.Invalid(errors);
    }
  }

  Map<String, List<String>> errors() {
    return errors;
  }
}
