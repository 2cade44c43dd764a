package dev.webhooks.core.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.spi.DeliveryLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * With a backlog of 100,000 rows nothing on the hot path reads what it was not asked for, whatever
 * the planner believes of the tables.
 */
@ParameterizedClass
@EnumSource
class PostgresPlansTest {

  /** What the planner was told of the tables before it plans. */
  enum Known {
    EVERYTHING,
    /** As after a quiet night: whoever plans now keeps the plan when a backlog comes. */
    EMPTY,
    /** A few rows in large indexes, as when little is owed after much was. */
    NEARLY_EMPTY
  }

  private static final String TABLES =
      "webhooks.pending_delivery, webhooks.event, webhooks.delivery, webhooks.attempt";

  @Parameter Known known;

  @BeforeParameterizedClassInvocation
  static void fill(Known known) {
    PostgresServer.emptied();
    // The migration lets the queue grow once; vacuum does not shrink it.
    PostgresServer.execute(
        """
        insert into webhooks.pending_delivery
          (id, endpoint_id, created_at, due_at, arrival, body_format)
        select n, n, now(), now(), n, 0 from generate_series(1, 40000) n;
        delete from webhooks.pending_delivery;
        """);
    if (known == Known.NEARLY_EMPTY) {
      PostgresServer.execute(
          """
          insert into webhooks.pending_delivery
            (id, endpoint_id, created_at, due_at, arrival, body_format)
          select n * 65536, n % 20 + 1, now(), now() + n * interval '1 ms', n * 65536, 0
          from generate_series(1::bigint, 100000) n;
          delete from webhooks.pending_delivery where id > 20 * 65536;
          """);
    }
    if (known != Known.EVERYTHING) {
      PostgresServer.execute("vacuum (analyze) " + TABLES);
    }
    PostgresServer.execute("delete from webhooks.pending_delivery");
    PostgresServer.execute(
        """
        insert into webhooks.pending_delivery
          (id, endpoint_id, created_at, due_at, arrival, body_format)
        select n * 65536, n % 100 + 1, now(), now(), n * 65536, 0
        from generate_series(1::bigint, 100000) n;
        insert into webhooks.event (number, created_at, endpoints, livemode, tenant, id, type)
        select n, now(), array[n % 100 + 1], true, 'acme', 'evt_' || n, 'a.b'
        from generate_series(1::bigint, 100000) n;
        insert into webhooks.delivery (id, endpoint_id, created_at, settled_at, settlement, status,
          attempts, failures, body_format, verifies)
        select n * 65536, n % 100 + 1, now(), now(), 0, 1, 1, 0, 0, false
        from generate_series(1::bigint, 100000) n;
        """);
    if (known == Known.EVERYTHING) {
      PostgresServer.execute("analyze " + TABLES);
    }
  }

  /** The plan a prepared statement gets that does not look at its parameters. */
  private static String plan(String sql) {
    return new Jdbc(PostgresServer.simpleProtocol()::getConnection)
        .run(connection -> plan(connection, sql));
  }

  /** The same where sorting is ruled out. */
  private static String orderedPlan(String sql) {
    return IndexOrder.read(
        new Jdbc(PostgresServer.simpleProtocol()::getConnection),
        connection -> plan(connection, sql));
  }

  private static String plan(Connection connection, String sql) throws SQLException {
    int parameters = 0;
    var numbered = new StringBuilder();
    for (char c : sql.toCharArray()) {
      numbered.append(c == '?' ? "$" + ++parameters : String.valueOf(c));
    }
    String values = String.join(", ", Collections.nCopies(parameters, "null"));
    try (var statement = connection.createStatement()) {
      statement.execute("set plan_cache_mode = force_generic_plan");
      statement.execute("prepare probe as " + numbered);
      var row = statement.executeQuery("explain execute probe (" + values + ")");
      var lines = new StringBuilder();
      while (row.next()) {
        lines.append(row.getString(1)).append('\n');
      }
      return lines.toString();
    }
  }

  private static void assertReadsByIndex(String plan, String... indexes) {
    assertThat(plan)
        .doesNotContain("Seq Scan on pending_delivery")
        .doesNotContain("Seq Scan on delivery")
        .doesNotContain("Seq Scan on event")
        .contains(List.of(indexes));
  }

