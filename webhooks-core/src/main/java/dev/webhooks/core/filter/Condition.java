package dev.webhooks.core.filter;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A filter's tree. Each node answers from the values found at the paths it names. */
sealed interface Condition {

  /**
   * Whether it holds.
   *
   * @param values what the event has at the paths; an absent one is missing
   */
  boolean holds(Map<String, Scalar> values);

  /** Adds the paths it asks for. */
  void collectPaths(Set<String> paths);

  /** All of them; true when there are none. */
  record All(List<Condition> parts) implements Condition {
    @Override
    public boolean holds(Map<String, Scalar> values) {
      return parts.stream().allMatch(part -> part.holds(values));
    }

    @Override
    public void collectPaths(Set<String> paths) {
      parts.forEach(part -> part.collectPaths(paths));
    }
  }

  /** At least one of them. */
  record Any(List<Condition> parts) implements Condition {
    @Override
    public boolean holds(Map<String, Scalar> values) {
      return parts.stream().anyMatch(part -> part.holds(values));
    }

    @Override
    public void collectPaths(Set<String> paths) {
      parts.forEach(part -> part.collectPaths(paths));
    }
  }

  /** The contrary. */
  record Not(Condition part) implements Condition {
    @Override
    public boolean holds(Map<String, Scalar> values) {
      return !part.holds(values);
    }

    @Override
    public void collectPaths(Set<String> paths) {
      part.collectPaths(paths);
    }
  }

  /** A test of one value; absent values are tested as null. */
  record Test(String path, Predicate<@Nullable Scalar> operator) implements Condition {
    @Override
    public boolean holds(Map<String, Scalar> values) {
      return operator.test(values.get(path));
    }

    @Override
    public void collectPaths(Set<String> paths) {
      paths.add(path);
    }
  }
}
