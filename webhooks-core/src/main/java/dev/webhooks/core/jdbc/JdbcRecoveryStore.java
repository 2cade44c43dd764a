package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.DeliveryId;
import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.model.Recovery;
import dev.webhooks.core.model.Recovery.State;
import dev.webhooks.core.spi.RecoveryStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recoveries on both databases. */
public final class JdbcRecoveryStore implements RecoveryStore {
  private static final List<State> STATES =
      List.of(State.RUNNING, State.COMPLETED, State.CANCELLED);

  private static final String SELECT =
      "select id, tenant, endpoint_id, wanted, since_at, until_at, state, last_id, matched,"
          + " requeued, created_at, finished_at from webhooks.recovery ";

  private static final String ADD =
      """
      insert into webhooks.recovery
        (id, tenant, endpoint_id, wanted, since_at, until_at, created_at, worked_at)
      values (?, ?, ?, ?, ?, least(cast(? as timestamp with time zone), current_timestamp),
        current_timestamp, current_timestamp)
      """;

  private static final String END =
      "update webhooks.recovery set state = 2, finished_at = current_timestamp where state = 0";

  private static final String ADVANCE =
      """
      update webhooks.recovery set last_id = ?, matched = ?, requeued = ?, state = ?,
        worked_at = current_timestamp, finished_at = case when ? then current_timestamp end
      where id = ?
      """;

  private static final String SETTLED =
      """
      select d.id, d.created_at from webhooks.delivery d
      where d.endpoint_id = ? and d.id > ? and d.created_at >= ? and d.created_at < ? and %s
        and not exists (select 1 from webhooks.pending_delivery q
          where q.endpoint_id = d.endpoint_id and q.id = d.id)
        and not exists (select 1 from webhooks.delivery later
          where later.endpoint_id = d.endpoint_id and later.id = d.id
            and later.created_at = d.created_at and later.settlement > d.settlement)
      order by d.id limit ?
      """;

  /** What a mark cancelled may still lie in the queue. */
  private static final String CANCELLED_IN_QUEUE =
      """
      select p.id, p.created_at from webhooks.pending_delivery p
      where p.endpoint_id = ? and p.id > ? and p.created_at >= ? and p.created_at < ?
        and p.arrival <= ?
      order by p.id limit ?
      """;

  /** Each part ends by itself: together they would be collected to their ends for every batch. */
  private static final String BOTH =
      "select id, created_at from ((%s) union all (%s)) found order by id limit ?";

  private static final Instant ALWAYS = Instant.parse("9999-01-01T00:00:00Z");

  private final Jdbc jdbc;
  private final SqlDialect dialect;

  /**
   * @param connections give the caller's transaction where there is one
   */
  public JdbcRecoveryStore(ConnectionSource connections, SqlDialect dialect) {
    this.jdbc = new Jdbc(connections);
    this.dialect = dialect;
  }

  @Override
  public Recovery add(
      String tenant,
      long endpointId,
      DeliveryStatus wanted,
      Instant since,
      @Nullable Instant until) {
    return jdbc.inTransaction(
        connection -> {
          long id = nextId(connection);
          Jdbc.update(
              connection,
              ADD,
              statement -> {
                statement.setLong(1, id);
                statement.setString(2, tenant);
                statement.setLong(3, endpointId);
                statement.setShort(4, Codes.of(wanted));
                statement.setObject(5, JdbcRows.timestamp(since));
                statement.setObject(6, JdbcRows.timestamp(until == null ? ALWAYS : until));
              });
          return Jdbc.query(
                  connection,
                  SELECT + "where id = ?",
                  statement -> statement.setLong(1, id),
                  JdbcRecoveryStore::recovery)
              .get(0);
        });
  }

  private long nextId(Connection connection) throws SQLException {
    String sql =
        dialect == SqlDialect.POSTGRESQL
            ? "select nextval('webhooks.recovery_id')"
            : "select next value for webhooks.recovery_id";
    return Jdbc.query(connection, sql, statement -> {}, row -> row.getLong(1)).get(0);
  }

  @Override
  public Optional<Recovery> find(String tenant, long id) {
    var found =
        jdbc.query(
            SELECT + "where id = ? and tenant = ?",
            statement -> {
              statement.setLong(1, id);
              statement.setString(2, tenant);
            },
            JdbcRecoveryStore::recovery);
    return found.stream().findFirst();
  }

