package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.Decision;
import dev.webhooks.core.model.Shards;
import dev.webhooks.core.spi.RecordItem;
import dev.webhooks.core.spi.Recorded;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Records one batch on PostgreSQL: what settles in one statement, which is nearly always all; what
 * is left in a second one. Each outcome is stored whole by one of them.
 *
 * <p>In both everything depends on {@code held}: shards whose rows are locked at the claimed
 * epochs. Parts are not joined with each other: the planner knows nothing of their sizes and would
 * compare each row of one with each of the other. Nor are they with the queue, which it takes for
 * empty when it was vacuumed while it was: a row is looked up by key (the limit makes it), and what
 * is changed is found by its place, for which no plan but one is cheap. Whoever changed the row in
 * between has changed its revision. What is joined with a row that changes is copied with it, so it
 * is no more than needed ("offset 0" keeps it so).
 */
final class PostgresRecord {
  private static final String HELD =
      """
      held as materialized (
        select s.id from webhooks.shard s
          join unnest(?::smallint[], ?::bigint[]) as claim (shard, epoch)
            on claim.shard = s.id and claim.epoch = s.epoch
        order by s.id for share of s
      )
      """;

  /**
   * A row is expected where its fetch saw it. There may be another by now: so its id is compared,
   * in a way that is no reason to look it up once more.
   */
  static final String SETTLE =
      "with "
          + HELD
          + """
          ,
          item as materialized (
            select i.*, timestamptz 'epoch' + i.started_us * interval '1 microsecond' as started_at,
              coalesce(i.expected, (
                select p.ctid from webhooks.pending_delivery p
                where p.endpoint_id = i.endpoint_id and p.id = i.id limit 1)) as place
            from (
              select unnest(?::bigint[]) as id, unnest(?::bigint[]) as endpoint_id,
                unnest(?::integer[]) as revision, unnest(?::smallint[]) as settlement,
                unnest(?::bigint[]) as started_us, unnest(?::integer[]) as total_us,
                unnest(?::bytea[]) as exchange, unnest(?::integer[]) as ordinal,
                unnest(?::text[])::tid as expected, unnest(?::smallint[]) as outcome,
                unnest(?::boolean[]) as verifies
            ) i
            where (i.endpoint_id % 64)::smallint = any(array(select id from held))
          ),
          settled as (
            delete from webhooks.pending_delivery p
            using (select * from item offset 0) i
            where p.ctid = i.place and p.id is not distinct from i.id
              and p.revision = i.revision and p.settlement = i.settlement
            returning i.ordinal, i.id, i.endpoint_id, p.created_at, p.settlement, i.outcome,
              p.attempts, p.failures, p.body_format, i.verifies, i.started_at, i.total_us,
              i.exchange
          ),
          history as (
            insert into webhooks.delivery (id, endpoint_id, created_at, settled_at, settlement,
              status, attempts, failures, body_format, verifies, started_at, total_us,
              exchange)
            select id, endpoint_id, created_at, now(), settlement, outcome,
              attempts + (started_at is not null)::integer, failures, body_format, verifies,
              started_at, total_us, exchange
            from settled
          )
          select 0, ordinal from settled
          union all select 2, id from held
          """;

  /**
   * What is to be tried again, and what could not be settled: {@code known} finds what was recorded
   * before by a call whose answer was lost; it is looked for only where nothing was postponed.
   */
  static final String POSTPONE =
      "with "
          + HELD
          + """
          ,
          item as materialized (
            select i.*, timestamptz 'epoch' + i.created_us * interval '1 microsecond' as created_at,
              timestamptz 'epoch' + i.started_us * interval '1 microsecond' as started_at,
              (select p.ctid from webhooks.pending_delivery p
                where p.endpoint_id = i.endpoint_id and p.id = i.id limit 1) as place
            from (
              select unnest(?::bigint[]) as id, unnest(?::bigint[]) as endpoint_id,
                unnest(?::integer[]) as revision, unnest(?::smallint[]) as settlement,
                unnest(?::bigint[]) as started_us, unnest(?::integer[]) as total_us,
                unnest(?::bytea[]) as exchange, unnest(?::integer[]) as ordinal,
                unnest(?::bigint[]) as delay_us, unnest(?::smallint[]) as number,
                unnest(?::bigint[]) as created_us
            ) i
            where (i.endpoint_id % 64)::smallint = any(array(select id from held))
          ),
          postponed as (
            update webhooks.pending_delivery p
            set due_at = now() + i.delay_us * interval '1 microsecond',
              attempts = p.attempts + 1,
              failures = p.failures + (p.trigger = 0)::integer,
              trigger = 0
            from (
              select id, endpoint_id, revision, settlement, number, delay_us, ordinal, place
              from item where delay_us is not null offset 0) i
            where p.ctid = i.place and p.id is not distinct from i.id
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
            where i.ordinal not in (select ordinal from postponed)
          ),
          tried as (
            insert into webhooks.attempt
              (delivery_id, created_at, number, started_at, total_us, exchange)
            select id, created_at, number, started_at, total_us, exchange
            from item
            where started_at is not null
              and ordinal not in (select ordinal from known where found is not null)
          )
          select 0, ordinal from known where found = 0
          union all select 1, ordinal from postponed
          union all select 2, id from held
          """;

  private final Jdbc jdbc;
  private final Map<Integer, Long> claims;
  private final List<RecordItem> items;
  private final @Nullable Recorded[] results;

  PostgresRecord(Jdbc jdbc, Map<Integer, Long> claims, List<RecordItem> items) {
    this.jdbc = jdbc;
    this.claims = claims;
    this.items = items;
    this.results = new Recorded[items.size()];
  }

  List<Recorded> run() {
    var settled = indexes(i -> items.get(i).decision() instanceof Decision.Settle);
    record(SETTLE, settled, columns -> columns.settle(true));
    // Who rewrote the table (VACUUM FULL) moved the rows.
    settled.removeIf(i -> results[i] != null || items.get(i).delivery().place() == null);
    record(SETTLE, settled, columns -> columns.settle(false));
    var others = indexes(i -> results[i] == null);
    record(POSTPONE, others, RecordColumns::postpone);
    others.forEach(i -> results[i] = results[i] == null ? Recorded.SUPERSEDED : results[i]);
    return List.of(results);
  }

  private List<Integer> indexes(IntPredicate which) {
    return IntStream.range(0, results.length)
        .filter(which)
        .boxed()
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private void record(
      String sql, List<Integer> indexes, Function<RecordColumns, Object[]> parameters) {
    if (indexes.isEmpty()) {
      return;
    }
    var held = new HashSet<Integer>();
    jdbc.query(
        sql,
        statement -> {
          var values = parameters.apply(new RecordColumns(claims, items, indexes));
          for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
          }
        },
        row -> {
          switch (row.getInt(1)) {
            case 0 -> results[row.getInt(2)] = Recorded.SETTLED;
            case 1 -> results[row.getInt(2)] = Recorded.RESCHEDULED;
            default -> held.add(row.getInt(2));
          }
          return true;
        });
    for (int i : indexes) {
      if (!held.contains(Shards.of(items.get(i).delivery().endpointId()))) {
        results[i] = Recorded.REFUSED;
      }
    }
  }
}
