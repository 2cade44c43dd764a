package dev.webhooks.core.jdbc;

import dev.webhooks.core.spi.EventLog;
import dev.webhooks.core.spi.LoggedEvent;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The event log on both databases. */
public final class JdbcEventLog implements EventLog {
  private static final String COLUMNS =
      "select number, id, type, livemode, channels, created_at, cardinality(endpoints),"
          + " transaction_id";

  private static final String BY_ID =
      COLUMNS + ", body from webhooks.event where tenant = ? and id = ?";

  private static final String BY_TRANSACTION =
      COLUMNS + ", body from webhooks.event where tenant = ? and transaction_id = ?";

  /** Of a tenant's events at most so many are looked at; the last of them is shown in any case. */
  private static final String PAGE =
      """
      select number, id, type, livemode, channels, created_at, targets, transaction_id,
        null as body, fits, place
      from (
        select r.*, (r.created_at >= ? and r.created_at < ? %s) as fits,
          row_number() over (order by r.number desc) as place
        from (
          select number, id, type, livemode, channels, created_at, cardinality(endpoints) as targets,
            transaction_id
          from webhooks.event where tenant = ? and number >= ? and number < ?
          order by number desc limit %s) r) s
      where fits or place = %s
      order by number desc limit %s
      """;

  private static final int SCAN = 10_000;

  private static final Instant ALWAYS = Instant.parse("9999-01-01T00:00:00Z");

  private final Jdbc jdbc;
  private final SqlDialect dialect;
  private final int scan;

  /**
   * @param connections give the caller's transaction where there is one
   */
  public JdbcEventLog(ConnectionSource connections, SqlDialect dialect) {
    this(connections, dialect, SCAN);
  }

  /**
   * @param scan how many rows one page may look at
   */
  JdbcEventLog(ConnectionSource connections, SqlDialect dialect, int scan) {
    this.jdbc = new Jdbc(connections);
    this.dialect = dialect;
    this.scan = scan;
  }

  @Override
  public Optional<LoggedEvent> find(String tenant, String eventId) {
    return jdbc
        .query(
            BY_ID,
            statement -> {
              statement.setString(1, tenant);
              statement.setString(2, eventId);
            },
            JdbcEventLog::event)
        .stream()
        .findFirst();
  }

  @Override
  public Optional<LoggedEvent> findTransaction(String tenant, long transactionId) {
    return jdbc
        .query(
            BY_TRANSACTION,
            statement -> {
              statement.setString(1, tenant);
              statement.setLong(2, transactionId);
            },
            JdbcEventLog::event)
        .stream()
        .findFirst();
  }

  @Override
  public Page page(Filter filter) {
    return IndexOrder.read(
        jdbc,
        dialect,
        connection -> {
          var numbers = EventNumbers.between(connection, filter.from(), filter.to());
          var rows =
              Jdbc.query(
                  connection,
                  pageSql(filter.type() != null, filter.limit(), scan),
                  statement -> bind(statement, filter, numbers),
                  this::scanned);
          var page = ScannedPage.of(rows, filter.limit());
          return new Page(page.items(), page.next());
        });
  }

  static String pageSql(boolean byType, int limit, int scan) {
    return PAGE.formatted(byType ? "and r.type = ?" : "", scan, scan, limit + 2);
  }

  private ScannedPage.Row<LoggedEvent> scanned(ResultSet row) throws SQLException {
    var event = event(row);
    return new ScannedPage.Row<>(
        event, event.number(), row.getBoolean(10), row.getLong(11) == scan);
  }

  static void bind(PreparedStatement statement, Filter filter, EventNumbers numbers)
      throws SQLException {
    var from = filter.from();
    var to = filter.to();
    int at = 1;
    statement.setObject(at++, JdbcRows.timestamp(from == null ? Instant.EPOCH : from));
    statement.setObject(at++, JdbcRows.timestamp(to == null ? ALWAYS : to));
    if (filter.type() != null) {
      statement.setString(at++, filter.type());
    }
    statement.setString(at++, filter.tenant());
    statement.setLong(at++, numbers.first());
    statement.setLong(
        at, filter.cursor() == null ? numbers.end() : Math.min(filter.cursor(), numbers.end()));
  }

  private static LoggedEvent event(ResultSet row) throws SQLException {
    return new LoggedEvent(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getBoolean(4),
        Channels.read(row.getString(5)),
        JdbcRows.instant(row, 6),
        row.getInt(7),
        JdbcRows.nullableLong(row, 8),
        row.getBytes(9));
  }

  @Override
  public boolean expunge(String tenant, String eventId) {
    return jdbc.update(
            "update webhooks.event set body = null where tenant = ? and id = ?",
            statement -> {
              statement.setString(1, tenant);
              statement.setString(2, eventId);
            })
        == 1;
  }
}
