package dev.webhooks.bench;

import java.util.Locale;

/** One node drains a backlog of millions beside millions of settled deliveries of the same day. */
final class HistoryScenario implements Scenario {
  @Override
  public void measure(Run run) throws Exception {
    int pending = run.options().number("pending", 5_000_000);
    int history = run.options().number("history", 10_000_000);
    String name = String.format(Locale.ROOT, "drain, %,d pending, %,d settled", pending, history);
    double plain = run.drain();
    try (Node node = run.newNode(run.setup())) {
      new Backlog(run.database(), node.setup()).settled(history);
      Sample sample = Drain.of(run, node).owing(pending).measure(name);
      sample.report(name, run);
      run.report().add(name, "relative to drain", "", sample.perSecond() / plain);
      run.report().add(name, "heap after collections, at most", "MiB", node.heapMebibytes());
    }
  }
}
