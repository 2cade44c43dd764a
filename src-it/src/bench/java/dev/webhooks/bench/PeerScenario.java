package dev.webhooks.bench;

import dev.webhooks.bench.peers.PeerMain;
import java.time.Duration;
import java.util.List;

/** The peers drain a backlog: the same bodies to the same receiver from the same PostgreSQL. */
final class PeerScenario implements Bench.Scenario {
  private static final int JOBS_PER_SECOND_AT_MOST = 10_000;

  @Override
  public void run(
      Options options, Receivers receiver, Database database, double ceiling, Report report)
      throws Exception {
    for (String peer : List.of("transaction-outbox", "jobrunr", "db-scheduler")) {
      measure(peer, options, receiver, database, ceiling, report);
    }
  }

  private static void measure(
      String peer,
      Options options,
      Receivers receiver,
      Database database,
      double ceiling,
      Report report)
      throws Exception {
    String url = database.create("peer");
    long seconds = options.duration().toSeconds();
    long jobs =
        Math.max(
            20_000,
            (seconds + 15) * (peer.equals("db-scheduler") ? JOBS_PER_SECOND_AT_MOST : 4_000));
    try (Child process = Child.start("1g", PeerMain.class, peer, url, receiver.port(), jobs)) {
      process.await("filled");
      long before = receiver.count();
      process.say("go");
      // Warm: the first tenth has been delivered.
      Pace.await(Duration.ofMinutes(1), () -> receiver.count() - before > jobs / 20);
      Sample start = Sample.take(receiver, database, process);
      Pace.pass(options.duration());
      Sample end = Sample.take(receiver, database, process);
      end.since(start).report(peer, ceiling, report);
    }
  }
}
