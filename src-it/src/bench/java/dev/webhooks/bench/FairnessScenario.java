package dev.webhooks.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What healthy endpoints notice of three sick ones (one hangs, one resets connections, one answers
 * 500), each with 100,000 deliveries pending: how old their events are on arrival, and how many
 * arrive in a second. One node, which is sent to the sick ones and not, in turns: a machine is
 * never the same in two minutes. What is reported are medians over the turns, so that a second in
 * which something else stopped the machine does not decide.
 */
final class FairnessScenario implements Scenario {
  private static final String ALONE = "healthy endpoints alone";
  private static final String BESIDE = "healthy endpoints beside 3 sick ones";
  private static final int EVENTS_PER_SECOND = 500;
  private static final int TURNS = 7;

  /** Until a change of turn has reached everybody. */
  private static final Duration LEAD = Duration.ofSeconds(3);

  /** One turn, alone or beside the sick ones. */
  private interface Turn<T> {
    T take(Run run, Node node, Duration timed) throws Exception;
  }

  private record Turns<T>(List<T> alone, List<T> beside) {}

  @Override
  public void measure(Run run) throws Exception {
    try (Node node = run.newNode(run.setup().with("sick", 1))) {
      int pending = run.options().number("sick", 100_000);
      new Backlog(run.database(), node.setup()).oweToTheSick(pending).settle();
      node.send();
      node.ask("publish " + EVENTS_PER_SECOND + " " + run.options().warmUp().toSeconds());
      report(run, take(run, node, FairnessScenario::latency));
      node.ask("flood " + run.options().warmUp().dividedBy(3).toSeconds() + ahead());
      reportThroughput(run, take(run, node, FairnessScenario::throughput));
      System.out.println("  " + node.ask("stats"));
    }
  }

  private static <T> Turns<T> take(Run run, Node node, Turn<T> turn) throws Exception {
    Turns<T> turns = new Turns<>(new ArrayList<>(), new ArrayList<>());
    Duration timed = run.options().timed().dividedBy(2);
    for (int i = 0; i < TURNS; i++) {
      node.ask("sick 0");
      turns.alone.add(turn.take(run, node, timed));
      node.ask("sick 1");
      turns.beside.add(turn.take(run, node, timed));
    }
    return turns;
  }

  private static Receivers.Latency latency(Run run, Node node, Duration timed) throws Exception {
    node.begin("publish " + EVENTS_PER_SECOND + " " + LEAD.plus(timed).toSeconds());
    Pace.pass(LEAD);
    run.receiver().latency();
    node.finish();
    Receivers.Latency latency = run.receiver().latency();
    if (latency.count() == 0) {
      throw new IllegalStateException("nothing arrived");
    }
    return latency;
  }

  private static Sample throughput(Run run, Node node, Duration timed) throws Exception {
    node.begin("flood " + LEAD.plus(timed).toSeconds() + ahead());
    Pace.pass(LEAD);
    Meter meter = new Meter(run, run.receiver(), List.of(node.pid()));
    Sample sample = meter.measure("fairness", timed, () -> false);
    node.finish();
    return sample;
  }

  private static String ahead() {
    return " 100 0 " + SustainedScenario.AHEAD;
  }

  private static void report(Run run, Turns<Receivers.Latency> turns) {
    double alone = report(run, ALONE, turns.alone);
    double beside = report(run, BESIDE, turns.beside);
    run.report().add(BESIDE, "p99 relative to alone", "", beside / alone);
  }

  private static double report(Run run, String name, List<Receivers.Latency> turns) {
    Comparator<Receivers.Latency> byTail = Comparator.comparingLong(Receivers.Latency::p99);
    double p99 = median(turns, byTail).p99() / 1e3;
    double p50 = median(turns, Comparator.comparingLong(Receivers.Latency::p50)).p50() / 1e3;
    run.report().add(name, "p50 at 500 events/s", "ms", p50);
    run.report().add(name, "p99 at 500 events/s", "ms", p99);
    return p99;
  }

  private static void reportThroughput(Run run, Turns<Sample> turns) {
    Sample alone = median(turns.alone, Comparator.comparingDouble(Sample::perSecond));
    Sample beside = median(turns.beside, Comparator.comparingDouble(Sample::perSecond));
    alone.report(ALONE, run);
    beside.report(BESIDE, run);
    double relative = beside.perSecond() / alone.perSecond();
    run.report().add(BESIDE, "deliveries relative to alone", "", relative);
  }

  private static <T> T median(List<T> turns, Comparator<T> by) {
    return turns.stream().sorted(by).skip(turns.size() / 2).findFirst().orElseThrow();
  }
}
