package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.DeliveryId;
import dev.webhooks.core.model.DeliveryNumbers;
import dev.webhooks.core.spi.DeliveryLog;
import dev.webhooks.core.spi.LoggedDelivery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The delivery log on both databases. */
public final class JdbcDeliveryLog implements DeliveryLog {

  /** The time bounds the partitions that are looked into. */
  private static final String AT_PLACES =
      """
      select found.id, found.endpoint_id, found.created_at, found.status, found.attempts,
        found.arrival, found.settled_at, found.next_at
      from (
        select p.id, p.endpoint_id, p.created_at, 0 as status, p.attempts, p.arrival,
          cast(null as timestamp with time zone) as settled_at, p.due_at as next_at, p.settlement
        from unnest(cast(? as bigint array), cast(? as bigint array)) as place (endpoint_id, id)
          join webhooks.pending_delivery p
            on p.endpoint_id = place.endpoint_id and p.id = place.id
        union all
        select d.id, d.endpoint_id, d.created_at, d.status, d.attempts, 0, d.settled_at,
          cast(null as timestamp with time zone), d.settlement
        from unnest(cast(? as bigint array), cast(? as bigint array)) as place (endpoint_id, id)
          join webhooks.delivery d on d.endpoint_id = place.endpoint_id and d.id = place.id
        where d.created_at = ?) found
      order by found.id, found.settlement desc
      """;

  private static final String VERIFIED =
      """
      select min(d.settled_at)
      from unnest(cast(? as bigint array), cast(? as bigint array)) as place (endpoint_id, id)
        join webhooks.delivery d on d.endpoint_id = place.endpoint_id and d.id = place.id
      where d.created_at = ? and d.verifies and d.status = 1
      """;

  /** How many rows one page may look at, over all lanes; a few even if there are many. */
  private static final int SCAN = 10_000;

  private static final int LEAST_SCAN = 100;

  private final Jdbc jdbc;
  private final SqlDialect dialect;
  private final int scan;
  private final int leastScan;

  /**
   * @param connections give the caller's transaction where there is one
   */
  public JdbcDeliveryLog(ConnectionSource connections, SqlDialect dialect) {
    this(connections, dialect, SCAN, LEAST_SCAN);
  }

  /**
   * @param scan how many rows one page may look at, over all lanes
   * @param leastScan and at least of each lane
   */
  JdbcDeliveryLog(ConnectionSource connections, SqlDialect dialect, int scan, int leastScan) {
    this.jdbc = new Jdbc(connections);
    this.dialect = dialect;
    this.scan = scan;
    this.leastScan = leastScan;
  }

  @Override
  public Optional<LoggedDelivery> find(String tenant, DeliveryId id) {
    return jdbc.run(
        connection -> {
          var place = DeliveryPlace.of(connection, id.number());
          return place.isPresent() && place.get().tenant().equals(tenant)
              ? at(connection, List.of(place.get())).stream()
                  .filter(delivery -> delivery.id().equals(id))
                  .findFirst()
              : Optional.<LoggedDelivery>empty();
        });
  }

  @Override
  public List<LoggedDelivery> ofEvent(long eventNumber, Instant createdAt) {
    return jdbc.run(connection -> at(connection, DeliveryPlace.ofEvent(connection, eventNumber)));
  }

  /** Each delivery once: of its rows the first has the highest settlement. */
  private static List<LoggedDelivery> at(Connection connection, List<DeliveryPlace> places)
      throws SQLException {
    if (places.isEmpty()) {
      return List.of();
    }
    var event = places.get(0);
    var once = new LinkedHashMap<Long, LoggedDelivery>();
    Jdbc.query(
            connection,
            AT_PLACES,
            statement -> {
              bindPlaces(statement, 1, places);
              bindPlaces(statement, 3, places);
              statement.setObject(5, JdbcRows.timestamp(event.createdAt()));
            },
            row -> delivery(row, 0, event.eventId(), event.eventType()))
        .forEach(delivery -> once.putIfAbsent(delivery.id().number(), delivery));
    return List.copyOf(once.values());
  }

