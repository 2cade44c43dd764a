package dev.webhooks.core.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A range of event numbers in which everything of a span of time lies. Found by bisection over the
 * primary key, some thirty look-ups, so that a log of any length is entered where it was asked for.
 *
 * <p>Numbers and times rise together but for publishes that waited for one another or ran at the
 * same time, so the range reaches an hour further on both sides; who uses it still compares times.
 *
 * @param first the lowest number
 * @param end the first number behind, {@link Long#MAX_VALUE} for no bound
 */
record EventNumbers(long first, long end) {
  private static final Duration SLACK = Duration.ofHours(1);

  private static final String NEXT =
      "select number, created_at from webhooks.event where number >= ? order by number limit 1";

  private static final String HIGHEST =
      "select number, created_at from webhooks.event where number <= ? order by number desc limit"
          + " 1";

  /** An event's number and time. */
  private record Place(long number, Instant createdAt) {}

  /**
   * The range of a span of time.
   *
   * @param from at or after, null for any
   * @param to before, null for any
   */
  static EventNumbers between(Connection connection, @Nullable Instant from, @Nullable Instant to)
      throws SQLException {
    long first = from == null ? 0 : firstSince(connection, from.minus(SLACK));
    long end = to == null ? Long.MAX_VALUE : firstSince(connection, to.plus(SLACK));
    return new EventNumbers(first, end);
  }

  /** The first number from which on everything is as young; behind the last one if nothing is. */
  private static long firstSince(Connection connection, Instant time) throws SQLException {
    Place highest = place(connection, HIGHEST, Long.MAX_VALUE);
    long low = 0;
    long high = highest == null ? 0 : highest.number() + 1;
    try (PreparedStatement statement = connection.prepareStatement(NEXT)) {
      while (low < high) {
        long middle = low + (high - low) / 2;
        Place next = place(statement, middle);
        if (next == null || next.number() >= high || !next.createdAt().isBefore(time)) {
          high = middle;
        } else {
          low = next.number() + 1;
        }
      }
    }
    return low;
  }

  private static @Nullable Place place(Connection connection, String sql, long number)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      return place(statement, number);
    }
  }

  private static @Nullable Place place(PreparedStatement statement, long number)
      throws SQLException {
    statement.setLong(1, number);
    try (var row = statement.executeQuery()) {
      return row.next() ? new Place(row.getLong(1), JdbcRows.instant(row, 2)) : null;
    }
  }
}
