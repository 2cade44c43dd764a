package dev.webhooks.core.filter;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The paths that a filter asks for, as a tree of their parts: what an event has is looked up member
 * by member, which costs the same however long the way there is. Not changed after {@link #of}.
 */
final class PathTree {
  private final Map<String, PathTree> further = new HashMap<>(2);
  private @Nullable String path;

  private PathTree() {}

  /** The tree whose root stands for nothing; the first parts of the paths lead from it. */
  static PathTree of(Collection<String> paths) {
    PathTree root = new PathTree();
    for (String path : paths) {
      PathTree place = root;
      for (String part : path.split("\\.", -1)) {
        place = place.further.computeIfAbsent(part, name -> new PathTree());
      }
      place.path = path;
    }
    return root;
  }

  /** The path that ends here; null when none does. */
  @Nullable String path() {
    return path;
  }

  /** Whether no path leads further. */
  boolean isEnd() {
    return further.isEmpty();
  }

  /** Where a member leads; null for nowhere. A name with dots is as good as members in members. */
  @Nullable PathTree find(String name) {
    PathTree place = this;
    int start = 0;
    for (int dot = name.indexOf('.'); dot >= 0 && place != null; dot = name.indexOf('.', start)) {
      place = place.further.get(name.substring(start, dot));
      start = dot + 1;
    }
    return place == null ? null : place.further.get(name.substring(start));
  }
}
