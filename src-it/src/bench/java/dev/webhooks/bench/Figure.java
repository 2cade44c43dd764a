package dev.webhooks.bench;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
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
 * @param conditions when and how long
 * @param runs one value per run, in order
 */
record Figure(String scenario, String name, String unit, String conditions, List<Double> runs) {

  static Figure start(String scenario, String name, String unit, String conditions) {
    return new Figure(scenario, name, unit, conditions, new ArrayList<>());
  }

  static Figure of(JsonObject json) {
    return new Figure(
        json.getString("scenario"),
        json.getString("name"),
        json.getString("unit"),
        json.getString("conditions"),
        json.getJsonArray("runs").getValuesAs(JsonNumber::doubleValue));
  }

  JsonObject json() {
    JsonArrayBuilder values = Json.createArrayBuilder();
    runs.forEach(value -> values.add(rounded(value)));
    return Json.createObjectBuilder()
        .add("scenario", scenario)
        .add("name", name)
        .add("unit", unit)
        .add("median", rounded(median()))
        .add("runs", values)
        .add("conditions", conditions)
        .build();
  }

  double median() {
    List<Double> sorted = new ArrayList<>(runs);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** The median and its unit. */
  String shown() {
    return shown(median());
  }

  /** From the lowest to the highest run. */
  String spread() {
    return runs.size() == 1
        ? "–"
        : shown(Collections.min(runs)) + " – " + shown(Collections.max(runs));
  }

  private String shown(double value) {
    String format = value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f";
    String number = String.format(Locale.ROOT, format, value);
    return unit.startsWith("/") || unit.isEmpty() ? number + unit : number + " " + unit;
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
