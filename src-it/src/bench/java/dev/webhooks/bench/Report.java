package dev.webhooks.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Collects figures over the runs. What was measured before and not now is kept, so that scenarios
 * can be measured at different times.
 */
final class Report {
  static final String DELIVERIES = "deliveries";
  static final String SHARE = "share of the ceiling";
  static final String SENDER = "CPU of the sender";
  static final String DATABASE = "CPU of PostgreSQL";
  static final String RECEIVER = "CPU of the receiver";
  static final String WAL = "WAL";

  /** What has a column in the first table; everything else a row in the second. */
  private static final List<String> COLUMNS =
      List.of(DELIVERIES, SHARE, SENDER, DATABASE, RECEIVER, WAL);

  private final Map<String, Figure> figures = new LinkedHashMap<>();
  private final Set<String> measuredNow = new HashSet<>();
  private final String conditions;

  private Report(String conditions) {
    this.conditions = conditions;
  }

  /** A report that goes on with what this file holds, if there is one. */
  static Report of(Path file, String conditions) throws IOException {
    var report = new Report(conditions);
    if (Files.exists(file)) {
      try (var reader = Json.createReader(new StringReader(Files.readString(file)))) {
        reader.readArray().getValuesAs(JsonObject.class).stream()
            .map(Figure::of)
            .forEach(figure -> report.figures.put(key(figure.scenario(), figure.name()), figure));
      }
    }
    return report;
  }

  /** Adds one run's value. */
  void add(String scenario, String name, String unit, double value) {
    if (measuredNow.add(scenario)) {
      figures.values().removeIf(figure -> figure.scenario().equals(scenario));
    }
    figures
        .computeIfAbsent(key(scenario, name), key -> Figure.start(scenario, name, unit, conditions))
        .runs()
        .add(value);
    System.out.printf("  %-48s %-28s %,12.1f %s%n", scenario, name, value, unit);
  }

  /** A figure that was measured now or earlier. */
  Optional<Figure> find(String scenario, String name) {
    return Optional.ofNullable(figures.get(key(scenario, name)));
  }

  /** When and how long things were measured. */
  String conditions() {
    return figures.values().stream()
        .map(Figure::conditions)
        .distinct()
        .collect(Collectors.joining("; "));
  }

  List<Figure> figures() {
    return List.copyOf(figures.values());
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        figures.values().stream()
            .map(figure -> figure.json().toString())
            .collect(Collectors.joining(",\n  ", "[\n  ", "\n]\n")));
  }

  /** Everything as Markdown. */
  String tables() {
    return deliveries() + "\n" + others();
  }

  private String deliveries() {
    var table =
        new StringBuilder(
            "| scenario | deliveries | spread | share of the ceiling | CPU of sender, PostgreSQL,"
                + " receiver | WAL | runs |\n|---|---|---|---|---|---|---|\n");
    for (String scenario : scenarios()) {
      find(scenario, DELIVERIES).ifPresent(figure -> table.append(row(figure)));
    }
    return table.toString();
  }

  private String row(Figure figure) {
    String scenario = figure.scenario();
    return String.join(
        " | ",
        "| " + scenario,
        figure.shown(),
        figure.spread(),
        shown(scenario, SHARE),
        String.join(
                " + ",
                shown(scenario, SENDER),
                shown(scenario, DATABASE),
                shown(scenario, RECEIVER))
            .replace(" µs +", " +"),
        shown(scenario, WAL),
        figure.runs().size() + " |\n");
  }

  private String shown(String scenario, String name) {
    return find(scenario, name).map(Figure::shown).orElse("–");
  }

  private String others() {
    return figures.values().stream()
        .filter(figure -> !COLUMNS.contains(figure.name()))
        .map(
            figure ->
                String.join(
                    " | ",
                    "| " + figure.scenario(),
                    figure.name(),
                    figure.shown(),
                    figure.spread(),
                    figure.runs().size() + " |\n"))
        .collect(
            Collectors.joining(
                "", "| scenario | figure | median | spread | runs |\n|---|---|---|---|---|\n", ""));
  }

  private List<String> scenarios() {
    return new ArrayList<>(
        figures.values().stream()
            .map(Figure::scenario)
            .collect(Collectors.toCollection(java.util.LinkedHashSet::new)));
  }

  private static String key(String scenario, String name) {
    return scenario + "\n" + name;
  }
}
