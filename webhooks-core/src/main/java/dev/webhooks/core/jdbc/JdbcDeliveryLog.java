package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.DeliveryId;
import dev.webhooks.core.model.DeliveryNumbers;
import dev.webhooks.core.spi.DeliveryLog;
import dev.webhooks.core.spi.LoggedDelivery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The delivery log on both databases. */
public final class JdbcDeliveryLog implements DeliveryLog {

  /** The times bound the partitions that are looked into. */
  private static final String BY_NUMBERS =
      """
      select found.id, found.endpoint_id, found.created_at, found.status, found.attempts,
        found.arrival, found.settled_at, found.next_at, e.id, e.type, e.tenant
      from (
        select p.id, p.endpoint_id, p.created_at, 0 as status, p.attempts, p.arrival,
          cast(null as timestamp with time zone) as settled_at, p.due_at as next_at, p.settlement
        from webhooks.pending_delivery p where p.id between ? and ?
        union all
        select d.id, d.endpoint_id, d.created_at, d.status, d.attempts, 0, d.settled_at,
          cast(null as timestamp with time zone), d.settlement
        from webhooks.delivery d
        where d.id between ? and ? and d.created_at >= ? and d.created_at < ?) found
      join webhooks.event e on e.number = found.id / 65536
      order by found.id, found.settlement desc
      """;

  private static final String VERIFIED =
      """
      select min(settled_at) from webhooks.delivery
      where id between ? and ? and created_at >= ? and created_at < ? and verifies and status = 1
      """;

  private final Jdbc jdbc;
  private final SqlDialect dialect;

  /**
   * @param connections give the caller's transaction where there is one
   */
  public JdbcDeliveryLog(ConnectionSource connections, SqlDialect dialect) {
    this.jdbc = new Jdbc(connections);
    this.dialect = dialect;
  }

  @Override
  public Optional<LoggedDelivery> find(String tenant, DeliveryId id) {
    return byNumbers(id.number(), id.number(), id.createdAt()).stream()
        .filter(found -> found.tenant().equals(tenant))
        .map(Found::delivery)
        .filter(delivery -> delivery.id().equals(id))
        .findFirst();
  }

  @Override
  public List<LoggedDelivery> ofEvent(long eventNumber, Instant createdAt) {
    var found =
        byNumbers(DeliveryNumbers.first(eventNumber), DeliveryNumbers.last(eventNumber), createdAt);
    return found.stream().map(Found::delivery).toList();
  }

  private record Found(LoggedDelivery delivery, String tenant) {}

  /** Each delivery once: the first row has the highest settlement. */
  private List<Found> byNumbers(long first, long last, Instant createdAt) {
    var window = Window.around(createdAt);
    var rows =
        jdbc.query(
            BY_NUMBERS,
            statement -> {
              statement.setLong(1, first);
              statement.setLong(2, last);
              statement.setLong(3, first);
              statement.setLong(4, last);
              statement.setObject(5, JdbcRows.timestamp(window.from()));
              statement.setObject(6, JdbcRows.timestamp(window.to()));
            },
            row -> new Found(delivery(row, 0), row.getString(11)));
    var once = new ArrayList<Found>();
    for (var row : rows) {
      if (once.isEmpty()
          || once.get(once.size() - 1).delivery().id().number() != row.delivery().id().number()) {
        once.add(row);
      }
    }
    return once;
  }

  @Override
  public List<DeliveryAttempt> attempts(DeliveryId id) {
    var window = Window.around(id.createdAt());
    var found =
        jdbc.query(
            AttemptRows.OF_DELIVERY,
            statement -> {
              statement.setLong(1, id.number());
              statement.setObject(2, JdbcRows.timestamp(window.from()));
              statement.setObject(3, JdbcRows.timestamp(window.to()));
            },
            AttemptRows::read);
    var numbered = new ArrayList<DeliveryAttempt>(found.size());
    found.forEach(attempt -> numbered.add(AttemptRows.numbered(attempt, numbered.size() + 1)));
    return List.copyOf(numbered);
  }

  @Override
  public Page page(Filter filter) {
    if (filter.cancelledThrough().isEmpty()) {
      return new Page(List.of(), null);
    }
    var sql = new DeliveryPageSql(dialect, filter);
    var found = jdbc.query(sql.text(), sql::bind, row -> delivery(row, sql.skipped()));
    if (found.size() <= filter.limit()) {
      return new Page(List.copyOf(found), null);
    }
    var page = List.copyOf(found.subList(0, filter.limit()));
    return new Page(page, page.get(page.size() - 1).id().number());
  }

  private static LoggedDelivery delivery(ResultSet row, int skipped) throws SQLException {
    long number = row.getLong(skipped + 1);
    var createdAt = JdbcRows.instant(row, skipped + 3);
    return new LoggedDelivery(
        new DeliveryId(number, createdAt),
        row.getLong(skipped + 2),
        DeliveryNumbers.eventOf(number),
        row.getString(skipped + 9),
        row.getString(skipped + 10),
        createdAt,
        Codes.status(row.getInt(skipped + 4)),
        row.getInt(skipped + 5),
        row.getLong(skipped + 6),
        JdbcRows.nullableInstant(row, skipped + 7),
        JdbcRows.nullableInstant(row, skipped + 8));
  }

  @Override
  public Optional<Instant> verifiedAt(long eventNumber, Instant createdAt) {
    var window = Window.around(createdAt);
    var earliest =
        jdbc.query(
            VERIFIED,
            statement -> {
              statement.setLong(1, DeliveryNumbers.first(eventNumber));
              statement.setLong(2, DeliveryNumbers.last(eventNumber));
              statement.setObject(3, JdbcRows.timestamp(window.from()));
              statement.setObject(4, JdbcRows.timestamp(window.to()));
            },
            row -> Optional.ofNullable(JdbcRows.nullableInstant(row, 1)));
    return earliest.get(0);
  }

  @Override
  public Statistics statistics(Statistics.Question question) {
    return new DeliveryStatistics(jdbc).answer(question);
  }

  /** The millisecond in which a delivery was created, as far as its id tells. */
  private record Window(Instant from, Instant to) {
    static Window around(Instant createdAt) {
      var from = Instant.ofEpochMilli(createdAt.toEpochMilli());
      return new Window(from, from.plusMillis(1));
    }
  }
}
