package dev.webhooks.core.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** H2's planner neither sorts nor reads the whole table on the hot path. */
class H2PlansTest {
  private static Jdbc jdbc;

  @BeforeAll
  static void fill() {
    jdbc = new Jdbc(H2Stores.empty().dataSource()::getConnection);
    jdbc.update(
        """
        insert into webhooks.pending_delivery
          (id, endpoint_id, created_at, due_at, arrival, body_format)
        select x * 65536, mod(x, 50) + 1, current_timestamp, current_timestamp, x * 65536, 0
        from system_range(1, 20000)
        """,
        statement -> {});
  }

  private static String plan(String sql, String... values) {
    String filled = sql;
    for (var value : values) {
      filled = filled.replaceFirst("\\?", Matcher.quoteReplacement(value));
    }
    return jdbc.query("explain " + filled, statement -> {}, row -> row.getString(1)).get(0);
  }

  @Test
  void a_fetch_begins_at_the_cursor_and_does_not_sort() {
    String now = "timestamp with time zone '2026-01-01 00:00:00+00'";

    assertThat(plan(H2DeliveryQueue.FETCH, "7", now, now, "5", "10"))
        .contains("PENDING_DELIVERY_BY_DUE")
        .contains("index sorted");
  }

  @Test
  void an_ordered_fetch_begins_at_the_cursor_and_does_not_sort() {
    assertThat(plan(H2DeliveryQueue.FETCH_ORDERED, "7", "5", "10"))
        .containsPattern("PRIMARY_KEY|BY_LANE")
        .contains("index sorted");
  }

  @Test
  void lanes_are_found_by_jumping() {
    assertThat(plan(H2DeliveryQueue.NEXT_LANE, "7"))
        .contains("PENDING_DELIVERY_BY_DUE")
        .contains("index sorted");
    assertThat(plan(H2DeliveryQueue.LOWEST_ID, "7")).contains("index sorted");
  }

  @Test
  void the_second_look_reads_recent_numbers_only() {
    assertThat(plan(H2ArrivalWatch.NEW_ROWS, "5", "5"))
        .contains("PENDING_DELIVERY_BY_ID")
        .contains("PENDING_DELIVERY_RETURNED")
        .doesNotContain("tableScan");
  }

  @Test
  void a_record_finds_its_rows_by_key() {
    assertThat(plan(H2Record.SETTLE, "7", "5", "0", "0")).doesNotContain("tableScan");
  }
}
