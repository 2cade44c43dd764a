package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.DeliveryNumbers;
import dev.webhooks.core.model.Shards;
import dev.webhooks.core.spi.ArrivalWatch;
import dev.webhooks.core.spi.Lane;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The second look on H2, which tells nothing of other sessions' transactions: it remembers which
 * event numbers were drawn but not seen, and asks for these again.
 */
final class H2ArrivalWatch implements ArrivalWatch {
  static final String LAST_NUMBER =
      """
      select base_value - increment from information_schema.sequences
      where sequence_schema = 'WEBHOOKS' and sequence_name = 'EVENT_NUMBER'
      """;

  static final String NEW_ROWS =
      """
      select endpoint_id, due_at, id, id / 65536 from webhooks.pending_delivery where id > ?
      union all
      select endpoint_id, due_at, id, arrival / 65536 from webhooks.pending_delivery
      where arrival > ? and arrival <> id
      """;

  private static final String NEW_EVENTS = "select number from webhooks.event where number > ?";

  private static final String MISSED_ROWS =
      """
      select p.endpoint_id, p.due_at, p.id, p.id / 65536
      from unnest(cast(? as bigint array)) as missing (number)
        join webhooks.pending_delivery p
          on p.id >= missing.number * 65536 and p.id < (missing.number + 1) * 65536
      union all
      select p.endpoint_id, p.due_at, p.id, p.arrival / 65536
      from unnest(cast(? as bigint array)) as missing (number)
        join webhooks.pending_delivery p on p.arrival = missing.number * 65536
      """;

  private static final String MISSED_EVENTS =
      """
      select e.number from unnest(cast(? as bigint array)) as missing (number)
        join webhooks.event e on e.number = missing.number
      """;

  private final Jdbc jdbc;
  private @Nullable MissingNumbers missing;

  H2ArrivalWatch(Jdbc jdbc) {
    this.jdbc = jdbc;
  }

  private record Arrived(Lane.Head head, long number) {}

  @Override
  public List<Lane.Head> look(Set<Integer> shards) {
    return jdbc.run(
        connection -> missing == null ? first(connection) : next(connection, shards, missing));
  }

  /** Numbers below the first look's that are not visible belong to transactions that are open. */
  private List<Lane.Head> first(Connection connection) throws SQLException {
    long last = lastNumber(connection);
    var before = MissingNumbers.none(Math.max(0, last - MissingNumbers.MOST));
    missing = before.after(last, newEvents(connection, before));
    return List.of();
  }

  private List<Lane.Head> next(Connection connection, Set<Integer> shards, MissingNumbers before)
      throws SQLException {
    long last = lastNumber(connection);
    var seen = new TreeSet<Long>(newEvents(connection, before));
    seen.addAll(missedEvents(connection, before));
    var rows = new ArrayList<>(newRows(connection, before));
    rows.addAll(missedRows(connection, before));
    rows.forEach(row -> seen.add(row.number()));
    missing = before.after(last, seen);
    return heads(rows, shards);
  }

  private static long lastNumber(Connection connection) throws SQLException {
    return Jdbc.query(connection, LAST_NUMBER, statement -> {}, row -> row.getLong(1)).get(0);
  }

  private static List<Long> newEvents(Connection connection, MissingNumbers before)
      throws SQLException {
    return Jdbc.query(
        connection,
        NEW_EVENTS,
        statement -> statement.setLong(1, before.lastNumber()),
        row -> row.getLong(1));
  }

  private static List<Long> missedEvents(Connection connection, MissingNumbers before)
      throws SQLException {
    return before.numbers().isEmpty()
        ? List.of()
        : Jdbc.query(
            connection,
            MISSED_EVENTS,
            statement -> statement.setObject(1, before.numbers().toArray(Long[]::new)),
            row -> row.getLong(1));
  }

  private static List<Arrived> newRows(Connection connection, MissingNumbers before)
      throws SQLException {
    long after = DeliveryNumbers.last(before.lastNumber());
    return Jdbc.query(
        connection,
        NEW_ROWS,
        statement -> {
          statement.setLong(1, after);
          statement.setLong(2, after);
        },
        row -> new Arrived(JdbcRows.head(row), row.getLong(4)));
  }

  private static List<Arrived> missedRows(Connection connection, MissingNumbers before)
      throws SQLException {
    if (before.numbers().isEmpty()) {
      return List.of();
    }
    var numbers = before.numbers().toArray(Long[]::new);
    return Jdbc.query(
        connection,
        MISSED_ROWS,
        statement -> {
          statement.setObject(1, numbers);
          statement.setObject(2, numbers);
        },
        row -> new Arrived(JdbcRows.head(row), row.getLong(4)));
  }

  private static List<Lane.Head> heads(List<Arrived> rows, Set<Integer> shards) {
    var first = new TreeMap<Long, Lane.Cursor>();
    for (var row : rows) {
      long lane = row.head().endpointId();
      if (shards.contains(Shards.of(lane))) {
        first.merge(lane, row.head().first(), H2ArrivalWatch::lowest);
      }
    }
    return first.entrySet().stream()
        .map(entry -> new Lane.Head(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Lane.Cursor lowest(Lane.Cursor one, Lane.Cursor other) {
    return new Lane.Cursor(
        one.dueAt().isBefore(other.dueAt()) ? one.dueAt() : other.dueAt(),
        Math.min(one.id(), other.id()));
  }
}
