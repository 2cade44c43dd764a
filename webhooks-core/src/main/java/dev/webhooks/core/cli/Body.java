package dev.webhooks.core.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The body a command works on. */
final class Body {
  private Body() {}

  /** The bytes of the file given as {@code --body}, or of the standard input. */
  static byte[] read(Options options, Console console) throws IOException {
    String file = options.get("body", "-");
    return file.equals("-") ? console.in().readAllBytes() : Files.readAllBytes(Path.of(file));
  }
}
