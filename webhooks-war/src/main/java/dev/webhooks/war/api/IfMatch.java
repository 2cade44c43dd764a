package dev.webhooks.war.api;

import dev.webhooks.ejb.Refusal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The If-Match header (RFC 9110 section 13.1.1): strong comparison, so weak tags never match. */
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
    String current = '"' + Long.toString(version) + '"';
    if (Arrays.stream(header.split(",")).map(String::strip).noneMatch(current::equals)) {
      throw new Refusal.StaleVersion(id, version);
    }
    return version;
  }
}
