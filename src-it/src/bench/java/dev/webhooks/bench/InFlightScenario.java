package dev.webhooks.bench;

/** One node drains a backlog to receivers that answer after 100 ms, with 6,000 in flight. */
final class InFlightScenario implements Scenario {
  private static final int DELAY_MILLIS = 100;
  private static final int IN_FLIGHT = 6_000;

  @Override
  public void measure(Run run) throws Exception {
    String name = "drain, answers after 100 ms, 6,000 in flight";
    try (Receivers receiver = Receivers.answeringAfter(DELAY_MILLIS);
        Node node = run.newNode(run.setup().with("inflight", IN_FLIGHT), receiver)) {
      Drain.of(run, node).to(receiver).measure(name).report(name, run);
    }
  }
}
