package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.Shards;
import dev.webhooks.core.spi.ArrivalWatch;
import dev.webhooks.core.spi.DeliveryQueue;
import dev.webhooks.core.spi.Fetched;
import dev.webhooks.core.spi.Lane;
import dev.webhooks.core.spi.RecordItem;
import dev.webhooks.core.spi.Recorded;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The queue on H2, whose planner wants one simple statement per lane. */
public final class H2DeliveryQueue implements DeliveryQueue {

  /** The order names the index's first column too: otherwise H2 sorts. */
  static final String FETCH =
      "select "
          + JdbcRows.PENDING
          + """
           from webhooks.pending_delivery
          where endpoint_id = ? and due_at >= ? and (due_at > ? or id > ?)
          order by endpoint_id, due_at, id limit ?
          """;

  static final String FETCH_ORDERED =
      "select "
          + JdbcRows.PENDING
          + """
           from webhooks.pending_delivery
          where endpoint_id = ? and id > ? order by endpoint_id, id limit ?
          """;

  static final String NEXT_LANE =
      """
      select endpoint_id, due_at from webhooks.pending_delivery where endpoint_id > ?
      order by endpoint_id, due_at, id limit 1
      """;

  static final String LOWEST_ID =
      """
      select id from webhooks.pending_delivery where endpoint_id = ?
      order by endpoint_id, id limit 1
      """;

  private final Jdbc jdbc;

  /**
   * @param connections give connections that take part in no transaction
   */
  public H2DeliveryQueue(ConnectionSource connections) {
    this.jdbc = new Jdbc(connections);
  }

  @Override
  public List<Lane.Head> lanes(Set<Integer> shards) {
    return jdbc.run(
        connection -> {
          var heads = new ArrayList<Lane.Head>();
          for (var lane : lanes(connection)) {
            if (shards.contains(Shards.of(lane.endpointId()))) {
              lowestId(connection, lane.endpointId())
                  .ifPresent(
                      id ->
                          heads.add(
                              new Lane.Head(lane.endpointId(), new Lane.Cursor(lane.dueAt(), id))));
            }
          }
          return List.copyOf(heads);
        });
  }

  private record FirstDue(long endpointId, Instant dueAt) {}

  /** Jumps from lane to lane instead of reading every row. */
  private static List<FirstDue> lanes(Connection connection) throws SQLException {
    var lanes = new ArrayList<FirstDue>();
    var next = lane(connection, Long.MIN_VALUE);
    while (next.isPresent()) {
      lanes.add(next.get());
      next = lane(connection, next.get().endpointId());
    }
    return lanes;
  }

  private static Optional<FirstDue> lane(Connection connection, long after) throws SQLException {
    return Jdbc.query(
            connection,
            NEXT_LANE,
            statement -> statement.setLong(1, after),
            row -> new FirstDue(row.getLong(1), JdbcRows.instant(row, 2)))
        .stream()
        .findFirst();
  }

  private static Optional<Long> lowestId(Connection connection, long endpoint) throws SQLException {
    return Jdbc.query(
            connection,
            LOWEST_ID,
            statement -> statement.setLong(1, endpoint),
            row -> row.getLong(1))
        .stream()
        .findFirst();
  }

  @Override
  public Fetched fetch(List<Lane.Read> reads) {
    return jdbc.run(
        connection -> {
          var now = H2Clock.now(connection);
          var found = new LaneRows();
          try (var byDue = connection.prepareStatement(FETCH);
              var byId = connection.prepareStatement(FETCH_ORDERED)) {
            for (var read : reads) {
              fetch(read.ordered() ? bindById(byId, read) : bindByDue(byDue, read), now, found);
            }
          }
          return found.fetched(() -> now);
        });
  }

  private static PreparedStatement bindByDue(PreparedStatement statement, Lane.Read read)
      throws SQLException {
    var due = JdbcRows.timestamp(read.after().dueAt());
    statement.setLong(1, read.endpointId());
    statement.setObject(2, due);
    statement.setObject(3, due);
    statement.setLong(4, read.after().id());
    statement.setInt(5, read.limit());
    return statement;
  }

  private static PreparedStatement bindById(PreparedStatement statement, Lane.Read read)
      throws SQLException {
    statement.setLong(1, read.endpointId());
    statement.setLong(2, read.after().id());
    statement.setInt(3, read.limit());
    return statement;
  }

  private static void fetch(PreparedStatement statement, Instant now, LaneRows found)
      throws SQLException {
    try (var row = statement.executeQuery()) {
      while (row.next()) {
        found.add(now, new Fetched.Row(JdbcRows.pending(row, 0, null), JdbcRows.dueAt(row, 0)));
      }
    }
  }

  @Override
  public List<Recorded> record(Map<Integer, Long> claims, List<RecordItem> items) {
    return items.isEmpty()
        ? List.of()
        : jdbc.inTransaction(connection -> new H2Record(connection, claims, items).run());
  }

  @Override
  public ArrivalWatch watchArrivals() {
    return new H2ArrivalWatch(jdbc);
  }

  @Override
  public Duration oldestOverdue(Set<Long> unverified) {
    return jdbc.run(
        connection -> {
          var now = H2Clock.now(connection);
          return lanes(connection).stream()
              .filter(lane -> !unverified.contains(lane.endpointId()))
              .map(lane -> Duration.between(lane.dueAt(), now))
              .filter(overdue -> !overdue.isNegative())
              .max(Duration::compareTo)
              .orElse(Duration.ZERO);
        });
  }
}
