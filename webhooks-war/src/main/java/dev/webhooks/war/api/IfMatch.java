package dev.webhooks.war.api;

import dev.webhooks.ejb.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The If-Match header (RFC 9110 section 13.1.1). A weak tag matches like a strong one: a tag names
 * the version of what is stored, and a proxy that compresses an answer makes its tag weak.
 */
final class IfMatch {
  private IfMatch() {}

  /**
   * The version that a change must find.
   *
   * @param lines of the header as sent, none when there was none
   * @param id of what is to be changed
   * @param version of what is stored
   * @return null when any will do
   * @throws Refusal.StaleVersion when no tag is that of the stored version
   */
  static @Nullable Long expected(List<String> lines, long id, long version) {
    String header = String.join(",", lines);
    if (lines.isEmpty() || header.strip().equals("*")) {
      return null;
    }
    String strong = '"' + Long.toString(version) + '"';
    Set<String> current = Set.of(strong, "W/" + strong);
    if (Arrays.stream(header.split(",")).map(String::strip).noneMatch(current::contains)) {
      throw new Refusal.StaleVersion(id, version);
    }
    return version;
  }
}
