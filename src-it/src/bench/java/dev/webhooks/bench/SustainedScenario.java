package dev.webhooks.bench;

import java.util.List;

/**
 * In and out at the same rate through {@code EventPublisher}, in the node's own process: it
 * publishes as fast as what is owed stays below a fixed number.
 */
final class SustainedScenario implements Scenario {
  /** So that what comes in is what goes out. */
  static final int AHEAD = 10_000;

  @Override
  public void measure(Run run) throws Exception {
    measure(run, "sustained in process, batches of 100", "flood", 100);
    run.compare();
    measure(run, "sustained in process, one by one", "trickle", 1);
  }

  private static void measure(Run run, String name, String how, int batch) throws Exception {
    try (Node node = run.newNode(run.setup())) {
      long before = run.receiver().count();
      node.send();
      long seconds = run.enough(1);
      node.begin(String.join(" ", how, seconds + "", batch + "", "0", AHEAD + ""));
      run.receiver().awaitMoreThan(before);
      run.warmUp();
      Sample sample = run.time(name, List.of(node.pid()));
      sample.report(name, run);
      node.finish();
      System.out.println("  " + node.ask("stats"));
    }
  }
}
