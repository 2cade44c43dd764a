package dev.webhooks.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * One measured figure over the runs of a benchmark.
 *
 * @param scenario what was done
 * @param name what was measured
 * @param unit such as {@code /s}, {@code µs} or {@code %}
 * @param runs one value per run, in order
 */
record Figure(String scenario, String name, String unit, List<Double> runs) {

  static Figure start(String scenario, String name, String unit) {
    return new Figure(scenario, name, unit, new ArrayList<>());
  }

  double median() {
    List<Double> sorted = new ArrayList<>(runs);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  String row() {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s – %s |",
        scenario,
        name,
        show(median()),
        show(Collections.min(runs)),
        show(Collections.max(runs)));
  }

  String json() {
    return String.format(
        Locale.ROOT,
        "{\"scenario\":\"%s\",\"name\":\"%s\",\"unit\":\"%s\",\"median\":%.3f,\"runs\":%s}",
        scenario,
        name,
        unit,
        median(),
        runs);
  }

  private String show(double value) {
    String number =
        value >= 1000
            ? String.format(Locale.ROOT, "%,.0f", value)
            : String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.1f", value);
    return unit.startsWith("/") || unit.equals("%") ? number + unit : number + " " + unit;
  }
}
