package dev.webhooks.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * Runs the benchmarks: in every run first the machine's ceiling, then each scenario, so that a
 * figure and what it is compared with were measured within the same minutes.
 */
public final class Bench {

  /** Something to measure. */
  interface Scenario {
    /**
     * Measures once.
     *
     * @param receiver a plain receiver that answers at once
     * @param ceiling POSTs per second that the load generator reached in this run
     */
    void run(Options options, Receivers receiver, Database database, double ceiling, Report report)
        throws Exception;
  }

  private static final Map<String, Scenario> SCENARIOS =
      Map.of(
          "ceiling",
          (options, receiver, database, ceiling, report) -> {},
          "drain",
          new DrainScenario(),
          "peers",
          new PeerScenario());

  private Bench() {}

  public static void main(String[] args) throws Exception {
    Options options = Options.parse(args);
    var report = new Report();
    for (int run = 1; run <= options.runs(); run++) {
      System.out.println("run " + run + " of " + options.runs());
      try (Receivers receiver = Receivers.start(0);
          Database database = Database.start()) {
        double ceiling = LoadGenerator.postsPerSecond(receiver.port(), 700, Duration.ofSeconds(6));
        report.add("ceiling", "POST/s", "/s", ceiling);
        for (String name : options.scenarios()) {
          Scenario scenario = SCENARIOS.get(name);
          if (scenario == null) {
            throw new IllegalArgumentException(
                "unknown scenario " + name + "; there are " + SCENARIOS.keySet());
          }
          scenario.run(options, receiver, database, ceiling, report);
        }
      }
    }
    report.writeJson(options.output().resolve("results.json"));
    System.out.println(report.table());
    if (!options.page().isEmpty() && Files.exists(Path.of(options.page()))) {
      report.writeInto(Path.of(options.page()), heading(options));
    }
    System.exit(0);
  }

  private static String heading(Options options) {
    return String.format(
        Locale.ROOT,
        "%d processors, JDK %s, %d runs, %d endpoints. Shares are of the ceiling of the same run.",
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().feature(),
        options.runs(),
        options.endpoints());
  }
}
