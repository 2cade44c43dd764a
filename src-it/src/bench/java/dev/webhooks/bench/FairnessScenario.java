package dev.webhooks.bench;

import java.time.Duration;
import java.util.List;

/**
 * What healthy endpoints notice of three sick ones (one hangs, one resets connections, one answers
 * 500), each with 100,000 deliveries pending: how old their events are on arrival, and how many
 * arrive in a second.
 */
final class FairnessScenario implements Scenario {
  private static final int EVENTS_PER_SECOND = 500;

  @Override
  public void measure(Run run) throws Exception {
    Seen alone = measure(run, "healthy endpoints alone", 0);
    String name = "healthy endpoints beside 3 sick ones";
    Seen beside = measure(run, name, run.options().number("sick", 100_000));
    run.report().add(name, "deliveries relative to alone", "", beside.perSecond / alone.perSecond);
    run.report().add(name, "p99 relative to alone", "", (double) beside.p99 / alone.p99);
  }

  private record Seen(double perSecond, long p99) {}

  private static Seen measure(Run run, String name, int pending) throws Exception {
    try (Node node = run.newNode(run.setup().with("sick", 1))) {
      new Backlog(run.database(), node.setup()).oweToTheSick(pending).settle();
      node.send();
      long p99 = latency(run, node, name);
      return new Seen(throughput(run, node, name), p99);
    }
  }

  private static long latency(Run run, Node node, String name) throws Exception {
    long seconds = run.enough(1);
    node.begin("publish " + EVENTS_PER_SECOND + " " + seconds);
    run.warmUp();
    run.receiver().latency();
    Pace.pass(run.options().timed());
    Receivers.Latency latency = run.receiver().latency();
    if (latency.count() == 0) {
      throw new IllegalStateException("nothing arrived");
    }
    run.report().add(name, "p50 at 500 events/s", "ms", latency.p50() / 1e3);
    run.report().add(name, "p99 at 500 events/s", "ms", latency.p99() / 1e3);
    node.finish();
    return latency.p99();
  }

  private static double throughput(Run run, Node node, String name) throws Exception {
    Duration warmUp = run.options().warmUp().dividedBy(3);
    long seconds = warmUp.plus(run.options().timed()).toSeconds() + 2;
    node.begin("flood " + seconds + " 100 0 " + SustainedScenario.AHEAD);
    Pace.pass(warmUp);
    Sample sample = run.time(name, List.of(node.pid()));
    sample.report(name, run);
    node.finish();
    System.out.println("  " + node.ask("stats"));
    return sample.perSecond();
  }
}
