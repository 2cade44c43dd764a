package dev.webhooks.core.jdbc;

import dev.webhooks.core.spi.Retention;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Retention on both databases. On PostgreSQL history goes by whole days, so it is kept up to a day
 * longer than asked.
 */
public final class JdbcRetention implements Retention {
  /** In the order of numbers, which is nearly that of ages: the first young one ends the search. */
  private static final String NEXT_EVENTS =
      "select number, created_at from webhooks.event where number > ? order by number limit ?";

  private static final String NEXT_CONTENTS =
      "select number, created_at from webhooks.event where number > ? and body is not null"
          + " order by number limit ?";

  private static final String CLEAR =
      "update webhooks.event e set body = null where e.number = ? and body is not null and ";

  private static final String DELETE_EVENT = "delete from webhooks.event e where e.number = ? and ";

  /** Once more with the time: a publish may have taken the key anew while this waited for it. */
  private static final String DELETE_KEYS =
      """
      delete from webhooks.idempotency where expires_at < current_timestamp
        and (tenant, idempotency_key) in (
          select tenant, idempotency_key from webhooks.idempotency
          where expires_at < current_timestamp order by expires_at limit ?)
      """;

  private static final String OLD_DELIVERIES =
      """
      select endpoint_id, id from webhooks.%s
      where created_at < ? order by created_at limit ?
      """;

  private static final String DELETE_ATTEMPTS = "delete from webhooks.%s where delivery_id = ?";

  private static final String DELETE_DELIVERIES =
      "delete from webhooks.%s where id = ? and endpoint_id = ?";

  private final Jdbc jdbc;
  private final SqlDialect dialect;
  private final HistoryPartitions partitions;

  /** Events up to this number need not be looked at again for their content in this run. */
  private final AtomicLong clearedThrough = new AtomicLong();

  /** The first that was still owed: the next run begins with it. */
  private final AtomicLong firstOwed = new AtomicLong(Long.MAX_VALUE);

  /**
   * @param connections give connections that take part in no transaction
   */
  public JdbcRetention(ConnectionSource connections, SqlDialect dialect) {
    this.jdbc = new Jdbc(connections);
    this.dialect = dialect;
    this.partitions = new HistoryPartitions(connections);
  }

  @Override
  public void prepareHistory() {
    if (dialect == SqlDialect.POSTGRESQL) {
      partitions.createAhead();
    }
  }

  @Override
  public int removeHistory(Duration olderThan, int limit) {
    if (dialect == SqlDialect.POSTGRESQL) {
      partitions.dropOlderThan(olderThan);
      return removeFrom("delivery_default", "attempt_default", olderThan, limit);
    }
    return removeFrom("delivery", "attempt", olderThan, limit);
  }

  private record Key(long endpointId, long id) {}

  private record Aged(long number, Instant createdAt) {}

  private int removeFrom(String deliveries, String attempts, Duration olderThan, int limit) {
    return jdbc.inTransaction(
        connection -> {
          var end = now(connection).minus(olderThan);
          var old =
              Jdbc.query(
                  connection,
                  OLD_DELIVERIES.formatted(deliveries),
                  statement -> {
                    statement.setObject(1, JdbcRows.timestamp(end));
                    statement.setInt(2, limit);
                  },
                  row -> new Key(row.getLong(1), row.getLong(2)));
          delete(connection, DELETE_ATTEMPTS.formatted(attempts), old, JdbcRetention::bindId);
          delete(connection, DELETE_DELIVERIES.formatted(deliveries), old, JdbcRetention::bindKey);
          return old.size();
        });
  }

  private interface KeyBinding {
    void to(PreparedStatement statement, Key key) throws SQLException;
  }

  private static void bindId(PreparedStatement statement, Key key) throws SQLException {
    statement.setLong(1, key.id());
  }

  private static void bindKey(PreparedStatement statement, Key key) throws SQLException {
    statement.setLong(1, key.id());
    statement.setLong(2, key.endpointId());
  }

  private static void delete(Connection connection, String sql, List<Key> keys, KeyBinding binding)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (var key : keys) {
        binding.to(statement, key);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  @Override
  public int removeContent(Duration olderThan, int limit) {
    int cleared =
        walk(
            NEXT_CONTENTS,
            CLEAR + dialect.notOwed(),
            clearedThrough,
            number -> firstOwed.accumulateAndGet(number, Math::min),
            olderThan,
            limit);
    if (cleared < limit) {
      long next = firstOwed.getAndSet(Long.MAX_VALUE);
      clearedThrough.accumulateAndGet(next - 1, Math::min);
    }
    return cleared;
  }

  @Override
  public int removeEvents(Duration olderThan, int limit) {
    return walk(
        NEXT_EVENTS,
        DELETE_EVENT + dialect.notOwed(),
        new AtomicLong(),
        number -> {},
        olderThan,
        limit);
  }

  /** Goes on past events that stay until a batch is full or the old ones are at an end. */
  private int walk(
      String next,
      String sql,
      AtomicLong after,
      LongConsumer stays,
      Duration olderThan,
      int limit) {
    int changed = 0;
    List<Long> old;
    do {
      old = oldEvents(next, after.get(), olderThan, limit);
      changed += each(sql, old, stays);
      if (!old.isEmpty()) {
        after.set(old.get(old.size() - 1));
      }
    } while (changed < limit && old.size() == limit);
    return changed;
  }

  private List<Long> oldEvents(String next, long after, Duration olderThan, int limit) {
    return jdbc.run(
        connection -> {
          var end = now(connection).minus(olderThan);
          return Jdbc.query(
                  connection,
                  next,
                  statement -> {
                    statement.setLong(1, after);
                    statement.setInt(2, limit);
                  },
                  row -> new Aged(row.getLong(1), JdbcRows.instant(row, 2)))
              .stream()
              .takeWhile(event -> event.createdAt().isBefore(end))
              .map(Aged::number)
              .toList();
        });
  }

  private int each(String sql, List<Long> numbers, LongConsumer stays) {
    return jdbc.inTransaction(
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            for (long number : numbers) {
              statement.setLong(1, number);
              statement.addBatch();
            }
            int changed = 0;
            int[] counts = statement.executeBatch();
            for (int i = 0; i < counts.length; i++) {
              changed += counts[i];
              if (counts[i] == 0) {
                stays.accept(numbers.get(i));
              }
            }
            return changed;
          }
        });
  }

  @Override
  public int removeExpiredKeys(int limit) {
    return jdbc.update(DELETE_KEYS, statement -> statement.setInt(1, limit));
  }

  private static Instant now(Connection connection) throws SQLException {
    return Jdbc.query(
            connection, "select current_timestamp", s -> {}, row -> JdbcRows.instant(row, 1))
        .get(0);
  }
}
