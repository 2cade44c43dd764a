package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.Decision;
import dev.webhooks.core.model.Shards;
import dev.webhooks.core.spi.RecordItem;
import dev.webhooks.core.spi.Recorded;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Records one batch on H2, inside a transaction that its caller commits. */
final class H2Record {
  private static final String LOCK_SHARD =
      "select 1 from webhooks.shard where id = ? and epoch = ? for update";

  static final String SETTLE =
      "delete from webhooks.pending_delivery where endpoint_id = ? and id = ? and revision = ?"
          + " and settlement = ?";

  private static final String POSTPONE =
      """
      update webhooks.pending_delivery
      set failures = failures + case when trigger = 0 then 1 else 0 end, attempts = attempts + 1,
        trigger = 0, due_at = ?
      where endpoint_id = ? and id = ? and revision = ? and settlement = ? and attempts = ?
      """;

  /** What was recorded before, by a call whose answer was lost. */
  private static final String IS_SETTLED =
      """
      select 1 from webhooks.delivery
      where endpoint_id = ? and id = ? and settlement = ? and started_at is not distinct from ?
      """;

  private static final String IS_TRIED =
      "select 1 from webhooks.attempt where delivery_id = ? and number = ? and started_at = ?";

  private static final String HISTORY =
      """
      insert into webhooks.delivery (started_at, total_us, exchange, id, created_at, attempts,
        endpoint_id, settled_at, settlement, status, failures, body_format, verifies)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String ATTEMPT =
      """
      insert into webhooks.attempt
        (started_at, total_us, exchange, delivery_id, created_at, number)
      values (?, ?, ?, ?, ?, ?)
      """;

  private final Connection connection;
  private final Map<Integer, Long> claims;
  private final List<RecordItem> items;
  private final Recorded[] results;

  H2Record(Connection connection, Map<Integer, Long> claims, List<RecordItem> items) {
    this.connection = connection;
    this.claims = claims;
    this.items = items;
    this.results = new Recorded[items.size()];
  }

  List<Recorded> run() throws SQLException {
    var held = heldShards();
    var now = H2Clock.now(connection);
    var settled = new ArrayList<Integer>();
    var postponed = new ArrayList<Integer>();
    for (int i = 0; i < results.length; i++) {
      results[i] = Recorded.SUPERSEDED;
      if (!held.contains(shard(items.get(i)))) {
        results[i] = Recorded.REFUSED;
      } else if (items.get(i).decision() instanceof Decision.Settle) {
        settled.add(i);
      } else {
        postponed.add(i);
      }
    }
    mark(settled, batch(SETTLE, settled, H2Record::bindRow), Recorded.SETTLED);
    mark(
        postponed,
        batch(POSTPONE, postponed, (s, item) -> bindRetry(s, item, now)),
        Recorded.RESCHEDULED);
    batch(HISTORY, with(Recorded.SETTLED), (s, item) -> bindHistory(s, item, now));
    batch(ATTEMPT, tried(), H2Record::bindAttempt);
    return List.of(results);
  }

  private boolean isSettledAlready(RecordItem item) throws SQLException {
    var delivery = item.delivery();
    return isThere(
        IS_SETTLED,
        statement -> {
          statement.setLong(1, delivery.endpointId());
          statement.setLong(2, delivery.id());
          statement.setInt(3, delivery.settlement());
          statement.setObject(4, startedAt(item), Types.TIMESTAMP_WITH_TIMEZONE);
        });
  }

  private boolean isTriedAlready(RecordItem item) throws SQLException {
    return isThere(
        IS_TRIED,
        statement -> {
          statement.setLong(1, item.delivery().id());
          statement.setInt(2, Objects.requireNonNull(item.attempt()).number());
          statement.setObject(3, startedAt(item));
        });
  }

  private boolean isThere(String sql, Jdbc.Binding binding) throws SQLException {
    return !Jdbc.query(connection, sql, binding, row -> true).isEmpty();
  }

  private static @Nullable OffsetDateTime startedAt(RecordItem item) {
    var attempt = item.attempt();
    return attempt == null ? null : JdbcRows.timestamp(attempt.startedAt());
  }

  private static int shard(RecordItem item) {
    return Shards.of(item.delivery().endpointId());
  }

  /** Locks the shards' rows in one order, so that a change of owner waits for this record. */
  private Set<Integer> heldShards() throws SQLException {
    var held = new HashSet<Integer>();
    var involved = new TreeSet<Integer>();
    items.forEach(item -> involved.add(shard(item)));
    involved.retainAll(claims.keySet());
    for (int shard : involved) {
      var found =
          Jdbc.query(
              connection,
              LOCK_SHARD,
              statement -> {
                statement.setInt(1, shard);
                statement.setLong(2, claims.getOrDefault(shard, -1L));
              },
              row -> shard);
      held.addAll(found);
    }
    return held;
  }

  private interface ItemBinding {
    void to(PreparedStatement statement, RecordItem item) throws SQLException;
  }

  private int[] batch(String sql, List<Integer> places, ItemBinding binding) throws SQLException {
    if (places.isEmpty()) {
      return new int[0];
    }
    try (var statement = connection.prepareStatement(sql)) {
      for (int place : places) {
        binding.to(statement, items.get(place));
        statement.addBatch();
      }
      return statement.executeBatch();
    }
  }

  private void mark(List<Integer> places, int[] counts, Recorded result) {
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 1) {
        results[places.get(i)] = result;
      }
    }
  }

  private List<Integer> with(Recorded result) {
    var places = new ArrayList<Integer>();
    for (int i = 0; i < results.length; i++) {
      if (results[i] == result) {
        places.add(i);
      }
    }
    return places;
  }

  /** Whose attempts are to be stored on their own; says of the others what they are. */
  private List<Integer> tried() throws SQLException {
    var places = with(Recorded.RESCHEDULED);
    for (int place : with(Recorded.SUPERSEDED)) {
      var item = items.get(place);
      if (isSettledAlready(item)) {
        results[place] = Recorded.SETTLED;
      } else if (item.attempt() != null && !isTriedAlready(item)) {
        places.add(place);
      }
    }
    return places;
  }

  private static void bindRow(PreparedStatement statement, RecordItem item) throws SQLException {
    bindRow(statement, item, 1);
  }

  private static void bindRow(PreparedStatement statement, RecordItem item, int first)
      throws SQLException {
    statement.setLong(first, item.delivery().endpointId());
    statement.setLong(first + 1, item.delivery().id());
    statement.setInt(first + 2, item.delivery().revision());
    statement.setInt(first + 3, item.delivery().settlement());
  }

  private static void bindRetry(PreparedStatement statement, RecordItem item, Instant now)
      throws SQLException {
    var delay = ((Decision.Retry) item.decision()).delay();
    statement.setObject(1, JdbcRows.timestamp(now.plus(delay)));
    bindRow(statement, item, 2);
    statement.setInt(6, item.delivery().attempts());
  }

  private static void bindHistory(PreparedStatement statement, RecordItem item, Instant now)
      throws SQLException {
    var delivery = item.delivery();
    bindExchange(statement, item);
    statement.setLong(4, delivery.id());
    statement.setObject(5, JdbcRows.timestamp(delivery.createdAt()));
    statement.setInt(6, delivery.attempts() + (item.attempt() == null ? 0 : 1));
    statement.setLong(7, delivery.endpointId());
    statement.setObject(8, JdbcRows.timestamp(now));
    statement.setInt(9, delivery.settlement());
    statement.setInt(10, Codes.of(((Decision.Settle) item.decision()).status()));
    statement.setInt(11, delivery.failures());
    statement.setInt(12, delivery.bodyFormat().code());
    statement.setBoolean(13, item.verifies());
  }

  private static void bindAttempt(PreparedStatement statement, RecordItem item)
      throws SQLException {
    bindExchange(statement, item);
    statement.setLong(4, item.delivery().id());
    statement.setObject(5, JdbcRows.timestamp(item.delivery().createdAt()));
    statement.setInt(6, Objects.requireNonNull(item.attempt()).number());
  }

  private static void bindExchange(PreparedStatement statement, RecordItem item)
      throws SQLException {
    var attempt = item.attempt();
    statement.setObject(1, startedAt(item), Types.TIMESTAMP_WITH_TIMEZONE);
    statement.setObject(2, attempt == null ? null : ExchangeBytes.total(attempt), Types.INTEGER);
    statement.setBytes(3, attempt == null ? null : ExchangeBytes.write(attempt));
  }
}
