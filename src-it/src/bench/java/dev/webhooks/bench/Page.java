package dev.webhooks.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The Markdown page that shows the results between two marks. */
final class Page {
  private static final String BEGIN = "<!-- bench:begin -->";
  private static final String END = "<!-- bench:end -->";

  private Page() {}

  /** Replaces what stands between the marks; does nothing where there is no page. */
  static void show(Path page, String results) throws IOException {
    if (Files.exists(page)) {
      String text = Files.readString(page);
      int from = text.indexOf(BEGIN) + BEGIN.length();
      int to = text.indexOf(END);
      Files.writeString(page, text.substring(0, from) + "\n" + results + text.substring(to));
    }
  }
}
