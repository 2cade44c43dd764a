package dev.webhooks.bench;

import dev.webhooks.bench.peers.PeerMain;
import java.util.List;

/** The peers drain a backlog: the same bodies to the same receiver from the same PostgreSQL. */
final class PeerScenario implements Scenario {
  private static final List<String> PEERS =
      List.of("db-scheduler", "jobrunr", "transaction-outbox");

  @Override
  public void measure(Run run) throws Exception {
    double drain = run.drain();
    for (String peer : PEERS) {
      Sample sample = measure(run, peer, peer.equals("db-scheduler") ? 10_000 : 4_000);
      sample.report(peer, run);
      run.report().add("drain", "times " + peer, "", drain / sample.perSecond());
    }
  }

  private static Sample measure(Run run, String peer, int perSecondAtMost) throws Exception {
    String url = run.database().create("bench");
    long jobs = run.enough(perSecondAtMost);
    try (Child process =
        Child.start(
            run.options().jvm("1g"), PeerMain.class, peer, url, run.receiver().port(), jobs)) {
      process.await("filled");
      run.database().execute("vacuum analyze");
      run.database().execute("checkpoint");
      process.say("go");
      run.warmUp();
      return run.time(peer, List.of(process.pid()));
    }
  }
}
