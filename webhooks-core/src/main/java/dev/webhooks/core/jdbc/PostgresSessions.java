package dev.webhooks.core.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.postgresql.PGStatement;

/**
 * Whether a connection is a session of the server. Behind a pooler in transaction mode it is not:
 * each transaction runs in whichever session is free, so that nothing outlasts it.
 */
public final class PostgresSessions {
  private static final String SESSION = "select pg_backend_pid()";

  /** SQLSTATEs of a prepared statement that is not there, and of one whose name is taken. */
  private static final Set<String> MIXED_UP = Set.of("26000", "42P05");

  private PostgresSessions() {}

  /**
   * Whether each connection has a session of its own for as long as it is open. Opens two.
   *
   * @throws IllegalArgumentException when sessions are shared and the driver's prepared statements
   *     get mixed up
   * @throws StoreException when the database cannot be reached
   */
  public static boolean areOwn(ConnectionSource connections) {
    try (var first = connections.getConnection();
        var second = connections.getConnection()) {
      int before = session(first);
      second.setAutoCommit(false);
      int held = session(second);
      int after = session(first);
      second.rollback();
      return before == after && before != held;
    } catch (SQLException e) {
      if (MIXED_UP.contains(e.getSQLState())) {
        throw new IllegalArgumentException(
            "A connection pooler in transaction mode that knows no prepared statements is between"
                + " here and PostgreSQL: add prepareThreshold=0 to the JDBC URL, or let the pooler"
                + " keep prepared statements (PgBouncer 1.21 and later: max_prepared_statements),"
                + " or use its session mode ("
                + e.getMessage()
                + ")");
      }
      throw new StoreException(e);
    }
  }

  /** Asks by a prepared statement at once, unless the driver is told to have none. */
  private static int session(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(SESSION)) {
      var postgres = statement.unwrap(PGStatement.class);
      if (postgres.getPrepareThreshold() > 0) {
        postgres.setPrepareThreshold(1);
      }
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }
}
