package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.DeliveryNumbers;
import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.spi.DeliveryLog.Filter;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statement that reads one page of deliveries: per lane the newest pending and the newest
 * settled rows, merged. Of each lane at most so many rows are looked at; the row at which that
 * broke off is shown, wanted or not. PostgreSQL goes from lane to lane; H2, which has no lateral
 * join, reads all lanes at once.
 *
 * @param numbers where the filter's span of time lies
 * @param scan how many rows of a lane may be looked at
 */
record DeliveryPageSql(SqlDialect dialect, Filter filter, EventNumbers numbers, int scan) {
  private static final Instant ALWAYS = Instant.parse("9999-01-01T00:00:00Z");

  private static final String LANES =
      "unnest(cast(? as bigint array), cast(? as bigint array)) as lane (endpoint_id, mark)";

  private static final String PENDING =
      """
      select p.id, p.endpoint_id, p.created_at,
        case when p.arrival <= lane.mark then 3 else 0 end as status, p.attempts, p.arrival,
        cast(null as timestamp with time zone) as settled_at,
        case when p.arrival > lane.mark then p.due_at end as next_at, 0 as settlement
      from %s webhooks.pending_delivery p
      where p.endpoint_id = lane.endpoint_id and p.id >= ? and p.id < ?
      order by p.id desc limit %s
      """;

  /** Whole days, in which partitions are cut: a row that is left out here costs nothing. */
  private static final String SETTLED =
      """
      select d.id, d.endpoint_id, d.created_at, d.status, d.attempts, cast(0 as bigint) as arrival,
        d.settled_at, cast(null as timestamp with time zone) as next_at, d.settlement
      from %s webhooks.delivery d
      where d.endpoint_id = lane.endpoint_id and d.id >= ? and d.id < ?
        and d.created_at >= ? and d.created_at < ? %s
      order by d.id desc, d.settlement desc limit %s
      """;

  /** The newest settlement of what is not pending again. */
  private static final String STANDS =
      """
      and not exists (select 1 from webhooks.pending_delivery q
        where q.endpoint_id = n.endpoint_id and q.id = n.id)
      and not exists (select 1 from webhooks.delivery later
        where later.endpoint_id = n.endpoint_id and later.id = n.id
          and later.created_at = n.created_at and later.settlement > n.settlement)
      """;

  private static final String PART =
      """
      (select s.id, s.endpoint_id, s.created_at, s.status, s.attempts, s.arrival, s.settled_at,
        s.next_at, e.id as event_id, e.type, s.fits, s.place
      from (
        select n.*, (n.created_at >= ? and n.created_at < ? %s) as fits
        from (
          select r.*, row_number() over (order by r.id desc, r.settlement desc) as place
          from (%s) r) n) s
        %s
      where (s.fits and e.id is not null %s) or s.place = %s
      order by s.id desc limit %s)
      """;

  private enum Part {
    PENDING,
    SETTLED
  }

  String text() {
    List<String> parts = new ArrayList<>();
    parts().forEach(part -> parts.add(text(part)));
    return "select * from "
        + (isLateral() ? LANES + " cross join lateral " : "")
        + "("
        + String.join(" union all ", parts)
        + ") found order by id desc limit "
        + rows();
  }

  private String text(Part part) {
    String lanes = isLateral() ? "" : LANES + " cross join ";
    String rows =
        part == Part.PENDING
            ? PENDING.formatted(lanes, scan)
            : SETTLED.formatted(lanes, needsUnsuccessful() ? "and d.status <> 1" : "", scan);
    return PART.formatted(
        ofStatus() + (part == Part.SETTLED ? " " + STANDS : ""),
        rows,
        event(),
        filter.eventType() == null ? "" : "and e.type = ?",
        scan,
        rows());
  }

  /** Where a delivery of the wanted status can lie. */
  private List<Part> parts() {
    DeliveryStatus status = filter.status();
    if (status == DeliveryStatus.PENDING) {
      return List.of(Part.PENDING);
    }
    return status == DeliveryStatus.SUCCEEDED || status == DeliveryStatus.FAILED
        ? List.of(Part.SETTLED)
        : List.of(Part.PENDING, Part.SETTLED);
  }

  private String ofStatus() {
    return filter.status() == null ? "" : " and n.status = " + Codes.of(filter.status());
  }

  /** The condition of an index, so that it is used. */
  private boolean needsUnsuccessful() {
    return filter.status() == DeliveryStatus.FAILED || filter.status() == DeliveryStatus.CANCELLED;
  }

  /** One look-up per row, and only for rows that fit: nothing else may be planned. */
  private String event() {
    return isLateral()
        ? "left join lateral (select id, type from webhooks.event where number = s.id / 65536"
            + " offset 0) e on true"
        : "left join webhooks.event e on e.number = s.id / 65536";
  }

  private boolean isLateral() {
    return dialect == SqlDialect.POSTGRESQL;
  }

  /** One more than the page shows whether there is another; one for the row that breaks off. */
  private int rows() {
    return filter.limit() + 2;
  }

  /** Where the columns of a delivery begin: PostgreSQL shows the lane's first. */
  int skipped() {
    return isLateral() ? 2 : 0;
  }

  void bind(PreparedStatement statement) throws SQLException {
    int at = isLateral() ? bindLanes(statement, 1) : 1;
    for (Part part : parts()) {
      at = bindPart(statement, at, part);
    }
  }

  private int bindLanes(PreparedStatement statement, int at) throws SQLException {
    statement.setObject(at, filter.cancelledThrough().keySet().toArray(Long[]::new));
    statement.setObject(at + 1, filter.cancelledThrough().values().toArray(Long[]::new));
    return at + 2;
  }

  private int bindPart(PreparedStatement statement, int first, Part part) throws SQLException {
    Instant from = filter.from() == null ? Instant.EPOCH : filter.from();
    Instant to = filter.to() == null ? ALWAYS : filter.to();
    int at = bindTimes(statement, first, from, to);
    if (!isLateral()) {
      at = bindLanes(statement, at);
    }
    statement.setLong(at++, DeliveryNumbers.first(numbers.first()));
    statement.setLong(at++, endId());
    if (part == Part.SETTLED) {
      Instant day = from.truncatedTo(ChronoUnit.DAYS);
      Instant lastDay = to.truncatedTo(ChronoUnit.DAYS);
      at = bindTimes(statement, at, day, lastDay.plus(1, ChronoUnit.DAYS));
    }
    if (filter.eventType() != null) {
      statement.setString(at++, filter.eventType());
    }
    return at;
  }

  private static int bindTimes(PreparedStatement statement, int at, Instant from, Instant to)
      throws SQLException {
    statement.setObject(at, JdbcRows.timestamp(from));
    statement.setObject(at + 1, JdbcRows.timestamp(to));
    return at + 2;
  }

  private long endId() {
    @Nullable Long cursor = filter.cursor();
    long end =
        numbers.end() == Long.MAX_VALUE ? Long.MAX_VALUE : DeliveryNumbers.first(numbers.end());
    return cursor == null ? end : Math.min(cursor, end);
  }
}
