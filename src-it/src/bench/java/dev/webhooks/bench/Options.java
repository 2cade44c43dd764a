package dev.webhooks.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What to measure and for how long: {@code name=value} arguments, each with a default. */
final class Options {
  private final Map<String, String> given = new HashMap<>();

  private Options() {}

  static Options parse(String[] args) {
    var options = new Options();
    for (String arg : args) {
      String[] parts = arg.split("=", 2);
      if (parts.length == 2 && !parts[1].isEmpty()) {
        options.given.put(parts[0], parts[1]);
      }
    }
    return options;
  }

  /** In this order within each run. */
  List<String> scenarios() {
    return list("scenarios", "default");
  }

  /** How often everything is measured, interleaved. */
  int runs() {
    return number("runs", 3);
  }

  /** How long a process works before it is measured: figures are of a running service. */
  Duration warmUp() {
    return Duration.ofSeconds(number("warmup", 35));
  }

  /** Of each timed part. */
  Duration timed() {
    return Duration.ofSeconds(number("seconds", 10));
  }

  /** How many receivers. */
  int endpoints() {
    return number("endpoints", 100);
  }

  /** To how many endpoints an event goes. */
  int fanOut() {
    return number("fanout", 5);
  }

  /** More than this is not drained in a second on this machine: sizes the backlogs. */
  int most() {
    return number("most", 50_000);
  }

  /** Whether the sender is profiled while it is timed. */
  boolean profile() {
    return Boolean.parseBoolean(given.getOrDefault("profile", "false"));
  }

  /** What a sender's JVM is told: its heap, and its garbage collector as {@code -XX:+Use…GC}. */
  List<String> jvm() {
    return jvm(given.getOrDefault("heap", "512m"));
  }

  /** The garbage collector of every sender: G1, Parallel or Serial. */
  String collector() {
    return given.getOrDefault("collector", "Parallel");
  }

  /** The same with another heap. */
  List<String> jvm(String heap) {
    List<String> arguments = new ArrayList<>(profile() ? Profile.jvm() : List.of());
    arguments.add("-Xmx" + heap);
    arguments.add("-XX:+Use" + collector() + "GC");
    return arguments;
  }

  /** A whole number. */
  int number(String name, int otherwise) {
    return Integer.parseInt(given.getOrDefault(name, Integer.toString(otherwise)));
  }

  /** Whole numbers, between commas. */
  List<Integer> numbers(String name, String otherwise) {
    return list(name, otherwise).stream().map(Integer::valueOf).toList();
  }

  private List<String> list(String name, String otherwise) {
    return Arrays.asList(given.getOrDefault(name, otherwise).split(","));
  }

  /** The URL of a PostgreSQL that runs on this machine, empty for the embedded one. */
  String database() {
    return given.getOrDefault("database", "");
  }

  /** Scratch space: the database's files, logs, profiles. On a real disk, or the figures lie. */
  Path output() {
    return Path.of(given.getOrDefault("output", "target/bench")).toAbsolutePath();
  }

  /** The directory with the page, its data and its plots. */
  Path docs() {
    return Path.of(given.getOrDefault("docs", "../docs")).toAbsolutePath();
  }

  /** The executable service. */
  Path jar() {
    return Path.of(given.getOrDefault("jar", "../webhooks-war/target/webhooks.jar"));
  }
}
