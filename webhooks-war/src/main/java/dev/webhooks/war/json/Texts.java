package dev.webhooks.war.json;

import java.util.Optional;

/** Which texts can be kept: the database takes no NUL, UTF-8 no half of a surrogate pair. Pure. */
public final class Texts {
  private Texts() {}

  /** Why this one cannot; empty when it can. */
  public static Optional<String> refusalOf(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return Optional.of("must not contain the NUL character");
      }
      if (Character.isSurrogate(c) && !isPair(text, i++)) {
        return Optional.of("must not contain half of a surrogate pair");
      }
    }
    return Optional.empty();
  }

  private static boolean isPair(String text, int at) {
    return at + 1 < text.length()
        && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
  }
}
