package dev.webhooks.core.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * The history's partitions on PostgreSQL: one for each day (UTC) of the creation of deliveries.
 * What no partition takes goes into the default one, so nothing fails when this was not called in
 * time. Safe on several nodes at once: who comes second does nothing.
 */
public final class HistoryPartitions {
  private static final int DAYS_AHEAD = 7;
  private static final List<String> TABLES = List.of("delivery", "attempt");
  private static final DateTimeFormatter SUFFIX = DateTimeFormatter.ofPattern("yyyyMMdd");

  private static final String NAMES =
      """
      select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = cast(? as regclass) order by c.relname
      """;

  private final Jdbc jdbc;

  /**
   * @param connections give connections that take part in no transaction
   */
  public HistoryPartitions(ConnectionSource connections) {
    this.jdbc = new Jdbc(connections);
  }

  /** Creates the partitions of today and the days to come. Committed on return. */
  public void createAhead() {
    exclusively(
        connection -> {
          var today = LocalDate.ofInstant(now(connection), ZoneOffset.UTC);
          for (var table : TABLES) {
            var names = names(connection, table);
            for (int day = 0; day <= DAYS_AHEAD; day++) {
              create(connection, table, today.plusDays(day), names);
            }
          }
          return 0;
        });
  }

  /**
   * Drops the partitions of days that lie wholly further back.
   *
   * @return how many were dropped
   */
  public int dropOlderThan(Duration age) {
    return exclusively(
        connection -> {
          var end = LocalDate.ofInstant(now(connection).minus(age), ZoneOffset.UTC);
          int dropped = 0;
          for (var table : TABLES) {
            dropped += drop(connection, table, table + "_" + SUFFIX.format(end));
          }
          return dropped;
        });
  }

  /** A lock that waits makes everybody else wait behind it; better to come back later. */
  private int exclusively(Jdbc.Work<Integer> work) {
    return jdbc.inTransaction(
        connection -> {
          execute(connection, "set local lock_timeout = '2s'");
          boolean first =
              Jdbc.query(
                      connection,
                      "select pg_try_advisory_xact_lock(7305808869231650402)",
                      statement -> {},
                      row -> row.getBoolean(1))
                  .get(0);
          return first ? work.on(connection) : 0;
        });
  }

  private static Instant now(Connection connection) throws SQLException {
    return Jdbc.query(connection, "select now()", statement -> {}, row -> JdbcRows.instant(row, 1))
        .get(0);
  }

  private static List<String> names(Connection connection, String table) throws SQLException {
    return Jdbc.query(
        connection,
        NAMES,
        statement -> statement.setString(1, "webhooks." + table),
        row -> row.getString(1));
  }

  /**
   * Rows of that day that lie in the default partition already move into the new one. Whoever would
   * add one meanwhile waits: to attach is refused as long as there is any.
   */
  private static void create(Connection connection, String table, LocalDate day, List<String> names)
      throws SQLException {
    String name = table + "_" + SUFFIX.format(day);
    if (names.contains(name)) {
      return;
    }
    String from = "timestamptz '" + day + " 00:00:00+00'";
    String to = "timestamptz '" + day.plusDays(1) + " 00:00:00+00'";
    execute(connection, "lock table webhooks.%s_default in access exclusive mode".formatted(table));
    execute(
        connection,
        "create table webhooks.%s (like webhooks.%s including all)".formatted(name, table));
    execute(
        connection,
        """
        with moved as (
          delete from webhooks.%s_default where created_at >= %s and created_at < %s returning *)
        insert into webhooks.%s select * from moved
        """
            .formatted(table, from, to, name));
    execute(
        connection,
        "alter table webhooks.%s attach partition webhooks.%s for values from (%s) to (%s)"
            .formatted(table, name, from.substring(12), to.substring(12)));
  }

  private static int drop(Connection connection, String table, String end) throws SQLException {
    int dropped = 0;
    for (var name : names(connection, table)) {
      if (name.compareTo(end) < 0 && !name.endsWith("_default")) {
        execute(connection, "drop table webhooks." + name);
        dropped++;
      }
    }
    return dropped;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
