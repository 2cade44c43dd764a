package dev.webhooks.bench;

import java.time.Duration;

/** One node drains a backlog, then the next part of it is timed. */
final class DrainScenario implements Bench.Scenario {
  /** More than this is not drained in a second on the machines this runs on. */
  private static final int DELIVERIES_PER_SECOND_AT_MOST = 60_000;

  @Override
  public void run(
      Options options, Receivers receiver, Database database, double ceiling, Report report)
      throws Exception {
    String url = database.create("drain");
    long events = (options.duration().toSeconds() + 6) * DELIVERIES_PER_SECOND_AT_MOST / 5;
    try (Child node =
        Child.start(
            "512m", Engine.class, url, receiver.port(), options.endpoints(), "/in", "http")) {
      node.await("ready");
      node.ask("fill " + events);
      long before = receiver.count();
      node.ask("start");
      // Warm: what a minute-old process would be.
      Pace.await(Duration.ofMinutes(2), () -> receiver.count() - before > events);
      Sample start = Sample.take(receiver, database, node);
      Pace.await(options.duration(), () -> receiver.count() - before >= events * 5 - 1000);
      Sample end = Sample.take(receiver, database, node);
      end.since(start).report("drain, " + options.endpoints() + " endpoints", ceiling, report);
      System.out.println("  " + node.ask("stats"));
    }
  }
}
