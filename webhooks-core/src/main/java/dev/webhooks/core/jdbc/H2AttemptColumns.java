package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.AttemptResult;
import dev.webhooks.core.model.DeliveryAttempt;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** An attempt as the first fifteen parameters of a statement, {@code trigger} to {@code detail}. */
final class H2AttemptColumns {
  private static final int COUNT = 15;
  private static final int TRUNCATED = 4;

  private H2AttemptColumns() {}

  static void bind(PreparedStatement statement, @Nullable DeliveryAttempt attempt)
      throws SQLException {
    for (int i = 1; i <= COUNT; i++) {
      statement.setNull(i, Types.NULL);
    }
    statement.setBoolean(TRUNCATED, false);
    if (attempt != null) {
      bindAttempt(statement, attempt);
    }
  }

  private static void bindAttempt(PreparedStatement statement, DeliveryAttempt attempt)
      throws SQLException {
    var timings = attempt.timings();
    var error = attempt.error();
    statement.setInt(1, Codes.of(attempt.trigger()));
    statement.setObject(3, error == null ? null : Codes.of(error), Types.SMALLINT);
    statement.setObject(5, JdbcRows.timestamp(attempt.startedAt()));
    statement.setObject(6, AttemptLimits.micros(timings.dns()), Types.INTEGER);
    statement.setObject(7, AttemptLimits.micros(timings.connect()), Types.INTEGER);
    statement.setObject(8, AttemptLimits.micros(timings.tls()), Types.INTEGER);
    statement.setObject(9, AttemptLimits.micros(timings.firstByte()), Types.INTEGER);
    statement.setObject(10, AttemptLimits.micros(timings.total()), Types.INTEGER);
    statement.setString(11, attempt.address());
    statement.setBytes(12, HeaderBytes.write(attempt.requestHeaders(), AttemptLimits.HEADERS));
    if (attempt.result() instanceof AttemptResult.Response response) {
      statement.setInt(2, response.status());
      statement.setBoolean(TRUNCATED, response.truncated());
      statement.setBytes(13, HeaderBytes.write(response.headers(), AttemptLimits.HEADERS));
      statement.setBytes(14, AttemptLimits.body(response.body()));
    } else {
      var failure = (AttemptResult.Failure) attempt.result();
      statement.setString(15, AttemptLimits.detail(failure.detail()));
    }
  }
}