  @Test
  void a_fetch_begins_at_the_cursor() {
    assertReadsByIndex(
        orderedPlan(PostgresDeliveryQueue.FETCH),
        "Index Scan using pending_delivery_by_due",
        "Index Cond: ((endpoint_id = lane.endpoint_id) AND (ROW(due_at, id) > ROW(");
    assertThat(orderedPlan(PostgresDeliveryQueue.FETCH)).doesNotContain("Sort");
  }

  @Test
  void an_ordered_fetch_begins_at_the_cursor() {
    assertReadsByIndex(
        orderedPlan(PostgresDeliveryQueue.FETCH_ORDERED),
        "Index Cond: ((endpoint_id = lane.endpoint_id) AND (id > lane.id))");
    assertThat(orderedPlan(PostgresDeliveryQueue.FETCH_ORDERED)).doesNotContain("Sort");
  }

  @Test
  void a_record_settles_rows_by_their_place_and_finds_others_by_key() {
    assertChangesByPlace(plan(PostgresRecord.SETTLE));
  }

  @Test
  void a_record_postpones_rows_by_their_place_which_it_finds_by_key() {
    assertChangesByPlace(plan(PostgresRecord.POSTPONE));
  }

  private static void assertChangesByPlace(String plan) {
    assertReadsByIndex(plan, "Index Scan using pending_delivery_pkey");
    assertThat(plan.lines().filter(line -> line.contains(" on pending_delivery ")))
        .filteredOn(line -> line.contains("Scan"))
        .extracting(line -> line.replaceAll("^[ >-]+| +[(]cost.*", ""))
        .containsExactlyInAnyOrder(
            "Index Scan using pending_delivery_pkey on pending_delivery p",
            "Tid Scan on pending_delivery p_1");
    assertThat(plan).contains("Index Cond: ((endpoint_id = i.endpoint_id) AND (id = i.id))");
  }

  @Test
  void contents_are_read_by_number() {
    assertReadsByIndex(plan(PostgresEventStore.LOAD), "Index Scan using event_pkey");
  }

  @Test
  void lanes_are_found_by_jumping() {
    assertReadsByIndex(
        orderedPlan(PostgresDeliveryQueue.LANES), "Index Cond: (endpoint_id > lane", "Limit");
  }

  @Test
  void the_second_look_reads_recent_numbers_only() {
    assertReadsByIndex(
        orderedPlan(PostgresArrivalWatch.ARRIVED),
        "Index Scan using event_pkey",
        "Index Scan using pending_delivery_pkey",
        "Index Cond: ((endpoint_id = t.endpoint_id) AND (id > ",
        "pending_delivery_returned");
  }

  @Test
  void a_page_of_the_log_reads_its_lanes_from_the_newest() {
    var marks = List.of(1L, 2L, 3L).stream().collect(Collectors.toMap(e -> e, e -> 0L));
    var filter = new DeliveryLog.Filter(Map.copyOf(marks), null, null, null, null, null, 20);

    var numbers = new EventNumbers(0, Long.MAX_VALUE);
    var sql = new DeliveryPageSql(SqlDialect.POSTGRESQL, filter, numbers, 10_000);

    String plan =
        IndexOrder.read(
            new Jdbc(PostgresServer.simpleProtocol()::getConnection),
            connection -> plan(connection, sql.text()));

    assertReadsByIndex(plan, "Index Scan Backward", "Index Scan using event_pkey");
    // There due times lie between endpoint and id: a row would be looked for in its whole lane.
    assertThat(plan).doesNotContain("pending_delivery_by_due");
  }

  @Test
  void the_first_rows_of_every_lane_are_read_without_visiting_the_rest() {
    var queue = new PostgresDeliveryQueue(PostgresServer.dataSource()::getConnection);

    assertThat(queue.lanes(Set.of(0, 1, 2, 3))).hasSize(7);
    assertThat(queue.oldestOverdue(Set.of())).isGreaterThanOrEqualTo(Duration.ZERO);
  }
}
