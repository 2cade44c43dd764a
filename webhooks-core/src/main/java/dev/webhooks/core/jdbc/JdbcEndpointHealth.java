package dev.webhooks.core.jdbc;

import dev.webhooks.core.spi.EndpointHealth;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** The health of endpoints on both databases. */
public final class JdbcEndpointHealth implements EndpointHealth {
  private static final String FAILING =
      "select endpoint_id, failing_since, announced, current_timestamp"
          + " from webhooks.endpoint_health";

  private static final String BEGIN =
      """
      insert into webhooks.endpoint_health (endpoint_id, failing_since)
      select id, current_timestamp from unnest(cast(? as bigint array)) as wanted (id)
      where not exists (select 1 from webhooks.endpoint_health h where h.endpoint_id = wanted.id)
      """;

  private static final String CLEAR =
      "delete from webhooks.endpoint_health where endpoint_id in"
          + " (select id from unnest(cast(? as bigint array)) as wanted (id))";

  private static final String ANNOUNCE =
      "update webhooks.endpoint_health set announced = true"
          + " where endpoint_id = ? and not announced";

  private final Jdbc jdbc;
  private final String begin;

  /**
   * @param connections give the caller's transaction where there is one
   */
  public JdbcEndpointHealth(ConnectionSource connections, SqlDialect dialect) {
    this.jdbc = new Jdbc(connections);
    this.begin = BEGIN + (dialect == SqlDialect.POSTGRESQL ? " on conflict do nothing" : "");
  }

  @Override
  public List<Failing> failing() {
    return jdbc.query(FAILING, statement -> {}, JdbcEndpointHealth::failing);
  }

  private static Failing failing(ResultSet row) throws SQLException {
    var since = JdbcRows.instant(row, 2);
    var lasting = Duration.between(since, JdbcRows.instant(row, 4));
    return new Failing(row.getLong(1), since, lasting, row.getBoolean(3));
  }

  @Override
  public void begin(Collection<Long> endpointIds) {
    jdbc.update(begin, statement -> statement.setObject(1, distinct(endpointIds)));
  }

  @Override
  public void clear(Collection<Long> endpointIds) {
    jdbc.update(CLEAR, statement -> statement.setObject(1, distinct(endpointIds)));
  }

  /** Sorted, so that two nodes lock in one order. */
  private static Long[] distinct(Collection<Long> ids) {
    return ids.stream().distinct().sorted().toArray(Long[]::new);
  }

  @Override
  public boolean announce(long endpointId) {
    return jdbc.update(ANNOUNCE, statement -> statement.setLong(1, endpointId)) == 1;
  }
}
