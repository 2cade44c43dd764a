package dev.webhooks.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Collects figures and writes them as JSON and as a table. */
final class Report {
  private static final String BEGIN = "<!-- bench:begin -->";
  private static final String END = "<!-- bench:end -->";

  private final Map<String, Figure> figures = new LinkedHashMap<>();

  /** Adds one run's value. */
  void add(String scenario, String name, String unit, double value) {
    figures
        .computeIfAbsent(scenario + "\n" + name, key -> Figure.start(scenario, name, unit))
        .runs()
        .add(value);
    System.out.printf("  %-48s %-28s %,12.1f %s%n", scenario, name, value, unit);
  }

  Figure get(String scenario, String name) {
    return figures.get(scenario + "\n" + name);
  }

  String table() {
    return figures.values().stream()
        .map(Figure::row)
        .collect(
            Collectors.joining(
                "\n", "| scenario | figure | median | spread |\n|---|---|---|---|\n", "\n"));
  }

  void writeJson(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        figures.values().stream()
            .map(Figure::json)
            .collect(Collectors.joining(",\n  ", "[\n  ", "\n]\n")));
  }

  /** Replaces what stands between the marks of a Markdown page. */
  void writeInto(Path page, String heading) throws IOException {
    String text = Files.readString(page);
    int from = text.indexOf(BEGIN) + BEGIN.length();
    int to = text.indexOf(END);
    Files.writeString(
        page, text.substring(0, from) + "\n" + heading + "\n\n" + table() + text.substring(to));
  }
}
