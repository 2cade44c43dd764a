package dev.webhooks.it.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One operation of the API document.
 *
 * @param method in upper case
 * @param path the template, below the base path
 * @param node what the document says
 */
record Operation(String method, String path, JsonNode node) {

  /** The name clients know it by. */
  String id() {
    return node.path("operationId").asText();
  }

  /** The statuses it is documented to answer. */
  Set<String> statuses() {
    Set<String> statuses = new TreeSet<>();
    node.path("responses").fieldNames().forEachRemaining(statuses::add);
    return statuses;
  }

  /** The status of success: each operation has one. */
  int successStatus() {
    return statuses().stream()
        .map(Integer::parseInt)
        .filter(status -> status < 300)
        .findFirst()
        .orElseThrow();
  }

  /** Whether this is the path of a call to it. */
  boolean matches(String called) {
    String pattern =
        Pattern.compile("\\{[^}]+}")
            .splitAsStream(path + " ")
            .map(Pattern::quote)
            .reduce((one, next) -> one + "[^/]+" + next)
            .orElseThrow();
    return (called + " ").matches(pattern);
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
