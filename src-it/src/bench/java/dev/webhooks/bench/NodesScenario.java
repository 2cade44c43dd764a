package dev.webhooks.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Nodes on one PostgreSQL, on one machine: together they have what one alone would have. */
final class NodesScenario implements Scenario {
  static final String NAME = "nodes: %d";

  @Override
  public void measure(Run run) throws Exception {
    double one = 0;
    for (int count : run.options().numbers("nodes", "1,2,3,4")) {
      String name = String.format(Locale.ROOT, NAME, count);
      double perSecond = measure(run, name, count);
      one = one == 0 ? perSecond : one;
      run.report().add(name, "relative to 1 node", "", perSecond / one);
    }
  }

  private static double measure(Run run, String name, int count) throws Exception {
    long before = run.receiver().count();
    double perSecond;
    List<Node> more = new ArrayList<>();
    try (Node first = run.newNode(run.setup())) {
      for (int i = 1; i < count; i++) {
        more.add(Node.start(run.options(), first.setup()));
      }
      Sample sample = Drain.of(run, first).and(more).measure(name);
      sample.report(name, run);
      perSecond = sample.perSecond();
      Idle.await(run);
      Idle.latency(run, first, name);
    } finally {
      more.forEach(Node::close);
    }
    long settled = run.database().number("select count(*) from webhooks.delivery");
    run.report().add(name, "sent twice", "", run.receiver().count() - before - settled);
    return perSecond;
  }
}
