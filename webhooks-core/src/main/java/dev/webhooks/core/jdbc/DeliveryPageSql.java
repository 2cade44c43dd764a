package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.spi.DeliveryLog.Filter;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;

/**
 * The statement that reads one page of deliveries: per lane the newest pending and the newest
 * settled rows, merged. PostgreSQL goes from lane to lane; H2, which has no lateral join, reads all
 * lanes at once.
 */
record DeliveryPageSql(SqlDialect dialect, Filter filter) {
  private static final Instant ALWAYS = Instant.parse("9999-01-01T00:00:00Z");

  private static final String LANES =
      "unnest(cast(? as bigint array), cast(? as bigint array)) as lane (endpoint_id, mark)";

  private static final String PENDING =
      """
      (select p.id, p.endpoint_id, p.created_at,
        case when p.arrival <= lane.mark then 3 else 0 end as status, p.attempts, p.arrival,
        cast(null as timestamp with time zone) as settled_at,
        case when p.arrival > lane.mark then p.due_at end as next_at, e.id as event_id, e.type
      from %s webhooks.pending_delivery p
        join webhooks.event e on e.number = p.id / 65536
      where p.endpoint_id = lane.endpoint_id and p.id < ?
        and p.created_at >= ? and p.created_at < ? %s
      order by p.id desc limit ?)
      """;

  private static final String SETTLED =
      """
      (select d.id, d.endpoint_id, d.created_at, d.status, d.attempts, 0 as arrival, d.settled_at,
        cast(null as timestamp with time zone) as next_at, e.id as event_id, e.type
      from %s webhooks.delivery d
        join webhooks.event e on e.number = d.id / 65536
      where d.endpoint_id = lane.endpoint_id and d.id < ?
        and d.created_at >= ? and d.created_at < ? %s
        and not exists (select 1 from webhooks.pending_delivery q
          where q.endpoint_id = d.endpoint_id and q.id = d.id)
        and not exists (select 1 from webhooks.delivery later
          where later.endpoint_id = d.endpoint_id and later.id = d.id
            and later.created_at = d.created_at and later.settlement > d.settlement)
      order by d.id desc limit ?)
      """;

  private static final Map<DeliveryStatus, String> PENDING_CONDITIONS =
      Map.of(
          DeliveryStatus.PENDING, "and p.arrival > lane.mark",
          DeliveryStatus.CANCELLED, "and p.arrival <= lane.mark",
          DeliveryStatus.SUCCEEDED, "and 1 = 0",
          DeliveryStatus.FAILED, "and 1 = 0");

  /** Literals, and the index's own condition, so that the index of unsuccessful ones is used. */
  private static final Map<DeliveryStatus, String> SETTLED_CONDITIONS =
      Map.of(
          DeliveryStatus.PENDING, "and 1 = 0",
          DeliveryStatus.CANCELLED, "and d.status <> 1 and d.status = 3",
          DeliveryStatus.SUCCEEDED, "and d.status = 1",
          DeliveryStatus.FAILED, "and d.status <> 1 and d.status = 2");

  String text() {
    boolean lateral = dialect == SqlDialect.POSTGRESQL;
    String lanes = lateral ? "" : LANES + " cross join ";
    String pending = PENDING.formatted(lanes, conditions(PENDING_CONDITIONS));
    String settled = SETTLED.formatted(lanes, conditions(SETTLED_CONDITIONS));
    return "select * from "
        + (lateral ? LANES + " cross join lateral " : "")
        + "("
        + pending
        + " union all "
        + settled
        + ") found order by id desc limit ?";
  }

  private String conditions(Map<DeliveryStatus, String> byStatus) {
    return (filter.status() == null ? "" : byStatus.get(filter.status()))
        + (filter.eventType() == null ? "" : " and e.type = ?");
  }

  /** Where the columns of a delivery begin: PostgreSQL shows the lane's first. */
  int skipped() {
    return dialect == SqlDialect.POSTGRESQL ? 2 : 0;
  }

  void bind(PreparedStatement statement) throws SQLException {
    boolean lateral = dialect == SqlDialect.POSTGRESQL;
    int at = lateral ? bindLanes(statement, 1) : 1;
    for (int part = 0; part < 2; part++) {
      at = bindPart(statement, lateral ? at : bindLanes(statement, at));
    }
    statement.setInt(at, filter.limit() + 1);
  }

  private int bindLanes(PreparedStatement statement, int at) throws SQLException {
    statement.setObject(at, filter.cancelledThrough().keySet().toArray(Long[]::new));
    statement.setObject(at + 1, filter.cancelledThrough().values().toArray(Long[]::new));
    return at + 2;
  }

  private int bindPart(PreparedStatement statement, int first) throws SQLException {
    int at = first;
    var from = filter.from();
    var to = filter.to();
    statement.setLong(at++, filter.cursor() == null ? Long.MAX_VALUE : filter.cursor());
    statement.setObject(at++, JdbcRows.timestamp(from == null ? Instant.EPOCH : from));
    statement.setObject(at++, JdbcRows.timestamp(to == null ? ALWAYS : to));
    if (filter.eventType() != null) {
      statement.setString(at++, filter.eventType());
    }
    statement.setInt(at++, filter.limit() + 1);
    return at;
  }
}
