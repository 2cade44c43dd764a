package dev.webhooks.core.jdbc;

import dev.webhooks.core.spi.ArrivalWatch;
import dev.webhooks.core.spi.DeliveryQueue;
import dev.webhooks.core.spi.Fetched;
import dev.webhooks.core.spi.Lane;
import dev.webhooks.core.spi.RecordItem;
import dev.webhooks.core.spi.Recorded;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The queue on PostgreSQL. Nothing is written by more than one statement, so that it is atomic and
 * no lock outlives a client that was stopped in between. Lanes are read by {@link IndexOrder}.
 */
public final class PostgresDeliveryQueue implements DeliveryQueue {

  /** Jumps from lane to lane instead of reading every row. */
  static final String LANES =
      """
      with recursive lane as (
        (select endpoint_id, due_at from webhooks.pending_delivery
         order by endpoint_id, due_at, id limit 1)
        union all
        select next.endpoint_id, next.due_at
        from lane cross join lateral (
          select p.endpoint_id, p.due_at from webhooks.pending_delivery p
          where p.endpoint_id > lane.endpoint_id
          order by p.endpoint_id, p.due_at, p.id limit 1) next
      )
      select lane.endpoint_id, lane.due_at, lowest.id
      from lane cross join lateral (
        select p.id from webhooks.pending_delivery p
        where p.endpoint_id = lane.endpoint_id order by p.id limit 1) lowest
      where (lane.endpoint_id % 64)::smallint = any(?::smallint[])
      """;

  static final String FETCH =
      """
      select statement_timestamp(), p.*
      from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::integer[])
          as lane (endpoint_id, due_us, id, rows)
        cross join lateral (
          select %s from webhooks.pending_delivery p
          where p.endpoint_id = lane.endpoint_id
            and (p.due_at, p.id) >
                (timestamptz 'epoch' + lane.due_us * interval '1 microsecond', lane.id)
          order by p.due_at, p.id
          limit lane.rows) p
      """
          .formatted(JdbcRows.PENDING + ", p.ctid");

  static final String FETCH_ORDERED =
      """
      select statement_timestamp(), p.*
      from unnest(?::bigint[], ?::bigint[], ?::integer[]) as lane (endpoint_id, id, rows)
        cross join lateral (
          select %s from webhooks.pending_delivery p
          where p.endpoint_id = lane.endpoint_id and p.id > lane.id
          order by p.id
          limit lane.rows) p
      """
          .formatted(JdbcRows.PENDING + ", p.ctid");

  private static final String OLDEST =
      """
      select extract(epoch from now() - min(due_at))::bigint from (
        with recursive lane as (
          (select endpoint_id, due_at from webhooks.pending_delivery
           order by endpoint_id, due_at, id limit 1)
          union all
          select next.endpoint_id, next.due_at
          from lane cross join lateral (
            select p.endpoint_id, p.due_at from webhooks.pending_delivery p
            where p.endpoint_id > lane.endpoint_id
            order by p.endpoint_id, p.due_at, p.id limit 1) next)
        select endpoint_id, due_at from lane) head
      where due_at <= now() and endpoint_id <> all (?)
      """;

  private final Jdbc jdbc;

  /**
   * @param connections give connections that take part in no transaction
   */
  public PostgresDeliveryQueue(ConnectionSource connections) {
    this.jdbc = new Jdbc(connections);
  }

  @Override
  public List<Lane.Head> lanes(Set<Integer> shards) {
    return IndexOrder.read(
        jdbc,
        connection ->
            Jdbc.query(
                connection,
                LANES,
                statement -> statement.setObject(1, shardArray(shards)),
                JdbcRows::head));
  }

  static Short[] shardArray(Set<Integer> shards) {
    return shards.stream().map(Integer::shortValue).toArray(Short[]::new);
  }

  @Override
  public Fetched fetch(List<Lane.Read> reads) {
    var byDue = reads.stream().filter(read -> !read.ordered()).toList();
    var byId = reads.stream().filter(Lane.Read::ordered).toList();
    var found = new LaneRows();
    if (!byDue.isEmpty()) {
      read(FETCH, statement -> bindByDue(statement, byDue), found);
    }
    if (!byId.isEmpty()) {
      read(FETCH_ORDERED, statement -> bindById(statement, byId), found);
    }
    return found.fetched(this::now);
  }

  private void read(String sql, Jdbc.Binding binding, LaneRows found) {
    IndexOrder.read(
        jdbc, connection -> Jdbc.query(connection, sql, binding, row -> add(row, found)));
  }

  private static boolean add(ResultSet row, LaneRows found) throws SQLException {
    var now = JdbcRows.instant(row, 1);
    var place = row.getString(JdbcRows.PENDING_COLUMNS + 2);
    found.add(now, new Fetched.Row(JdbcRows.pending(row, 1, place), JdbcRows.dueAt(row, 1)));
    return true;
  }

  private static void bindByDue(PreparedStatement statement, List<Lane.Read> reads)
      throws SQLException {
    statement.setObject(1, reads.stream().mapToLong(Lane.Read::endpointId).toArray());
    statement.setObject(
        2, reads.stream().mapToLong(read -> JdbcRows.micros(read.after().dueAt())).toArray());
    statement.setObject(3, reads.stream().mapToLong(read -> read.after().id()).toArray());
    statement.setObject(4, reads.stream().mapToInt(Lane.Read::limit).toArray());
  }

  private static void bindById(PreparedStatement statement, List<Lane.Read> reads)
      throws SQLException {
    statement.setObject(1, reads.stream().mapToLong(Lane.Read::endpointId).toArray());
    statement.setObject(2, reads.stream().mapToLong(read -> read.after().id()).toArray());
    statement.setObject(3, reads.stream().mapToInt(Lane.Read::limit).toArray());
  }

  private Instant now() {
    return jdbc.query("select now()", statement -> {}, row -> JdbcRows.instant(row, 1)).get(0);
  }

  @Override
  public List<Recorded> record(Map<Integer, Long> claims, List<RecordItem> items) {
    return new PostgresRecord(jdbc, claims, items).run();
  }

  @Override
  public ArrivalWatch watchArrivals() {
    return new PostgresArrivalWatch(jdbc, this::lanes);
  }

  @Override
  public Duration oldestOverdue(Set<Long> unverified) {
    return IndexOrder.read(
            jdbc,
            connection ->
                Jdbc.query(
                    connection,
                    OLDEST,
                    statement ->
                        statement.setArray(
                            1, connection.createArrayOf("bigint", unverified.toArray())),
                    row -> Duration.ofSeconds(Math.max(0, row.getLong(1)))))
        .get(0);
  }
}