  @Override
  public List<Recovery> newest(String tenant, @Nullable Long endpointId, int limit) {
    String ofEndpoint = endpointId == null ? "" : "and endpoint_id = ? ";
    return jdbc.query(
        SELECT + "where tenant = ? " + ofEndpoint + "order by id desc limit ?",
        statement -> {
          int at = 1;
          statement.setString(at++, tenant);
          if (endpointId != null) {
            statement.setLong(at++, endpointId);
          }
          statement.setInt(at, limit);
        },
        JdbcRecoveryStore::recovery);
  }

  @Override
  public int running(long endpointId) {
    return jdbc.query(
            "select count(*) from webhooks.recovery where state = 0 and endpoint_id = ?",
            statement -> statement.setLong(1, endpointId),
            row -> row.getInt(1))
        .get(0);
  }

  @Override
  public boolean cancel(String tenant, long id) {
    int ended =
        jdbc.update(
            END + " and id = ? and tenant = ?",
            statement -> {
              statement.setLong(1, id);
              statement.setString(2, tenant);
            });
    return ended == 1;
  }

  @Override
  public int cancelAll(long endpointId) {
    return jdbc.update(END + " and endpoint_id = ?", statement -> statement.setLong(1, endpointId));
  }

  @Override
  public Optional<Recovery> takeNext() {
    var taken =
        jdbc.query(
            SELECT + "where state = 0 order by worked_at, id limit 1 for update skip locked",
            statement -> {},
            JdbcRecoveryStore::recovery);
    return taken.stream().findFirst();
  }

  @Override
  public List<DeliveryId> candidates(Recovery recovery, long cancelledThrough, int limit) {
    return IndexOrder.read(
        jdbc,
        dialect,
        connection ->
            Jdbc.query(
                connection,
                candidatesSql(recovery),
                statement -> bindCandidates(statement, recovery, cancelledThrough, limit),
                row -> new DeliveryId(row.getLong(1), JdbcRows.instant(row, 2))));
  }

  static String candidatesSql(Recovery recovery) {
    String settled = SETTLED.formatted(condition(recovery.wanted()));
    return isOfCancelled(recovery) ? BOTH.formatted(settled, CANCELLED_IN_QUEUE) : settled;
  }

  static void bindCandidates(
      PreparedStatement statement, Recovery recovery, long cancelledThrough, int limit)
      throws SQLException {
    bindSpan(statement, 1, recovery);
    statement.setInt(5, limit);
    if (isOfCancelled(recovery)) {
      bindSpan(statement, 6, recovery);
      statement.setLong(10, cancelledThrough);
      statement.setInt(11, limit);
      statement.setInt(12, limit);
    }
  }

  private static boolean isOfCancelled(Recovery recovery) {
    return recovery.wanted() == DeliveryStatus.CANCELLED;
  }

  private static void bindSpan(PreparedStatement statement, int first, Recovery recovery)
      throws SQLException {
    statement.setLong(first, recovery.endpointId());
    statement.setLong(first + 1, recovery.cursor());
    statement.setObject(first + 2, JdbcRows.timestamp(recovery.since()));
    statement.setObject(first + 3, JdbcRows.timestamp(recovery.until()));
  }

  /** Literals, and the condition of the index of unsuccessful ones, so that it is used. */
  private static String condition(DeliveryStatus wanted) {
    String status = "d.status = " + Codes.of(wanted);
    return wanted == DeliveryStatus.SUCCEEDED ? status : "d.status <> 1 and " + status;
  }

  @Override
  public void advance(Recovery recovery, boolean isDone) {
    jdbc.update(
        ADVANCE,
        statement -> {
          statement.setLong(1, recovery.cursor());
          statement.setLong(2, recovery.matched());
          statement.setLong(3, recovery.requeued());
          statement.setInt(4, STATES.indexOf(isDone ? State.COMPLETED : State.RUNNING));
          statement.setBoolean(5, isDone);
          statement.setLong(6, recovery.id());
        });
  }

  @Override
  public int removeFinished(Instant before) {
    return jdbc.update(
        "delete from webhooks.recovery where state <> 0 and finished_at < ?",
        statement -> statement.setObject(1, JdbcRows.timestamp(before)));
  }

  private static Recovery recovery(ResultSet row) throws SQLException {
    return new Recovery(
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        Codes.status(row.getInt(4)),
        JdbcRows.instant(row, 5),
        JdbcRows.instant(row, 6),
        STATES.get(row.getInt(7)),
        row.getLong(8),
        row.getLong(9),
        row.getLong(10),
        JdbcRows.instant(row, 11),
        JdbcRows.nullableInstant(row, 12));
  }
}
