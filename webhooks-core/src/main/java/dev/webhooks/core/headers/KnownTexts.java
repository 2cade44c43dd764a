package dev.webhooks.core.headers;

import java.util.ArrayList;
import java.util.List;

/** Texts with a number each, found without computing a hash of every text that is asked for. */
final class KnownTexts {
  static final int UNKNOWN = -1;

  private final List<String> texts;

  /** Those of the same length, as numbers. */
  private final int[][] byLength;

  /**
   * @param texts a text's place is its number
   */
  KnownTexts(List<String> texts) {
    this.texts = List.copyOf(texts);
    int longest = texts.stream().mapToInt(String::length).max().orElse(0);
    var lists = new ArrayList<List<Integer>>();
    for (int length = 0; length <= longest; length++) {
      lists.add(new ArrayList<>());
    }
    for (int i = 0; i < texts.size(); i++) {
      lists.get(texts.get(i).length()).add(i);
    }
    byLength =
        lists.stream()
            .map(list -> list.stream().mapToInt(number -> number).toArray())
            .toArray(int[][]::new);
  }

  /** The number of a text, or {@link #UNKNOWN}. */
  int find(String text) {
    if (text.length() < byLength.length) {
      for (int number : byLength[text.length()]) {
        if (texts.get(number).equals(text)) {
          return number;
        }
      }
    }
    return UNKNOWN;
  }

  String get(int number) {
    return texts.get(number);
  }
}
