package dev.webhooks.bench;

import java.sql.Connection;

/**
 * One node drains a backlog, and goes on while somebody holds a transaction open, so that nothing
 * is vacuumed any more: the same node in the same minutes.
 */
final class OpenTransactionScenario implements Scenario {
  private static final String NAME = "drain beside an open transaction";

  @Override
  public void measure(Run run) throws Exception {
    try (Node node = run.newNode(run.setup());
        Connection forgotten = run.database().connect();
        var statement = forgotten.createStatement()) {
      Drain drain = Drain.of(run, node).owing(2 * run.enough(run.options().most())).fill();
      Sample without = drain.measureFilled("drain before it");
      forgotten.setAutoCommit(false);
      forgotten.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      statement.execute("select pg_current_xact_id()");
      Sample beside = drain.measureOn(NAME);
      beside.report(NAME, run);
      run.report().add(NAME, "relative to without", "", beside.perSecond() / without.perSecond());
    }
  }
}
