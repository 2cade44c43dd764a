package dev.webhooks.war.api;

import dev.webhooks.ejb.Refusal;

/** Ids in paths. */
final class PathId {
  private PathId() {}

  /**
   * The number.
   *
   * @param kind a noun such as {@code Webhook}
   * @throws Refusal.NotFound when it is none: nothing has such an id
   */
  static long parse(String text, String kind) {
    if (!text.matches("[0-9]{1,18}")) {
      throw new Refusal.NotFound(kind, text);
    }
    return Long.parseLong(text);
  }

  /**
   * The id that is a text.
   *
   * @throws Refusal.NotFound when nothing can have it
   */
  static String text(String text, String kind) {
    if (text.length() > 255 || text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new Refusal.NotFound(kind, text);
    }
    return text;
  }
}
