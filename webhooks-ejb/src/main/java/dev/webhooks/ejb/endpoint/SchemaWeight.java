package dev.webhooks.ejb.endpoint;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * How large a schema is once its references within itself are followed: a few kilobytes can refer
 * to each other so that whoever follows them never comes to an end. A part that refers to itself
 * counts once. Not thread-safe.
 */
final class SchemaWeight {
  /** No description of an event needs more parts. */
  static final int MAX = 20_000;

  private final JsonNode root;
  private final Map<JsonNode, Integer> known = new IdentityHashMap<>();

  SchemaWeight(JsonNode root) {
    this.root = root;
  }

  /** In JSON values; not exact beyond {@link #MAX}. */
  int total() {
    return of(root);
  }

  private int of(JsonNode part) {
    Integer counted = known.putIfAbsent(part, 1);
    if (counted != null) {
      return counted;
    }
    int weight = 1;
    for (JsonNode child : part) {
      weight = sum(weight, of(child));
    }
    JsonNode target = target(part.path("$ref").asText());
    if (!target.isMissingNode()) {
      weight = sum(weight, of(target));
    }
    known.put(part, weight);
    return weight;
  }

  /** Sums stay so small that no sum of two overflows. */
  private static int sum(int one, int other) {
    return Math.min(one + other, 2 * MAX);
  }

  private JsonNode target(String reference) {
    if (reference.equals("#")) {
      return root;
    }
    try {
      return reference.startsWith("#/")
          ? root.at(
              JsonPointer.compile(
                  URLDecoder.decode(
                      reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8)))
          : root.path("");
    } catch (IllegalArgumentException e) {
      // What it is no reference for, the library says.
      return root.path("");
    }
  }
}
