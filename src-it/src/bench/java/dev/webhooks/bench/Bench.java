package dev.webhooks.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs the benchmarks: in every run first the machine's ceiling, then each scenario, so that a
 * figure and what it is compared with were measured within the same minutes.
 */
public final class Bench {
  private static final String RESULTS = "performance.json";

  /** No scenario takes as long as this. */
  private static final Duration LIMIT = Duration.ofMinutes(15);

  private static final Map<String, Scenario> SCENARIOS = new LinkedHashMap<>();
  private static final List<String> DEFAULT = List.of("drain", "sustained", "rest", "latency");

  static {
    SCENARIOS.put("ceiling", run -> {});
    SCENARIOS.put("drain", new DrainScenario());
    SCENARIOS.put("drain-tls", new TlsScenario());
    SCENARIOS.put("floor", new FloorScenario());
    SCENARIOS.put("sustained", new SustainedScenario());
    SCENARIOS.put("rest", new RestScenario());
    SCENARIOS.put("server", new ServerScenario());
    SCENARIOS.put("latency", new LatencyScenario());
    SCENARIOS.put("peers", new PeerScenario());
    SCENARIOS.put("in-flight", new InFlightScenario());
    SCENARIOS.put("open-transaction", new OpenTransactionScenario());
    SCENARIOS.put("fairness", new FairnessScenario());
    SCENARIOS.put("rate", new RateScenario());
    SCENARIOS.put("memory", new MemoryScenario());
    SCENARIOS.put("h2", new H2Scenario());
    SCENARIOS.put("nodes", new NodesScenario());
    SCENARIOS.put("endpoints", new EndpointsScenario());
    SCENARIOS.put("backlog", new BacklogScenario());
    SCENARIOS.put("history", new HistoryScenario());
    SCENARIOS.put("jmh", new MicroScenario());
  }

  private Bench() {}

  public static void main(String[] args) throws Exception {
    Options options = Options.parse(args);
    List<String> names = names(options);
    Files.createDirectories(options.output());
    Report report = Report.of(options.docs().resolve(RESULTS), conditions(options));
    boolean complete = true;
    for (int i = 1; i <= options.runs(); i++) {
      System.out.println("run " + i + " of " + options.runs());
      complete &= measure(options, report, names);
    }
    System.out.println(report.tables());
    System.exit(complete ? 0 : 1);
  }

  private static boolean measure(Options options, Report report, List<String> names)
      throws Exception {
    boolean complete = true;
    try (Run run = Run.start(options, report)) {
      for (String name : names) {
        complete &= measure(run, name);
        publish(options, report);
      }
    }
    return complete;
  }

  /** One that fails is told, and does not stop the others. */
  private static boolean measure(Run run, String name) {
    long start = System.nanoTime();
    try (Watchdog watchdog = Watchdog.after(LIMIT)) {
      run.measure(SCENARIOS.get(name));
      System.out.printf("  %s took %d s%n", name, (System.nanoTime() - start) / 1_000_000_000);
      return true;
    } catch (Exception e) {
      System.out.println("! " + name + " FAILED");
      e.printStackTrace();
      return false;
    }
  }

  /** After each scenario: a benchmark that is stopped keeps what it has. */
  private static void publish(Options options, Report report) throws IOException {
    report.write(options.docs().resolve(RESULTS));
    String charts = Plots.write(report, options.docs().resolve("images"));
    Page.show(
        options.docs().resolve("performance.md"),
        String.join("\n\n", heading(report), report.tables(), charts));
  }

  private static List<String> names(Options options) {
    List<String> names =
        options.scenarios().stream()
            .flatMap(
                name ->
                    switch (name) {
                      case "default" -> DEFAULT.stream();
                      case "all" -> SCENARIOS.keySet().stream();
                      default -> Stream.of(name);
                    })
            .toList();
    for (String name : names) {
      if (!SCENARIOS.containsKey(name)) {
        throw new IllegalArgumentException(
            "unknown scenario " + name + "; there are all, default and " + SCENARIOS.keySet());
      }
    }
    return names;
  }

  private static String conditions(Options options) throws SQLException {
    return String.format(
        Locale.ROOT,
        "%s: %d s timed after a warm-up of %d s, %s, %s",
        LocalDate.now(ZoneOffset.UTC),
        options.timed().toSeconds(),
        options.warmUp().toSeconds(),
        options.collector(),
        Database.describe(options.database()));
  }

  private static String heading(Report report) {
    return String.format(
        Locale.ROOT,
        "%d processors, JDK %s. Medians; shares are of the ceiling of the same run. %s.",
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().feature(),
        report.conditions());
  }
}
