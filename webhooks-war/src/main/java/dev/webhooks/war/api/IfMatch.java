package dev.webhooks.war.api;

import dev.webhooks.ejb.Refusal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The If-Match header (RFC 9110 section 13.1.1): strong comparison, so weak tags never match. */
final class IfMatch {
  private IfMatch() {}

  /**
   * The version that a change must find.
   *
   * @param header as sent, null when there was none
   * @param id of what is to be changed
   * @param version of what is stored
   * @return null when any will do
   * @throws Refusal.StaleVersion when no tag is that of the stored version
   */
  static @Nullable Long expected(@Nullable String header, long id, long version) {
    if (header == null || header.strip().equals("*")) {
      return null;
    }
    String current = '"' + Long.toString(version) + '"';
    if (Arrays.stream(header.split(",")).map(String::strip).noneMatch(current::equals)) {
      throw new Refusal.StaleVersion(id, version);
    }
    return version;
  }
}
