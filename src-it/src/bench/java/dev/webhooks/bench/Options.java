package dev.webhooks.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What to measure.
 *
 * @param scenarios in this order within each run
 * @param runs how often everything is measured, interleaved
 * @param duration of each timed part
 * @param endpoints how many receivers
 * @param tls whether receivers speak TLS
 * @param output where results go
 * @param page the page whose table is replaced, empty for none
 * @param jar the executable service, for scenarios over REST
 */
record Options(
    List<String> scenarios,
    int runs,
    Duration duration,
    int endpoints,
    boolean tls,
    Path output,
    String page,
    String jar) {

  static Options parse(String[] args) {
    Map<String, String> given = new HashMap<>();
    for (String arg : args) {
      String[] parts = arg.split("=", 2);
      given.put(parts[0], parts[1]);
    }
    return new Options(
        List.of(given.getOrDefault("scenarios", "drain,peers").split(",")),
        Integer.parseInt(given.getOrDefault("runs", "3")),
        Duration.ofSeconds(Long.parseLong(given.getOrDefault("seconds", "10"))),
        Integer.parseInt(given.getOrDefault("endpoints", "100")),
        Boolean.parseBoolean(given.getOrDefault("tls", "false")),
        Path.of(given.getOrDefault("output", "target/bench")),
        given.getOrDefault("page", ""),
        given.getOrDefault("jar", ""));
  }
}
