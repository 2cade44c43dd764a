package dev.webhooks.bench;

import java.util.stream.IntStream;

/** Whether endpoints with a rate limit get what the limit allows, and not more, from two nodes. */
final class RateScenario implements Scenario {
  private static final int ENDPOINTS = 10;
  private static final int PER_SECOND = 100;

  @Override
  public void measure(Run run) throws Exception {
    EngineSetup setup = run.setup().with("endpoints", ENDPOINTS).with("rate", PER_SECOND);
    try (Node first = run.newNode(setup);
        Node second = Node.start(run.options(), first.setup())) {
      new Backlog(run.database(), first.setup())
          .owe(run.enough(2 * PER_SECOND * ENDPOINTS))
          .settle();
      first.send();
      second.send();
      run.warmUp();
      report(run);
    }
  }

  private static void report(Run run) {
    long[] before = run.receiver().counts(ENDPOINTS);
    long start = System.nanoTime();
    Pace.pass(run.options().timed());
    long[] after = run.receiver().counts(ENDPOINTS);
    double allowed = (System.nanoTime() - start) / 1e9 * PER_SECOND;
    double[] shares =
        IntStream.range(0, ENDPOINTS).mapToDouble(i -> (after[i] - before[i]) / allowed).toArray();
    String name = "rate_limit of 100/s, 2 nodes";
    run.report().add(name, "least of 10 endpoints", "%", 100 * min(shares));
    run.report().add(name, "most of 10 endpoints", "%", 100 * max(shares));
  }

  private static double min(double[] values) {
    return java.util.Arrays.stream(values).min().orElseThrow();
  }

  private static double max(double[] values) {
    return java.util.Arrays.stream(values).max().orElseThrow();
  }
}
