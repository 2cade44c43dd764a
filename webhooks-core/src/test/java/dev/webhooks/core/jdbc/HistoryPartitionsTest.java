package dev.webhooks.core.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.testkit.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryPartitionsTest {
  private final HistoryPartitions partitions =
      new HistoryPartitions(PostgresServer.dataSource()::getConnection);

  @BeforeEach
  void empty() {
    PostgresServer.emptied();
  }

  /** Other tests count on the default partitions only. */
  @AfterEach
  void dropAll() {
    partitions.dropOlderThan(Duration.ofDays(-30));
  }

  private static long count(String condition) {
    return PostgresServer.number("select count(*) from " + condition);
  }

  private static long partitionsOf(String table) {
    return count("pg_inherits where inhparent = 'webhooks." + table + "'::regclass");
  }

  private static void settle(String createdAt) {
    PostgresServer.execute(settling(createdAt));
  }

  private static String settling(String createdAt) {
    return """
    insert into webhooks.delivery (id, endpoint_id, created_at, settled_at, settlement, status,
      attempts, failures, body_format, verifies)
    values (65536, 1, %s, now(), 0, 1, 1, 0, 0, false)
    """
        .formatted(createdAt);
  }

  @Test
  void there_is_a_partition_for_today_and_each_of_the_seven_days_to_come() {
    partitions.createAhead();
    partitions.createAhead();

    assertThat(partitionsOf("delivery")).isEqualTo(8 + 1);
    assertThat(partitionsOf("attempt")).isEqualTo(8 + 1);
    settle("now() + interval '7 days'");
    assertThat(count("webhooks.delivery_default")).isZero();
  }

  @Test
  void what_came_before_its_partition_moves_into_it() {
    settle("now()");
    assertThat(count("webhooks.delivery_default")).isOne();

    partitions.createAhead();

    assertThat(count("webhooks.delivery_default")).isZero();
    assertThat(count("webhooks.delivery")).isOne();
  }

  @Test
  void what_is_being_settled_meanwhile_moves_too() throws Exception {
    CompletableFuture<Void> created;
    try (var recording = PostgresServer.dataSource().getConnection()) {
      recording.setAutoCommit(false);
      recording.createStatement().execute(settling("now()"));
      created = CompletableFuture.runAsync(partitions::createAhead);
      Deadline.await(
          "the partitions wait for what is being settled",
          () -> count("pg_locks where not granted and locktype = 'relation'") > 0);
      recording.commit();
    }
    created.get();

    assertThat(count("webhooks.delivery_default")).isZero();
    assertThat(count("webhooks.delivery")).isOne();
  }

  @Test
  void partitions_of_days_that_are_over_long_enough_are_dropped() {
    PostgresServer.execute(
        """
        create table webhooks.delivery_20200101 partition of webhooks.delivery
          for values from ('2020-01-01 00:00+00') to ('2020-01-02 00:00+00')
        """);
    settle("'2020-01-01 12:00+00'");
    partitions.createAhead();

    assertThat(partitions.dropOlderThan(Duration.ofDays(1))).isOne();

    assertThat(count("webhooks.delivery")).isZero();
    assertThat(partitionsOf("delivery")).isEqualTo(8 + 1);
  }

  @Test
  void who_comes_second_does_nothing() throws Exception {
    try (var other = PostgresServer.dataSource().getConnection()) {
      other.setAutoCommit(false);
      other.createStatement().execute("select pg_advisory_xact_lock(7305808869231650402)");
      partitions.createAhead();
    }

    assertThat(partitionsOf("delivery")).isOne();
  }
}
