package dev.webhooks.core.jdbc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The text of a wake-up: the sender, a space, endpoint ids separated by commas.
 *
 * @param node who sent it
 * @param endpoints which lanes have new rows
 */
record WakeupMessage(String node, Set<Long> endpoints) {
  static final String CHANNEL = "webhooks_lanes";

  /** PostgreSQL takes less than 8,000 bytes. */
  private static final int MOST_CHARACTERS = 7_900;

  /** As many messages as are needed. */
  static List<String> split(String node, Collection<Long> endpoints) {
    var messages = new ArrayList<String>();
    var text = new StringBuilder(node).append(' ');
    int empty = text.length();
    for (long endpoint : endpoints) {
      String id = Long.toString(endpoint);
      if (text.length() + id.length() + 1 > MOST_CHARACTERS) {
        messages.add(text.toString());
        text.setLength(empty);
      }
      text.append(text.length() == empty ? "" : ",").append(id);
    }
    if (text.length() > empty) {
      messages.add(text.toString());
    }
    return messages;
  }

  /** Reads a message; empty when it is none of ours. */
  static Optional<WakeupMessage> parse(String text) {
    int space = text.indexOf(' ');
    if (space < 0) {
      return Optional.empty();
    }
    try {
      var endpoints =
          Arrays.stream(text.substring(space + 1).split(",", -1))
              .map(Long::valueOf)
              .collect(Collectors.toUnmodifiableSet());
      return Optional.of(new WakeupMessage(text.substring(0, space), endpoints));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
