package dev.webhooks.bench;

import java.util.Locale;

/** What the number of endpoints costs, on a hundred hosts at most; the largest on as many hosts. */
final class EndpointsScenario implements Scenario {
  static final String NAME = "endpoints: %,d";

  private static final int HOSTS = 100;
  private static final int USUAL = 100;

  @Override
  public void measure(Run run) throws Exception {
    double usual = run.drain();
    int most = 0;
    for (int count : run.options().numbers("counts", "1,100,1000,10000")) {
      double perSecond = measure(run, String.format(Locale.ROOT, NAME, count), count, HOSTS);
      usual = count == USUAL ? perSecond : usual;
      run.report()
          .add(String.format(Locale.ROOT, NAME, count), "relative to 100", "", perSecond / usual);
      most = Math.max(most, count);
    }
    String name = String.format(Locale.ROOT, "endpoints: %,d on as many hosts", most);
    double perSecond = measure(run, name, most, most);
    run.report().add(name, "relative to 100", "", perSecond / usual);
  }

  private static double measure(Run run, String name, int count, int hosts) throws Exception {
    try (Node node = run.newNode(run.setup().with("endpoints", count).with("hosts", hosts))) {
      Sample sample = Drain.of(run, node).measure(name);
      sample.report(name, run);
      Idle.await(run);
      Idle.latency(run, node, name);
      return sample.perSecond();
    }
  }
}
