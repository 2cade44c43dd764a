package dev.webhooks.core.jdbc;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Channel labels as one text. */
final class Channels {
  /** U+001F, the unit separator: no label contains it. */
  private static final String SEPARATOR = "\u001F";

  private Channels() {}

  static @Nullable String write(Set<String> channels) {
    return channels.isEmpty() ? null : String.join(SEPARATOR, new TreeSet<>(channels));
  }

  static Set<String> read(@Nullable String text) {
    return text == null ? Set.of() : Set.copyOf(List.of(text.split(SEPARATOR)));
  }
}
