package dev.webhooks.core.jdbc;

import dev.webhooks.core.spi.EventLog;
import dev.webhooks.core.spi.LoggedEvent;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
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

  private static final String PAGE =
      COLUMNS
          + """
          , null as body from webhooks.event
          where tenant = ? and number < ? and created_at >= ? and created_at < ? %s
          order by number desc limit ?
          """;

  private static final Instant ALWAYS = Instant.parse("9999-01-01T00:00:00Z");

  private final Jdbc jdbc;

  /**
   * @param connections give the caller's transaction where there is one
   */
  public JdbcEventLog(ConnectionSource connections) {
    this.jdbc = new Jdbc(connections);
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
    var found =
        jdbc.query(
            PAGE.formatted(filter.type() == null ? "" : "and type = ?"),
            statement -> bind(statement, filter),
            JdbcEventLog::event);
    if (found.size() <= filter.limit()) {
      return new Page(List.copyOf(found), null);
    }
    var page = List.copyOf(found.subList(0, filter.limit()));
    return new Page(page, page.get(page.size() - 1).number());
  }

  private static void bind(PreparedStatement statement, Filter filter) throws SQLException {
    var from = filter.from();
    var to = filter.to();
    int at = 1;
    statement.setString(at++, filter.tenant());
    statement.setLong(at++, filter.cursor() == null ? Long.MAX_VALUE : filter.cursor());
    statement.setObject(at++, JdbcRows.timestamp(from == null ? Instant.EPOCH : from));
    statement.setObject(at++, JdbcRows.timestamp(to == null ? ALWAYS : to));
    if (filter.type() != null) {
      statement.setString(at++, filter.type());
    }
    statement.setInt(at, filter.limit() + 1);
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
