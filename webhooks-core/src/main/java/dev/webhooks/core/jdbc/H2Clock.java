package dev.webhooks.core.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The database's time on H2, to the microsecond like everything stored. */
final class H2Clock {
  private H2Clock() {}

  static Instant now(Connection connection) throws SQLException {
    return Jdbc.query(
            connection,
            "select current_timestamp",
            statement -> {},
            row -> JdbcRows.instant(row, 1))
        .get(0)
        .truncatedTo(ChronoUnit.MICROS);
  }
}
