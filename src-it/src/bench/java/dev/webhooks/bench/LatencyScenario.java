package dev.webhooks.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** From publish to arrival at fixed rates, in shared commits as the service publishes. */
final class LatencyScenario implements Scenario {
  static final String NAME = "latency at %,d events/s";

  @Override
  public void measure(Run run) throws Exception {
    try (Node node = run.newNode(run.setup())) {
      node.send();
      node.ask("publish 1000 " + run.options().warmUp().toSeconds());
      for (int rate : run.options().numbers("rates", "100,1000,5000")) {
        String name = String.format(Locale.ROOT, NAME, rate);
        measure(run, node, rate, name).report(name, run);
      }
    }
  }

  /** Publishes at this rate and reports how old events are on arrival. */
  static Sample measure(Run run, Node node, int rate, String scenario) throws Exception {
    long seconds = run.options().timed().toSeconds() + 3;
    node.begin("publish " + rate + " " + seconds);
    Pace.pass(java.time.Duration.ofSeconds(2));
    run.receiver().latency();
    Sample sample = run.time(scenario, List.of(node.pid()));
    report(run, scenario);
    node.finish();
    return sample;
  }

  private static void report(Run run, String scenario) throws IOException {
    Receivers.Latency latency = run.receiver().latency();
    run.report().add(scenario, "p50", "ms", latency.p50() / 1e3);
    run.report().add(scenario, "p99", "ms", latency.p99() / 1e3);
    run.report().add(scenario, "max", "ms", latency.max() / 1e3);
  }
}
