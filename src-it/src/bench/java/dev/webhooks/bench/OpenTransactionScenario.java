package dev.webhooks.bench;

import java.sql.Connection;

/**
 * One node drains a backlog while somebody holds a transaction open, so that nothing is vacuumed.
 */
final class OpenTransactionScenario implements Scenario {
  @Override
  public void measure(Run run) throws Exception {
    String name = "drain beside an open transaction";
    double plain = run.drain();
    try (Node node = run.newNode(run.setup());
        Connection forgotten = run.database().connect();
        var statement = forgotten.createStatement()) {
      Drain drain = Drain.of(run, node).fill();
      forgotten.setAutoCommit(false);
      forgotten.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      statement.execute("select pg_current_xact_id()");
      Sample sample = drain.measureFilled(name);
      sample.report(name, run);
      run.report().add(name, "relative to drain", "", sample.perSecond() / plain);
    }
  }
}
