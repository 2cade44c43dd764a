package dev.webhooks.core.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IndexOrderTest {
  @Test
  void sorting_is_ruled_out() {
    assertThat(settingWhileReading("enable_sort")).isEqualTo("off");
  }

  /** PostgreSQL up to 17 would take most of a second for a page of the log. */
  @Test
  void nothing_is_compiled() {
    assertThat(settingWhileReading("jit")).isEqualTo("off");
  }

  @Test
  void a_process_that_stands_still_while_it_reads_keeps_no_session_open() {
    assertThat(settingWhileReading("idle_in_transaction_session_timeout")).isEqualTo("5s");
  }

  private static String settingWhileReading(String name) {
    var jdbc = new Jdbc(PostgresServer.dataSource()::getConnection);
    var values =
        IndexOrder.read(
            jdbc, own -> Jdbc.query(own, "show " + name, statement -> {}, row -> row.getString(1)));
    return values.get(0);
  }
}
