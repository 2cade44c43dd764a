package dev.webhooks.core.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads the first or the newest rows of a lane or a tenant by walking an index, and stops.
 * PostgreSQL plans for the average lane, which it takes for a single row when the queue was last
 * vacuumed with little in it: one that is a million times as long would be collected and sorted
 * before its first row is shown. So for these statements sorting whole lanes is ruled out, and with
 * it compiling (JIT): up to PostgreSQL 17 what is ruled out but cannot be avoided, such as sorting
 * one page, makes a statement look so costly that it would be compiled each time it runs.
 */
final class IndexOrder {
  private static final List<String> SETTINGS =
      List.of(
          "enable_bitmapscan",
          "enable_seqscan",
          "enable_sort",
          "enable_hashjoin",
          "enable_mergejoin",
          "jit");

  private static final String RULE_OUT = setAll("off");
  private static final String RESTORE = setAll("default");

  /** The server ends the session of a process that was stopped in between. */
  private static final String ALONE = "set local idle_in_transaction_session_timeout to 5000;";

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
                ? Jdbc.committed(connection, own -> alone(own, work))
                : inCallers(connection, work));
  }

  private static <T> T alone(Connection own, Jdbc.Work<T> work) throws SQLException {
    execute(own, ALONE + RULE_OUT);
    return work.on(own);
  }

  private static <T> T inCallers(Connection callers, Jdbc.Work<T> work) throws SQLException {
    execute(callers, RULE_OUT);
    T result = work.on(callers);
    execute(callers, RESTORE);
    return result;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String setAll(String value) {
    return SETTINGS.stream()
        .map(setting -> "set local " + setting + " to " + value + ";")
        .collect(Collectors.joining());
  }
}
