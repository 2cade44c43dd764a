package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.AttemptResult;
import dev.webhooks.core.model.Decision;
import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.Shards;
import dev.webhooks.core.spi.RecordItem;
import dev.webhooks.core.spi.Recorded;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Records one batch on H2, inside a transaction that its caller commits. */
final class H2Record {
  private static final String LOCK_SHARD =
      "select 1 from webhooks.shard where id = ? and epoch = ? for update";

  private static final String SETTLE =
      "delete from webhooks.pending_delivery where id = ? and revision = ? and settlement = ?";

  private static final String POSTPONE =
      """
      update webhooks.pending_delivery
      set failures = failures + case when trigger = 0 then 1 else 0 end, attempts = attempts + 1,
        trigger = 0, due_at = ?
      where id = ? and revision = ? and settlement = ?
      """;

  private static final String HISTORY =
      """
      insert into webhooks.delivery (id, endpoint_id, created_at, settled_at, duration_us,
        settlement, status, attempts, failures, body_format, verifies)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String ATTEMPT =
      """
      insert into webhooks.attempt (delivery_id, created_at, started_at, dns_us, connect_us, tls_us,
        first_byte_us, total_us, number, trigger, status, error, truncated, address,
        request_headers, response_headers, body, detail)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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

  private List<Integer> tried() {
    var places = new ArrayList<Integer>();
    for (int i = 0; i < results.length; i++) {
      if (results[i] != Recorded.REFUSED && items.get(i).attempt() != null) {
        places.add(i);
      }
    }
    return places;
  }

  private static void bindRow(PreparedStatement statement, RecordItem item) throws SQLException {
    statement.setLong(1, item.delivery().id());
    statement.setInt(2, item.delivery().revision());
    statement.setInt(3, item.delivery().settlement());
  }

  private static void bindRetry(PreparedStatement statement, RecordItem item, Instant now)
      throws SQLException {
    var delay = ((Decision.Retry) item.decision()).delay();
    statement.setObject(1, JdbcRows.timestamp(now.plus(delay)));
    statement.setLong(2, item.delivery().id());
    statement.setInt(3, item.delivery().revision());
    statement.setInt(4, item.delivery().settlement());
  }

  private static void bindHistory(PreparedStatement statement, RecordItem item, Instant now)
      throws SQLException {
    var delivery = item.delivery();
    var attempt = item.attempt();
    statement.setLong(1, delivery.id());
    statement.setLong(2, delivery.endpointId());
    statement.setObject(3, JdbcRows.timestamp(delivery.createdAt()));
    statement.setObject(4, JdbcRows.timestamp(now));
    statement.setObject(
        5, attempt == null ? null : AttemptLimits.micros(attempt.timings().total()), Types.INTEGER);
    statement.setInt(6, delivery.settlement());
    statement.setInt(7, Codes.of(((Decision.Settle) item.decision()).status()));
    statement.setInt(8, delivery.attempts() + (attempt == null ? 0 : 1));
    statement.setInt(9, delivery.failures());
    statement.setInt(10, delivery.bodyFormat().code());
    statement.setBoolean(11, item.verifies());
  }

  private static void bindAttempt(PreparedStatement statement, RecordItem item)
      throws SQLException {
    DeliveryAttempt attempt = item.attempt();
    if (attempt == null) {
      throw new IllegalArgumentException("nothing was tried");
    }
    var timings = attempt.timings();
    statement.setLong(1, item.delivery().id());
    statement.setObject(2, JdbcRows.timestamp(item.delivery().createdAt()));
    statement.setObject(3, JdbcRows.timestamp(attempt.startedAt()));
    statement.setInt(4, AttemptLimits.micros(timings.dns()));
    statement.setInt(5, AttemptLimits.micros(timings.connect()));
    statement.setInt(6, AttemptLimits.micros(timings.tls()));
    statement.setInt(7, AttemptLimits.micros(timings.firstByte()));
    statement.setInt(8, AttemptLimits.micros(timings.total()));
    statement.setInt(9, attempt.number());
    statement.setInt(10, Codes.of(attempt.trigger()));
    statement.setObject(
        12, attempt.error() == null ? null : Codes.of(attempt.error()), Types.SMALLINT);
    statement.setString(14, attempt.address());
    statement.setString(15, HeaderText.write(attempt.requestHeaders(), AttemptLimits.HEADERS));
    if (attempt.result() instanceof AttemptResult.Response response) {
      bindResponse(statement, response);
    } else {
      bindFailure(statement, (AttemptResult.Failure) attempt.result());
    }
  }

  private static void bindResponse(PreparedStatement statement, AttemptResult.Response response)
      throws SQLException {
    byte @Nullable [] body = AttemptLimits.body(response.body());
    statement.setInt(11, response.status());
    statement.setBoolean(13, response.truncated());
    statement.setString(16, HeaderText.write(response.headers(), AttemptLimits.HEADERS));
    statement.setBytes(17, body);
    statement.setString(18, null);
  }

  private static void bindFailure(PreparedStatement statement, AttemptResult.Failure failure)
      throws SQLException {
    statement.setNull(11, Types.SMALLINT);
    statement.setBoolean(13, false);
    statement.setString(16, null);
    statement.setBytes(17, null);
    statement.setString(18, AttemptLimits.detail(failure.detail()));
  }
}
