package dev.webhooks.core.filter;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A filter's tree. Each node answers from the values found at the paths it names. */
sealed interface Condition {

  /**
   * The first part of it that does not hold; null when it holds as a whole.
   *
   * @param values what the event has at the paths; an absent one is missing
   */
  @Nullable Condition failed(Map<String, Scalar> values);

  /** Whether it holds. */
  default boolean holds(Map<String, Scalar> values) {
    return failed(values) == null;
  }

  /** Adds the paths it asks for. */
  void collectPaths(Set<String> paths);

  /** The JSON filter that says the same. */
  String json();

  /** All of them; true when there are none. */
  record All(List<Condition> parts) implements Condition {
    @Override
    public @Nullable Condition failed(Map<String, Scalar> values) {
      for (Condition part : parts) {
        Condition failed = part.failed(values);
        if (failed != null) {
          return failed;
        }
      }
      return null;
    }

    @Override
    public void collectPaths(Set<String> paths) {
      parts.forEach(part -> part.collectPaths(paths));
    }

    @Override
    public String json() {
      return parts.isEmpty() ? "{}" : "{\"$and\":" + list(parts) + "}";
    }
  }

  /** At least one of them. */
  record Any(List<Condition> parts) implements Condition {
    @Override
    public @Nullable Condition failed(Map<String, Scalar> values) {
      for (Condition part : parts) {
        if (part.holds(values)) {
          return null;
        }
      }
      return this;
    }

    @Override
    public void collectPaths(Set<String> paths) {
      parts.forEach(part -> part.collectPaths(paths));
    }

    @Override
    public String json() {
      return "{\"$or\":" + list(parts) + "}";
    }
  }

  /** The contrary. */
  record Not(Condition part) implements Condition {
    @Override
    public @Nullable Condition failed(Map<String, Scalar> values) {
      return part.holds(values) ? this : null;
    }

    @Override
    public void collectPaths(Set<String> paths) {
      part.collectPaths(paths);
    }

    @Override
    public String json() {
      return "{\"$not\":" + part.json() + "}";
    }
  }

  /**
   * A test of one value; absent values are tested as null.
   *
   * @param operand what is asked of the value, as JSON
   */
  record Test(String path, String operand, Predicate<@Nullable Scalar> operator)
      implements Condition {
    @Override
    public @Nullable Condition failed(Map<String, Scalar> values) {
      return operator.test(values.get(path)) ? null : this;
    }

    @Override
    public void collectPaths(Set<String> paths) {
      paths.add(path);
    }

    @Override
    public String json() {
      return "{" + Scalar.quote(path) + ":" + operand + "}";
    }
  }

  private static String list(List<Condition> parts) {
    return parts.stream().map(Condition::json).collect(Collectors.joining(",", "[", "]"));
  }
}
