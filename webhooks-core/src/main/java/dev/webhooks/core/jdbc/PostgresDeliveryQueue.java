package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.Shards;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The queue on PostgreSQL. Every call is one statement, so that it is atomic, takes one round trip,
 * and no lock outlives a client that was stopped in between.
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
      select now(), p.*
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
          .formatted(JdbcRows.PENDING);

  static final String FETCH_ORDERED =
      """
      select now(), p.*
      from unnest(?::bigint[], ?::bigint[], ?::integer[]) as lane (endpoint_id, id, rows)
        cross join lateral (
          select %s from webhooks.pending_delivery p
          where p.endpoint_id = lane.endpoint_id and p.id > lane.id
          order by p.id
          limit lane.rows) p
      """
          .formatted(JdbcRows.PENDING);

  /**
   * Everything depends on {@code held}: shards whose rows are locked at the claimed epochs. Parts
   * are not joined with each other: the planner knows nothing of their sizes and would compare each
   * row of one with each of the other ("is true" keeps an "in" from becoming a join). Nor are they
   * with the queue, which it takes for empty when it was vacuumed while it was: each item looks its
   * row up by key (the limit makes it), and what is changed is found by its place, for which no
   * plan but one is cheap. Whoever changed the row in between has changed its revision. {@code
   * known} finds what was recorded before by a call whose answer was lost; it is looked for only
   * where nothing was settled or postponed.
   */
  static final String RECORD =
      """
      with held as materialized (
        select s.id from webhooks.shard s
          join unnest(?::smallint[], ?::bigint[]) as claim (shard, epoch)
            on claim.shard = s.id and claim.epoch = s.epoch
        order by s.id for share of s
      ),
      item as materialized (
        select i.*, timestamptz 'epoch' + i.created_us * interval '1 microsecond' as created_at,
          timestamptz 'epoch' + i.started_us * interval '1 microsecond' as started_at,
          p.place, p.attempts, p.failures, p.body_format,
          case when p.place is null then 0 when i.outcome is not null then 1
            when p.attempts = i.number - 1 then 2 else 0 end as action
        from (
          select unnest(?::bigint[]) as id, unnest(?::bigint[]) as endpoint_id,
            unnest(?::bigint[]) as created_us, unnest(?::integer[]) as revision,
            unnest(?::smallint[]) as settlement, unnest(?::boolean[]) as verifies,
            unnest(?::smallint[]) as outcome, unnest(?::bigint[]) as delay_us,
            unnest(?::bigint[]) as started_us, unnest(?::integer[]) as dns_us,
            unnest(?::integer[]) as connect_us, unnest(?::integer[]) as tls_us,
            unnest(?::integer[]) as first_byte_us, unnest(?::integer[]) as total_us,
            unnest(?::smallint[]) as number, unnest(?::smallint[]) as trigger,
            unnest(?::smallint[]) as status_code, unnest(?::smallint[]) as error,
            unnest(?::boolean[]) as truncated, unnest(?::text[]) as address,
            unnest(?::bytea[]) as request_headers, unnest(?::bytea[]) as response_headers,
            unnest(?::bytea[]) as body, unnest(?::text[]) as detail,
            unnest(?::integer[]) as ordinal
        ) i
          left join lateral (
            select p.ctid as place, p.attempts, p.failures, p.body_format
            from webhooks.pending_delivery p
            where p.endpoint_id = i.endpoint_id and p.id = i.id
              and p.revision = i.revision and p.settlement = i.settlement
            limit 1) p on true
        where (i.endpoint_id % 64)::smallint = any(array(select id from held))
      ),
      settled as (
        delete from webhooks.pending_delivery p using item i
        where p.ctid = i.place and i.action = 1
          and p.revision = i.revision and p.settlement = i.settlement
        returning i.ordinal
      ),
      history as (
        insert into webhooks.delivery (id, endpoint_id, created_at, settled_at, settlement, status,
          attempts, failures, body_format, verifies, trigger, status_code, error, truncated,
          started_at, dns_us, connect_us, tls_us, first_byte_us, total_us, address,
          request_headers, response_headers, body, detail)
        select id, endpoint_id, created_at, now(), settlement, outcome,
          attempts + (started_at is not null)::integer, failures, body_format, verifies, trigger,
          status_code, error, truncated, started_at, dns_us, connect_us, tls_us, first_byte_us,
          total_us, address, request_headers, response_headers, body, detail
        from item where action = 1 and (ordinal in (select ordinal from settled)) is true
      ),
      postponed as (
        update webhooks.pending_delivery p
        set due_at = now() + i.delay_us * interval '1 microsecond',
          attempts = p.attempts + 1,
          failures = p.failures + (p.trigger = 0)::integer,
          trigger = 0
        from item i
        where p.ctid = i.place and i.action = 2
          and p.revision = i.revision and p.settlement = i.settlement
          and p.attempts = i.number - 1
        returning i.ordinal
      ),
      known as materialized (
        select i.ordinal, coalesce(
          (select 0 from webhooks.delivery d
           where d.endpoint_id = i.endpoint_id and d.id = i.id and d.created_at = i.created_at
             and d.settlement = i.settlement and d.started_at is not distinct from i.started_at
           limit 1),
          (select 3 from webhooks.attempt a
           where a.delivery_id = i.id and a.created_at = i.created_at
             and a.number = i.number and a.started_at = i.started_at
           limit 1)) as found
        from item i
        where i.ordinal not in (select ordinal from settled)
          and i.ordinal not in (select ordinal from postponed)
      ),
      tried as (
        insert into webhooks.attempt (delivery_id, created_at, number, trigger, status_code, error,
          truncated, started_at, dns_us, connect_us, tls_us, first_byte_us, total_us, address,
          request_headers, response_headers, body, detail)
        select id, created_at, number, trigger, status_code, error, truncated, started_at, dns_us,
          connect_us, tls_us, first_byte_us, total_us, address, request_headers, response_headers,
          body, detail
        from item
        where started_at is not null and ordinal not in (select ordinal from settled)
          and ordinal not in (select ordinal from known where found is not null)
      )
      select 0, ordinal from settled
      union all select 0, ordinal from known where found = 0
      union all select 1, ordinal from postponed
      union all select 2, id from held
      """;

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
    return jdbc.query(
        LANES, statement -> statement.setObject(1, shardArray(shards)), JdbcRows::head);
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
      jdbc.query(FETCH, statement -> bindByDue(statement, byDue), row -> add(row, found));
    }
    if (!byId.isEmpty()) {
      jdbc.query(FETCH_ORDERED, statement -> bindById(statement, byId), row -> add(row, found));
    }
    return found.fetched(this::now);
  }

  private static boolean add(ResultSet row, LaneRows found) throws SQLException {
    var now = JdbcRows.instant(row, 1);
    found.add(now, new Fetched.Row(JdbcRows.pending(row, 1, now), JdbcRows.dueAt(row, 1)));
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
    if (items.isEmpty()) {
      return List.of();
    }
    var done = new HashMap<Integer, Recorded>();
    var held = new HashSet<Integer>();
    jdbc.query(
        RECORD,
        new RecordColumns(claims, items)::bind,
        row ->
            switch (row.getInt(1)) {
              case 0 -> done.put(row.getInt(2) - 1, Recorded.SETTLED) == null;
              case 1 -> done.put(row.getInt(2) - 1, Recorded.RESCHEDULED) == null;
              default -> held.add(row.getInt(2));
            });
    var results = new ArrayList<Recorded>(items.size());
    for (int i = 0; i < items.size(); i++) {
      boolean isHeld = held.contains(Shards.of(items.get(i).delivery().endpointId()));
      results.add(done.getOrDefault(i, isHeld ? Recorded.SUPERSEDED : Recorded.REFUSED));
    }
    return List.copyOf(results);
  }

  @Override
  public ArrivalWatch watchArrivals() {
    return new PostgresArrivalWatch(jdbc, this::lanes);
  }

  @Override
  public Duration oldestOverdue(Set<Long> unverified) {
    return jdbc.query(
            OLDEST,
            statement ->
                statement.setArray(
                    1, statement.getConnection().createArrayOf("bigint", unverified.toArray())),
            row -> Duration.ofSeconds(Math.max(0, row.getLong(1))))
        .get(0);
  }
}
