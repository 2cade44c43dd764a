package dev.webhooks.bench;

/** One node drains a backlog. */
final class DrainScenario implements Scenario {
  @Override
  public void measure(Run run) throws Exception {
    String name = "drain, " + run.options().endpoints() + " endpoints";
    try (Node node = run.newNode(run.setup())) {
      Sample sample = Drain.of(run, node).measure(name);
      sample.report(name, run);
      run.drained(sample.perSecond());
    }
  }
}