  private static void bindPlaces(PreparedStatement statement, int at, List<DeliveryPlace> places)
      throws SQLException {
    statement.setObject(at, places.stream().map(DeliveryPlace::endpointId).toArray(Long[]::new));
    statement.setObject(at + 1, places.stream().map(DeliveryPlace::number).toArray(Long[]::new));
  }

  @Override
  public List<DeliveryAttempt> attempts(DeliveryId id) {
    return jdbc.run(
        connection -> {
          var place = DeliveryPlace.of(connection, id.number());
          return place.isPresent() ? attempts(connection, place.get()) : List.of();
        });
  }

  private static List<DeliveryAttempt> attempts(Connection connection, DeliveryPlace place)
      throws SQLException {
    var found =
        Jdbc.query(
            connection,
            AttemptRows.OF_DELIVERY,
            statement -> {
              statement.setLong(1, place.number());
              statement.setObject(2, JdbcRows.timestamp(place.createdAt()));
              statement.setLong(3, place.endpointId());
              statement.setLong(4, place.number());
              statement.setObject(5, JdbcRows.timestamp(place.createdAt()));
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
    return IndexOrder.read(
        jdbc,
        dialect,
        connection -> {
          var numbers = EventNumbers.between(connection, filter.from(), filter.to());
          var sql = new DeliveryPageSql(dialect, filter, numbers, scanOf(filter));
          var rows = Jdbc.query(connection, sql.text(), sql::bind, row -> onPage(row, sql));
          var page = ScannedPage.of(rows, filter.limit());
          return new Page(page.items(), page.next());
        });
  }

  private int scanOf(Filter filter) {
    return dialect == SqlDialect.POSTGRESQL
        ? Math.max(leastScan, scan / filter.cancelledThrough().size())
        : scan;
  }

  private static ScannedPage.Row<LoggedDelivery> onPage(ResultSet row, DeliveryPageSql sql)
      throws SQLException {
    int at = sql.skipped();
    var delivery = delivery(row, at, row.getString(at + 9), row.getString(at + 10));
    return new ScannedPage.Row<>(
        delivery,
        delivery.id().number(),
        row.getBoolean(at + 11) && isOfType(sql.filter().eventType(), row.getString(at + 10)),
        row.getLong(at + 12) == sql.scan());
  }

  /**
   * @param type null when the event was removed
   */
  private static boolean isOfType(@Nullable String wanted, @Nullable String type) {
    return type != null && (wanted == null || wanted.equals(type));
  }

  private static LoggedDelivery delivery(
      ResultSet row, int skipped, String eventId, String eventType) throws SQLException {
    long number = row.getLong(skipped + 1);
    var createdAt = JdbcRows.instant(row, skipped + 3);
    return new LoggedDelivery(
        new DeliveryId(number, createdAt),
        row.getLong(skipped + 2),
        DeliveryNumbers.eventOf(number),
        eventId,
        eventType,
        createdAt,
        Codes.status(row.getInt(skipped + 4)),
        row.getInt(skipped + 5),
        row.getLong(skipped + 6),
        JdbcRows.nullableInstant(row, skipped + 7),
        JdbcRows.nullableInstant(row, skipped + 8));
  }

  @Override
  public Optional<Instant> verifiedAt(long eventNumber, Instant createdAt) {
    return jdbc.run(
        connection -> verifiedAt(connection, DeliveryPlace.ofEvent(connection, eventNumber)));
  }

  private static Optional<Instant> verifiedAt(Connection connection, List<DeliveryPlace> places)
      throws SQLException {
    return places.isEmpty()
        ? Optional.empty()
        : Jdbc.query(
                connection,
                VERIFIED,
                statement -> {
                  bindPlaces(statement, 1, places);
                  statement.setObject(3, JdbcRows.timestamp(places.get(0).createdAt()));
                },
                row -> Optional.ofNullable(JdbcRows.nullableInstant(row, 1)))
            .get(0);
  }
}
