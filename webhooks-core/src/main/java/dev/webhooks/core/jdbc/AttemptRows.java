package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.AttemptResult;
import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.model.Timings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How attempts are read. */
final class AttemptRows {
  private static final String COLUMNS =
      """
      trigger, started_at, dns_us, connect_us, tls_us, first_byte_us, total_us, address,
        request_headers, status_code, error, truncated, response_headers, body, detail
      """;

  /** Those that settled nothing, and those that did. */
  static final String OF_DELIVERY =
      "select number, "
          + COLUMNS
          + "from webhooks.attempt where delivery_id = ? and created_at = ?"
          + " union all select attempts, "
          + COLUMNS
          + """
          from webhooks.delivery
          where endpoint_id = ? and id = ? and created_at = ? and started_at is not null
          order by 3, 1
          """;

  private AttemptRows() {}

  static DeliveryAttempt read(ResultSet row) throws SQLException {
    var code = JdbcRows.nullableInt(row, 12);
    var error = code == null ? null : Codes.error(code);
    return new DeliveryAttempt(
        row.getInt(1),
        Codes.trigger(row.getInt(2)),
        JdbcRows.instant(row, 3),
        new Timings(row.getLong(4), row.getLong(5), row.getLong(6), row.getLong(7), row.getLong(8)),
        row.getString(9),
        HeaderBytes.read(row.getBytes(10)),
        row.getBytes(14) == null ? failure(row, error) : response(row),
        error);
  }

  private static AttemptResult failure(ResultSet row, @Nullable ErrorClass error)
      throws SQLException {
    return new AttemptResult.Failure(
        Objects.requireNonNullElse(error, ErrorClass.TIMEOUT),
        Objects.requireNonNullElse(row.getString(16), ""));
  }

  private static AttemptResult response(ResultSet row) throws SQLException {
    return new AttemptResult.Response(
        row.getInt(11),
        HeaderBytes.read(row.getBytes(14)),
        Objects.requireNonNullElseGet(row.getBytes(15), () -> new byte[0]),
        row.getBoolean(13));
  }

  /**
   * Attempts are numbered by their order: two that ran at the same time, one of them superseded by
   * a resend, took the same number.
   */
  static DeliveryAttempt numbered(DeliveryAttempt a, int number) {
    return new DeliveryAttempt(
        number,
        a.trigger(),
        a.startedAt(),
        a.timings(),
        a.address(),
        a.requestHeaders(),
        a.result(),
        a.error());
  }
}
