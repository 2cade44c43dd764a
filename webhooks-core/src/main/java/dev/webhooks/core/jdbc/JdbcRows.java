package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.BodyFormat;
import dev.webhooks.core.model.DeliveryNumbers;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.spi.Lane;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** How rows become values. */
final class JdbcRows {
  /** The columns {@link #pending} reads, in its order. */
  static final String PENDING =
      "id, endpoint_id, created_at, due_at, arrival, revision, attempts, failures, settlement,"
          + " trigger, body_format, retries";

  private JdbcRows() {}

  /** How many those are. */
  static final int PENDING_COLUMNS = 12;

  /** Reads {@link #PENDING}, which stands behind {@code skipped} other columns. */
  static PendingDelivery pending(ResultSet row, int skipped, @Nullable String place)
      throws SQLException {
    long id = row.getLong(skipped + 1);
    return new PendingDelivery(
        id,
        row.getLong(skipped + 2),
        DeliveryNumbers.eventOf(id),
        instant(row, skipped + 3),
        row.getInt(skipped + 7),
        row.getInt(skipped + 8),
        row.getInt(skipped + 6),
        row.getInt(skipped + 9),
        Codes.trigger(row.getInt(skipped + 10)),
        row.getBoolean(skipped + 12),
        BodyFormat.ofCode(row.getInt(skipped + 11)),
        row.getLong(skipped + 5),
        place);
  }

  /** When a row of {@link #PENDING} is due. */
  static Instant dueAt(ResultSet row, int skipped) throws SQLException {
    return instant(row, skipped + 4);
  }

  /** Columns: endpoint, earliest due time, lowest id. */
  static Lane.Head head(ResultSet row) throws SQLException {
    return new Lane.Head(row.getLong(1), new Lane.Cursor(instant(row, 2), row.getLong(3)));
  }

  static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Instant nullableInstant(ResultSet row, int column) throws SQLException {
    var value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  static OffsetDateTime timestamp(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }

  static @Nullable Long nullableLong(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  /** Microseconds since the epoch: how times travel in arrays. */
  static long micros(Instant moment) {
    return Math.addExact(
        Math.multiplyExact(moment.getEpochSecond(), 1_000_000L), moment.getNano() / 1_000L);
  }
}
