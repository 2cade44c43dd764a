package dev.webhooks.core.jdbc;

import dev.webhooks.core.jdbc.ArrivalHorizon.Observation;
import dev.webhooks.core.model.DeliveryNumbers;
import dev.webhooks.core.spi.ArrivalWatch;
import dev.webhooks.core.spi.Lane;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The second look on PostgreSQL; {@link ArrivalHorizon} decides how far back it reaches. */
final class PostgresArrivalWatch implements ArrivalWatch {
  static final String LAST_NUMBER =
      "select case when is_called then last_value else 0 end from webhooks.event_number";

  /** Makes every transaction that began before appear in the snapshot's list while it is open. */
  private static final String TICK = "select pg_current_xact_id()";

  private static final String SNAPSHOT = "select pg_current_snapshot()::text";

  /**
   * Reads the end of each lane that recent events went to: most of their rows are settled by now
   * and gone, so that no other order will do. Many events go to the same endpoints, so lists are
   * taken apart only once.
   */
  static final String ARRIVED =
      """
      select endpoint_id, min(due_at), min(id) from (
        select touched.endpoint_id, p.due_at, p.id
        from (select distinct t.endpoint_id
              from (select distinct endpoints from webhooks.event where number > ?) e
                cross join unnest(e.endpoints) as t (endpoint_id)) touched
          cross join lateral (
            select min(due_at) as due_at, min(id) as id
            from (select due_at, id from webhooks.pending_delivery
                  where endpoint_id = touched.endpoint_id and id > ?
                  order by id offset 0) behind) p
        where p.id is not null
        union all
        select endpoint_id, due_at, id from webhooks.pending_delivery
        where arrival <> id and arrival > ?) arrived
      where (endpoint_id % 64)::smallint = any(?::smallint[])
      group by endpoint_id
      """;

  private final Jdbc jdbc;
  private final Function<Set<Integer>, List<Lane.Head>> everything;
  private @Nullable ArrivalHorizon horizon;

  PostgresArrivalWatch(Jdbc jdbc, Function<Set<Integer>, List<Lane.Head>> everything) {
    this.jdbc = jdbc;
    this.everything = everything;
  }

  @Override
  public List<Lane.Head> look(Set<Integer> shards) {
    var seen = observe();
    if (horizon == null) {
      horizon = ArrivalHorizon.first(seen);
      return List.of();
    }
    var next = horizon.next(seen);
    var found = next.readAfter() == 0 ? everything.apply(shards) : arrived(next, shards);
    // Only now, so that a look that failed is made up for by the next one.
    horizon = next;
    return found;
  }

  /** Three statements, each with a snapshot of its own, in the order the horizon rests on. */
  private Observation observe() {
    return jdbc.run(
        connection -> {
          long last =
              Jdbc.query(connection, LAST_NUMBER, statement -> {}, row -> row.getLong(1)).get(0);
          Jdbc.query(connection, TICK, statement -> {}, row -> row.getString(1));
          var snapshot =
              Jdbc.query(connection, SNAPSHOT, statement -> {}, row -> row.getString(1)).get(0);
          return new Observation(last, inProgress(snapshot));
        });
  }

  /** The list of a snapshot's text {@code xmin:xmax:xid,xid}. */
  static Set<Long> inProgress(String snapshot) {
    String list = snapshot.substring(snapshot.lastIndexOf(':') + 1);
    return list.isEmpty()
        ? Set.of()
        : Arrays.stream(list.split(",")).map(Long::valueOf).collect(Collectors.toUnmodifiableSet());
  }

  private List<Lane.Head> arrived(ArrivalHorizon next, Set<Integer> shards) {
    return IndexOrder.read(
        jdbc,
        connection ->
            Jdbc.query(
                connection,
                ARRIVED,
                statement -> {
                  statement.setLong(1, next.readAfter());
                  long last = DeliveryNumbers.last(next.readAfter());
                  statement.setLong(2, last);
                  statement.setLong(3, last);
                  statement.setObject(4, PostgresDeliveryQueue.shardArray(shards));
                },
                JdbcRows::head));
  }
}
