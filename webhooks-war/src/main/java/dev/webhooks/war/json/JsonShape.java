package dev.webhooks.war.json;

import java.util.Optional;

/**
 * What is checked before a text is parsed: nesting, the length of numbers (parsing one of a million
 * digits takes seconds), and that nothing follows the first object or array (the parser would not
 * look). Pure.
 */
final class JsonShape {
  static final int MAX_DEPTH = 64;
  static final int MAX_NUMBER = 100;

  private final String text;
  private int at;
  private int depth;

  private JsonShape(String text) {
    this.text = text;
  }

  /** What is out of bounds; empty when nothing is. Says nothing about well-formedness. */
  static Optional<String> refusalOf(String text) {
    return new JsonShape(text).scan();
  }

  private Optional<String> scan() {
    for (at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        skipString();
      } else if (c == '[' || c == '{') {
        if (++depth > MAX_DEPTH) {
          return Optional.of("must not be nested deeper than " + MAX_DEPTH + " levels");
        }
      } else if (c == ']' || c == '}') {
        if (--depth == 0) {
          return text.substring(at + 1).isBlank()
              ? Optional.empty()
              : Optional.of("must be one JSON value");
        }
      } else if (isOfNumber(c) && skipNumber() > MAX_NUMBER) {
        return Optional.of("must not contain numbers of more than " + MAX_NUMBER + " characters");
      }
    }
    return Optional.empty();
  }

  private void skipString() {
    for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
      if (text.charAt(at) == '\\') {
        at++;
      }
    }
  }

  private int skipNumber() {
    int start = at;
    while (at + 1 < text.length() && isOfNumber(text.charAt(at + 1))) {
      at++;
    }
    return at - start + 1;
  }

  private static boolean isOfNumber(char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.';
  }
}
