package dev.webhooks.bench;

import java.time.Duration;

/** A node that has nothing to do but what it is given now. */
final class Idle {
  /** A load that leaves the machine time. */
  private static final int DELIVERIES_PER_SECOND = 2_500;

  private Idle() {}

  /** How old events are on arrival, at a moderate rate. */
  static void latency(Run run, Node node, String scenario) throws Exception {
    int rate = DELIVERIES_PER_SECOND / node.setup().fanOut();
    node.ask("publish " + rate + " " + run.options().warmUp().dividedBy(3).toSeconds());
    LatencyScenario.measure(run, node, rate, scenario);
  }

  /** Waits until everything owed has arrived. */
  static void await(Run run) throws Exception {
    Database database = run.database();
    boolean idle =
        Pace.await(
            Duration.ofMinutes(6),
            Duration.ofMillis(300),
            () ->
                database.number(
                        "select count(*) from (select from webhooks.pending_delivery limit 1) p")
                    == 0);
    if (!idle) {
      throw new IllegalStateException("the backlog does not end");
    }
  }
}
