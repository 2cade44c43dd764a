package dev.webhooks.core.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.headers.CompactHeaders;
import dev.webhooks.core.model.AttemptResult;
import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.model.Header;
import dev.webhooks.core.model.Timings;
import dev.webhooks.core.model.Trigger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a database kept of attempts before {@code V19__exchanges.sql} is there after it. */
class ExchangesMigrationTest {
  private static final Instant START = Instant.parse("2026-11-22T05:00:00.123456Z");
  private static final List<Header> SENT =
      List.of(new Header("webhook-id", "evt_1"), new Header("X-Shop", "a".repeat(300)));
  private static final List<Header> GOT = List.of(new Header("server", "nginx"));

  private static final List<DeliveryAttempt> ATTEMPTS =
      List.of(
          attempt(
              new Timings(1, 2, 3, 70_000, 2_000_000_000),
              "2001:db8::1",
              new AttemptResult.Response(503, GOT, new byte[] {0, -1, 7}, true),
              ErrorClass.HTTP_STATUS),
          attempt(
              new Timings(0, 0, 0, 900, 1_000),
              "203.0.113.9",
              new AttemptResult.Response(200, List.of(), new byte[0], false),
              null),
          attempt(
              new Timings(5, 0, 0, 0, 6),
              null,
              new AttemptResult.Failure(ErrorClass.DNS_ERROR, "no such host: h\u00f6st"),
              ErrorClass.DNS_ERROR));

  private static DeliveryAttempt attempt(
      Timings timings, String address, AttemptResult result, ErrorClass error) {
    return new DeliveryAttempt(1, Trigger.RECOVERY, START, timings, address, SENT, result, error);
  }

  static Stream<DataSource> databases() {
    return Stream.of(
        PostgresServer.newDatabase("before"),
        JdbcConnectionPool.create("jdbc:h2:mem:before;DB_CLOSE_DELAY=-1", "sa", ""));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void attempts_are_kept(DataSource dataSource) {
    JdbcSchema.create(dataSource, JdbcSchema.scripts().subList(0, 3));
    var jdbc = new Jdbc(dataSource::getConnection);
    if (jdbc.run(SqlDialect::of) == SqlDialect.POSTGRESQL) {
      new HistoryPartitions(dataSource::getConnection).createAhead();
    }
    for (int i = 0; i < ATTEMPTS.size(); i++) {
      insert(jdbc, i, ATTEMPTS.get(i));
    }
    insertUntried(jdbc);

    JdbcSchema.create(dataSource);

    for (String table : List.of("attempt", "delivery")) {
      var kept =
          jdbc.query(
              "select started_at, total_us, exchange from webhooks."
                  + table
                  + " where started_at is not null order by "
                  + (table.equals("attempt") ? "delivery_id" : "id"),
              statement -> {},
              row ->
                  ExchangeBytes.read(1, JdbcRows.instant(row, 1), row.getLong(2), row.getBytes(3)));
      assertThat(kept).usingRecursiveComparison().isEqualTo(ATTEMPTS);
    }
    assertThat(
            jdbc.query(
                "select exchange from webhooks.delivery where started_at is null",
                statement -> {},
                row -> row.getBytes(1) == null))
        .containsExactly(true);
  }

  private static void insert(Jdbc jdbc, int id, DeliveryAttempt attempt) {
    String columns =
        "trigger, status_code, error, truncated, started_at, dns_us, connect_us, tls_us,"
            + " first_byte_us, total_us, address, request_headers, response_headers, body, detail";
    String values = ", current_timestamp, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    jdbc.update(
        "insert into webhooks.attempt (number, delivery_id, created_at, "
            + columns
            + ") values (1, "
            + id
            + values,
        statement -> bind(statement, attempt));
    jdbc.update(
        "insert into webhooks.delivery (endpoint_id, settled_at, settlement, status, attempts,"
            + " failures, body_format, verifies, id, created_at, "
            + columns
            + ") values (1, current_timestamp, 0, 1, 1, 0, 0, false, "
            + id
            + values,
        statement -> bind(statement, attempt));
  }

  private static void insertUntried(Jdbc jdbc) {
    jdbc.update(
        "insert into webhooks.delivery (endpoint_id, settled_at, settlement, status, attempts,"
            + " failures, body_format, verifies, id, created_at, truncated)"
            + " values (1, current_timestamp, 0, 3, 0, 0, 0, false, 99, current_timestamp, false)",
        statement -> {});
  }

  private static void bind(PreparedStatement statement, DeliveryAttempt attempt)
      throws SQLException {
    var timings = attempt.timings();
    long[] micros = {
      timings.dns(), timings.connect(), timings.tls(), timings.firstByte(), timings.total()
    };
    statement.setInt(1, Codes.of(attempt.trigger()));
    statement.setObject(
        3, attempt.error() == null ? null : Codes.of(attempt.error()), Types.SMALLINT);
    statement.setObject(5, JdbcRows.timestamp(attempt.startedAt()));
    for (int i = 0; i < micros.length; i++) {
      statement.setObject(6 + i, micros[i] == 0 ? null : (int) micros[i], Types.INTEGER);
    }
    statement.setString(11, attempt.address());
    statement.setBytes(12, headers(attempt.requestHeaders()));
    if (attempt.result() instanceof AttemptResult.Response response) {
      statement.setInt(2, response.status());
      statement.setBoolean(4, response.truncated());
      statement.setBytes(13, headers(response.headers()));
      statement.setBytes(14, response.body().length == 0 ? null : response.body());
      statement.setString(15, null);
    } else {
      statement.setNull(2, Types.SMALLINT);
      statement.setBoolean(4, false);
      statement.setBytes(13, null);
      statement.setBytes(14, null);
      statement.setString(15, ((AttemptResult.Failure) attempt.result()).detail());
    }
  }

  private static byte[] headers(List<Header> headers) {
    return CompactHeaders.of(headers).bytes();
  }
}
