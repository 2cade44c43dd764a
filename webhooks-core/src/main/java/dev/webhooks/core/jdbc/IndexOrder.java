package dev.webhooks.core.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Reads the first or the newest rows of a lane or a tenant by walking an index, and stops.
 * PostgreSQL plans for the average lane, which it takes for a single row when the queue was last
 * vacuumed with little in it: one that is a million times as long would be collected and sorted
 * before its first row is shown. So for these statements sorting whole lanes is ruled out.
 */
final class IndexOrder {
  private static final String[] SETTINGS = {
    "enable_bitmapscan", "enable_seqscan", "enable_sort", "enable_hashjoin", "enable_mergejoin"
  };

  private IndexOrder() {}

  /** Runs the work in the caller's transaction or one of its own; settings end with it. */
  static <T> T read(Jdbc jdbc, SqlDialect dialect, Jdbc.Work<T> work) {
    return dialect == SqlDialect.POSTGRESQL ? read(jdbc, work) : jdbc.run(work);
  }

  /** The same on PostgreSQL. */
  static <T> T read(Jdbc jdbc, Jdbc.Work<T> work) {
    return jdbc.run(
        connection ->
            connection.getAutoCommit()
                ? Jdbc.committed(connection, own -> ordered(own, work))
                : restored(connection, ordered(connection, work)));
  }

  private static <T> T ordered(Connection connection, Jdbc.Work<T> work) throws SQLException {
    set(connection, "off");
    return work.on(connection);
  }

  private static <T> T restored(Connection callers, T result) throws SQLException {
    set(callers, "default");
    return result;
  }

  private static void set(Connection connection, String value) throws SQLException {
    StringBuilder sql = new StringBuilder();
    for (String setting : SETTINGS) {
      sql.append("set local ").append(setting).append(" to ").append(value).append(';');
    }
    try (var statement = connection.createStatement()) {
      statement.execute(sql.toString());
    }
  }
}
