package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.DeliveryAttempt;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How attempts are read. */
final class AttemptRows {

  /** Those that settled nothing, and those that did. */
  static final String OF_DELIVERY =
      """
      select number, started_at, total_us, exchange
      from webhooks.attempt where delivery_id = ? and created_at = ?
      union all
      select attempts, started_at, total_us, exchange
      from webhooks.delivery
      where endpoint_id = ? and id = ? and created_at = ? and started_at is not null
      order by 2, 1
      """;

  private AttemptRows() {}

  static DeliveryAttempt read(ResultSet row) throws SQLException {
    return ExchangeBytes.read(
        row.getInt(1), JdbcRows.instant(row, 2), row.getLong(3), row.getBytes(4));
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
