package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.LatencyHistogram;
import dev.webhooks.core.spi.StatisticsStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;

/** Statistics on both databases. */
public final class JdbcStatisticsStore implements StatisticsStore {
  private static final String COLUMNS =
      "endpoint_id, hour_at, succeeded, failed, cancelled, attempts, latencies";

  private static final String WRITE_ALL =
      """
      insert into webhooks.endpoint_stats
        (endpoint_id, hour_at, succeeded, failed, cancelled, attempts, latencies, writer)
      select e, to_timestamp(h), s, f, c, a, l, ?
      from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
        ?::bytea[]) as counted (e, h, s, f, c, a, l)
      order by e, h
      on conflict (endpoint_id, hour_at, writer) do update set succeeded = excluded.succeeded,
        failed = excluded.failed, cancelled = excluded.cancelled, attempts = excluded.attempts,
        latencies = excluded.latencies
      """;

  private static final String MERGE =
      """
      merge into webhooks.endpoint_stats
        (endpoint_id, hour_at, succeeded, failed, cancelled, attempts, latencies, writer)
      key (endpoint_id, hour_at, writer) values (?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String READ =
      "select "
          + COLUMNS
          + " from webhooks.endpoint_stats where endpoint_id in"
          + " (select id from unnest(cast(? as bigint array)) as wanted (id))"
          + " and hour_at >= ? and hour_at < ?";

  private static final String REMOVE_POSTGRESQL =
      "delete from webhooks.endpoint_stats where ctid = any(array("
          + "select ctid from webhooks.endpoint_stats where hour_at < ? limit ?))";

  private static final String REMOVE_H2 =
      "delete from webhooks.endpoint_stats where hour_at < ? limit ?";

  private final Jdbc jdbc;
  private final SqlDialect dialect;

  /**
   * @param connections that join no transaction
   */
  public JdbcStatisticsStore(ConnectionSource connections, SqlDialect dialect) {
    this.jdbc = new Jdbc(connections);
    this.dialect = dialect;
  }

  @Override
  public void write(long writer, Collection<Hour> hours) {
    if (dialect == SqlDialect.POSTGRESQL) {
      jdbc.run(connection -> writeAll(connection, writer, List.copyOf(hours)));
    } else {
      jdbc.inTransaction(connection -> merge(connection, writer, hours));
    }
  }

  private static int writeAll(Connection connection, long writer, List<Hour> hours)
      throws SQLException {
    return Jdbc.update(
        connection,
        WRITE_ALL,
        statement -> {
          statement.setLong(1, writer);
          statement.setObject(2, numbers(hours, Hour::endpointId));
          statement.setObject(3, numbers(hours, hour -> hour.start().getEpochSecond()));
          statement.setObject(4, numbers(hours, Hour::succeeded));
          statement.setObject(5, numbers(hours, Hour::failed));
          statement.setObject(6, numbers(hours, Hour::cancelled));
          statement.setObject(7, numbers(hours, Hour::attempts));
          byte[][] latencies =
              hours.stream().map(hour -> hour.latencies().toBytes()).toArray(byte[][]::new);
          statement.setArray(8, connection.createArrayOf("bytea", latencies));
        });
  }

  private static Long[] numbers(List<Hour> hours, ToLongFunction<Hour> column) {
    return hours.stream().mapToLong(column).boxed().toArray(Long[]::new);
  }

  private static int merge(Connection connection, long writer, Collection<Hour> hours)
      throws SQLException {
    try (var statement = connection.prepareStatement(MERGE)) {
      for (Hour hour : hours) {
        bind(statement, hour, writer);
        statement.addBatch();
      }
      return statement.executeBatch().length;
    }
  }

  private static void bind(PreparedStatement statement, Hour hour, long writer)
      throws SQLException {
    statement.setLong(1, hour.endpointId());
    statement.setObject(2, JdbcRows.timestamp(hour.start()));
    statement.setLong(3, hour.succeeded());
    statement.setLong(4, hour.failed());
    statement.setLong(5, hour.cancelled());
    statement.setLong(6, hour.attempts());
    statement.setBytes(7, hour.latencies().toBytes());
    statement.setLong(8, writer);
  }

  @Override
  public List<Hour> read(Collection<Long> endpointIds, Instant from, Instant to) {
    return jdbc.query(
        READ,
        statement -> {
          statement.setObject(1, endpointIds.toArray(Long[]::new));
          statement.setObject(2, JdbcRows.timestamp(from));
          statement.setObject(3, JdbcRows.timestamp(to));
        },
        JdbcStatisticsStore::hour);
  }

  private static Hour hour(ResultSet row) throws SQLException {
    return new Hour(
        row.getLong(1),
        JdbcRows.instant(row, 2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        LatencyHistogram.ofBytes(row.getBytes(7)));
  }

  @Override
  public int remove(Instant before, int limit) {
    return jdbc.update(
        dialect == SqlDialect.POSTGRESQL ? REMOVE_POSTGRESQL : REMOVE_H2,
        statement -> {
          statement.setObject(1, JdbcRows.timestamp(before));
          statement.setInt(2, limit);
        });
  }
}
