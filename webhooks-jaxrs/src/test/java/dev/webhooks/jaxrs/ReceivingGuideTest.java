package dev.webhooks.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide shows the examples that were run, not something like them. */
class ReceivingGuideTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern SNIPPET =
      Pattern.compile("```(?:java|js|python|php)\n(.*?)\n```", Pattern.DOTALL);

  @Test
  void every_snippet_stands_in_an_example() throws IOException {
    String examples = examples();
    List<String> snippets =
        SNIPPET
            .matcher(Files.readString(ROOT.resolve("docs/receiving.md")))
            .results()
            .map((MatchResult match) -> match.group(1))
            .toList();

    assertThat(snippets).hasSizeGreaterThan(8).allSatisfy(s -> assertThat(examples).contains(s));
  }

  private static String examples() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve("examples/receivers"))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().matches(".*\\.(java|mjs|py|php)"))
          .map(ReceivingGuideTest::text)
          .collect(Collectors.joining("\n"));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
