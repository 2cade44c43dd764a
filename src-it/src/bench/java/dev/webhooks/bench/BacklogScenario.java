package dev.webhooks.bench;

import java.util.List;
import java.util.Locale;

/**
 * What a backlog costs: sustained in and out while so many are owed all the time, and how old
 * events are on arrival while so many wait for a later retry of the same endpoints.
 */
final class BacklogScenario implements Scenario {
  static final String NAME = "backlog of %,d";

  @Override
  public void measure(Run run) throws Exception {
    double first = 0;
    for (int size : run.options().numbers("backlogs", "10000,100000,1000000,5000000")) {
      String name = String.format(Locale.ROOT, NAME, size);
      double perSecond = throughput(run, name, size);
      first = first == 0 ? perSecond : first;
      run.report().add(name, "relative to the smallest", "", perSecond / first);
      latency(run, name, size);
    }
  }

  private static double throughput(Run run, String name, int size) throws Exception {
    try (Node node = run.newNode(run.setup())) {
      new Backlog(run.database(), node.setup()).owe(size).settle();
      node.send();
      node.begin("flood " + run.enough(1) + " 100 " + size + " " + size);
      run.warmUp();
      Sample sample = run.time(name, List.of(node.pid()));
      sample.report(name, run);
      node.finish();
      return sample.perSecond();
    }
  }

  private static void latency(Run run, String name, int size) throws Exception {
    try (Node node = run.newNode(run.setup())) {
      new Backlog(run.database(), node.setup()).oweLater(size).settle();
      node.send();
      Idle.latency(run, node, name);
    }
  }
}
