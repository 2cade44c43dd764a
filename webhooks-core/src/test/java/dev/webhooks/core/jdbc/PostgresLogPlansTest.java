package dev.webhooks.core.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.model.Recovery;
import dev.webhooks.core.spi.DeliveryLog;
import dev.webhooks.core.spi.EventLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A page of the logs reads a bounded part of them, whatever is asked: 300,000 events of one tenant
 * over 30 days, all owed to one endpoint, nearly all settled, of the rare type only the oldest.
 * What was read is what PostgreSQL itself counted: pages of tables and indexes.
 */
class PostgresLogPlansTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Pattern TOUCHED =
      Pattern.compile("Buffers: shared hit=(\\d+)(?: read=(\\d+))?");

  /** Of some 15,000 of the tables and their indexes; most are the inner nodes, again and again. */
  private static final int FEW = 600;

  private static JdbcDeliveryLog deliveries;
  private static JdbcEventLog events;

  @BeforeAll
  static void fill() {
    PostgresServer.emptied();
    PostgresServer.execute(
        """
        insert into webhooks.event (number, created_at, endpoints, livemode, tenant, id, type)
        select n, timestamptz '2026-01-01 00:00:00+00' + n * interval '8.64 seconds', array[1], true,
          'acme', 'evt_' || n, case when n < 10 then 'a.rare' else 'a.usual' end
        from generate_series(1::bigint, 300000) n;
        insert into webhooks.delivery (id, endpoint_id, created_at, settled_at, settlement, status,
          attempts, failures, body_format, verifies)
        select n * 65536, 1, timestamptz '2026-01-01 00:00:00+00' + n * interval '8.64 seconds',
          now(), 0, case when n % 1000 = 0 then 2 else 1 end, 1, 0, 0, false
        from generate_series(1::bigint, 299000) n;
        insert into webhooks.pending_delivery
          (id, endpoint_id, created_at, due_at, arrival, body_format)
        select n * 65536, 1, timestamptz '2026-01-01 00:00:00+00' + n * interval '8.64 seconds',
          now(), n * 65536, 0
        from generate_series(299001::bigint, 300000) n;
        analyze webhooks.pending_delivery, webhooks.event, webhooks.delivery;
        """);
    var dataSource = PostgresServer.dataSource();
    deliveries = new JdbcDeliveryLog(dataSource::getConnection, SqlDialect.POSTGRESQL);
    events = new JdbcEventLog(dataSource::getConnection, SqlDialect.POSTGRESQL);
  }

  private static int touched(String plan) {
    assertThat(plan).doesNotContain("Seq Scan").doesNotContain("Hash Join");
    Matcher buffers = TOUCHED.matcher(plan);
    assertThat(buffers.find()).as(plan).isTrue();
    int read = buffers.group(2) == null ? 0 : Integer.parseInt(buffers.group(2));
    return Integer.parseInt(buffers.group(1)) + read;
  }

  private static String analyzed(Connection connection, String sql, Jdbc.Binding binding)
      throws SQLException {
    return String.join(
        "\n",
        Jdbc.query(
            connection,
            "explain (analyze, buffers, costs off, timing off) " + sql,
            binding,
            row -> row.getString(1)));
  }

  private static String plan(Jdbc.Work<String> work) {
    return IndexOrder.read(
        new Jdbc(PostgresServer.dataSource()::getConnection), SqlDialect.POSTGRESQL, work);
  }

  private static DeliveryLog.Filter filter(
      DeliveryStatus status, String type, Instant from, Instant to, Long cursor) {
    return new DeliveryLog.Filter(Map.of(1L, 0L), status, type, from, to, cursor, 20);
  }

  private static String plan(DeliveryLog.Filter filter) {
    return plan(
        connection -> {
          var numbers = EventNumbers.between(connection, filter.from(), filter.to());
          var sql = new DeliveryPageSql(SqlDialect.POSTGRESQL, filter, numbers, 10_000);
          return analyzed(connection, sql.text(), sql::bind);
        });
  }

  private static Recovery recovery(DeliveryStatus wanted, long cursor) {
    var until = Instant.parse("2027-01-01T00:00:00Z");
    return new Recovery(
        1, "acme", 1, wanted, START, until, Recovery.State.RUNNING, cursor, 0, 0, START, null);
  }

  private static String plan(Recovery recovery, int limit) {
    return plan(
        connection ->
            analyzed(
                connection,
                JdbcRecoveryStore.candidatesSql(recovery),
                statement -> JdbcRecoveryStore.bindCandidates(statement, recovery, -1, limit)));
  }

  private static String plan(EventLog.Filter filter) {
    return plan(
        connection -> {
          var numbers = EventNumbers.between(connection, filter.from(), filter.to());
          return analyzed(
              connection,
              JdbcEventLog.pageSql(filter.type() != null, filter.limit(), 10_000),
              statement -> JdbcEventLog.bind(statement, filter, numbers));
        });
  }

  @Test
  void the_newest_deliveries_are_read_from_the_end_of_the_lane() {
    assertThat(touched(plan(filter(null, null, null, null, null)))).isLessThan(FEW);
    assertThat(touched(plan(filter(DeliveryStatus.SUCCEEDED, "a.usual", null, null, null))))
        .isLessThan(FEW);
  }

  @Test
  void later_pages_cost_what_the_first_one_does() {
    assertThat(touched(plan(filter(null, null, null, null, 150_000L * 65_536)))).isLessThan(FEW);
  }

  @Test
  void what_failed_is_read_from_an_index_of_its_own() {
    var failed = filter(DeliveryStatus.FAILED, null, null, null, null);

    assertThat(touched(plan(failed))).isLessThan(FEW);
    assertThat(deliveries.page(failed).deliveries()).hasSize(20);
  }

  @Test
  void a_rare_type_costs_what_one_page_may_cost() {
    assertThat(touched(plan(filter(null, "a.rare", null, null, null)))).isLessThan(130_000);

    int pages = 0;
    int found = 0;
    Long cursor = null;
    do {
      var page = deliveries.page(filter(null, "a.rare", null, null, cursor));
      pages++;
      found += page.deliveries().size();
      cursor = page.next();
    } while (cursor != null);
    assertThat(found).isEqualTo(9);
    assertThat(pages).isBetween(29, 31);
  }

  /** For each row it looks whether it was superseded. */
  @Test
  void a_batch_of_a_recovery_reads_what_it_takes() {
    assertThat(touched(plan(recovery(DeliveryStatus.SUCCEEDED, 0), 100))).isLessThan(2 * FEW);
    assertThat(touched(plan(recovery(DeliveryStatus.SUCCEEDED, 150_000L * 65_536), 100)))
        .isLessThan(2 * FEW);
    assertThat(touched(plan(recovery(DeliveryStatus.FAILED, 0), 100))).isLessThan(2 * FEW);
  }

  @Test
  void a_span_of_time_is_entered_where_it_lies() {
    var old = filter(null, null, START.plusSeconds(3600), START.plusSeconds(7200), null);
    var rare = filter(null, "a.rare", null, START.plusSeconds(100), null);

    assertThat(touched(plan(old))).isLessThan(8_000);
    assertThat(deliveries.page(old).deliveries()).hasSize(20);
    assertThat(deliveries.page(rare).deliveries()).hasSize(9);
  }

  @Test
  void events_are_read_from_the_newest_and_never_more_than_a_page_may_cost() {
    var rare = new EventLog.Filter("acme", "a.rare", null, null, null, 20);
    var old = new EventLog.Filter("acme", "a.rare", null, START.plusSeconds(3600), null, 20);

    assertThat(touched(plan(new EventLog.Filter("acme", null, null, null, null, 20))))
        .isLessThan(FEW);
    assertThat(touched(plan(rare))).isLessThan(12_000);
    assertThat(touched(plan(old))).isLessThan(2_000);
    assertThat(events.page(rare).events()).isEmpty();
    assertThat(events.page(rare).next()).isEqualTo(290_001);
    assertThat(events.page(old).events()).hasSize(9);
  }
}
