package dev.webhooks.core.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.BodyFormat;
import dev.webhooks.core.model.Decision;
import dev.webhooks.core.model.DeliveryId;
import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.model.Event;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.model.Trigger;
import dev.webhooks.core.spi.Appended;
import dev.webhooks.core.spi.EventStore;
import dev.webhooks.core.spi.Lane;
import dev.webhooks.core.spi.Membership;
import dev.webhooks.core.spi.NewEvent;
import dev.webhooks.core.spi.RecordItem;
import dev.webhooks.core.spi.Recorded;
import dev.webhooks.core.spi.ShardClaim;
import dev.webhooks.core.testkit.Deadline;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What only real concurrent transactions show. */
class PostgresFencingTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Set<Integer> ALL =
      IntStream.range(0, 64).boxed().collect(Collectors.toSet());

  private final PostgresStores stores = PostgresStores.empty();

  private Connection transaction(String sql) throws SQLException {
    var connection = stores.dataSource().getConnection();
    connection.setAutoCommit(false);
    connection.createStatement().execute(sql);
    return connection;
  }

  private PendingDelivery publish(String id, long endpoint) {
    var event = new Event(id, "t", "payment.succeeded", true, Set.of(), new byte[] {1}, null);
    var target = new NewEvent.Target(endpoint, BodyFormat.JSON);
    var answer = stores.events().append(List.of(new NewEvent(event, List.of(target), null)));
    return ((Appended.Stored) answer.get(0)).deliveries().get(0);
  }

  private static Map<Integer, Long> claims(Membership membership) {
    return membership.claims().stream()
        .collect(Collectors.toMap(ShardClaim::shard, ShardClaim::epoch));
  }

  private Recorded cancel(Map<Integer, Long> claims, PendingDelivery delivery) {
    var item = new RecordItem(delivery, null, new Decision.Settle(DeliveryStatus.CANCELLED), false);
    return stores.queue().record(claims, List.of(item)).get(0);
  }

  private static void awaitLockWait() {
    Deadline.await(
        "somebody waits for a lock",
        () ->
            PostgresServer.number(
                    "select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
                > 0);
  }

  private PendingDelivery fetchOne(long endpoint) {
    var read = new Lane.Read(endpoint, Lane.Cursor.START, 10, false);
    return stores.queue().fetch(List.of(read)).rows().get(0).delivery();
  }

  @Test
  void a_row_that_was_moved_is_settled_where_it_is_now() {
    var claims = claims(stores.leases().heartbeat("a", HOUR));
    publish("evt_1", 1);
    var fetched = fetchOne(1);
    PostgresServer.execute("update webhooks.pending_delivery set due_at = due_at");
    assertThat(fetchOne(1).place()).isNotEqualTo(fetched.place());

    assertThat(cancel(claims, fetched)).isEqualTo(Recorded.SETTLED);
    assertThat(stores.queue().lanes(ALL)).isEmpty();
  }

  @Test
  void another_row_at_the_place_of_a_settled_one_is_left_alone() {
    var claims = claims(stores.leases().heartbeat("a", HOUR));
    publish("evt_1", 1);
    var settled = fetchOne(1);
    assertThat(cancel(claims, settled)).isEqualTo(Recorded.SETTLED);
    PostgresServer.execute("vacuum webhooks.pending_delivery");
    publish("evt_2", 1);
    assertThat(fetchOne(1).place()).isEqualTo(settled.place());

    assertThat(cancel(claims, settled)).isEqualTo(Recorded.SETTLED);
    assertThat(fetchOne(1).eventNumber()).isNotEqualTo(settled.eventNumber());
  }

  @Test
  void a_record_waits_for_a_takeover_under_way_and_is_then_refused() throws SQLException {
    var claims = claims(stores.leases().heartbeat("a", HOUR));
    var delivery = publish("evt_1", 1);
    try (var takeover =
        transaction("update webhooks.shard set owner = 'b', epoch = epoch + 1 where id = 1")) {
      var record = CompletableFuture.supplyAsync(() -> cancel(claims, delivery));
      awaitLockWait();
      takeover.commit();

      assertThat(record.join()).isEqualTo(Recorded.REFUSED);
    }
    assertThat(stores.queue().lanes(ALL)).hasSize(1);
  }

  @Test
  void a_record_goes_on_when_the_takeover_is_rolled_back() throws SQLException {
    var claims = claims(stores.leases().heartbeat("a", HOUR));
    var delivery = publish("evt_1", 1);
    try (var takeover =
        transaction("update webhooks.shard set owner = 'b', epoch = epoch + 1 where id = 1")) {
      var record = CompletableFuture.supplyAsync(() -> cancel(claims, delivery));
      awaitLockWait();
      takeover.rollback();

      assertThat(record.join()).isEqualTo(Recorded.SETTLED);
    }
  }

  @Test
  void a_shard_whose_late_owner_is_just_recording_is_taken_when_it_has() throws SQLException {
    stores.leases().heartbeat("a", Duration.ofMillis(1));
    try (var record = transaction("select * from webhooks.shard where id = 1 for share")) {
      Deadline.await(
          "a's lease ends", () -> stores.leases().heartbeat("b", HOUR).claims().size() == 63);
      assertThat(claims(stores.leases().heartbeat("b", HOUR))).doesNotContainKey(1);
      record.commit();

      assertThat(claims(stores.leases().heartbeat("b", HOUR))).containsKey(1);
    }
  }

  @Test
  void a_node_that_stops_in_the_middle_of_a_heartbeat_does_not_stop_the_others() {
    stores.leases().heartbeat("a", HOUR);
    var thaw = new CompletableFuture<Boolean>();
    var frozen =
        CompletableFuture.supplyAsync(
            () -> new PostgresShardLeases(stoppedBeforeCommit(thaw)).heartbeat("frozen", HOUR));
    awaitIdleInTransaction("webhooks.shard");

    assertThat(stores.leases().heartbeat("a", HOUR).claims()).hasSize(64);
    thaw.complete(true);
    assertThat(frozen.handle((done, failure) -> failure != null).join())
        .as("its own heartbeat fails")
        .isTrue();
  }

  @Test
  void a_node_that_stops_before_it_commits_a_publish_does_not_stop_who_repeats_it_elsewhere() {
    var thaw = new CompletableFuture<Boolean>();
    var frozen =
        CompletableFuture.supplyAsync(
            () -> append(new PostgresEventStore(stoppedBeforeCommit(thaw), HOUR), "evt_1"));
    awaitIdleInTransaction("webhooks.idempotency");

    var repeated = append(stores.events(), "evt_2");
    thaw.complete(true);

    assertThat(repeated).isInstanceOf(Appended.Stored.class);
    assertThat(frozen.handle((done, failure) -> failure != null).join())
        .as("its own publish fails")
        .isTrue();
  }

  private static Appended append(EventStore events, String id) {
    var event = new Event(id, "t", "payment.succeeded", true, Set.of(), new byte[] {1}, null);
    var target = new NewEvent.Target(1, BodyFormat.JSON);
    var key = new NewEvent.Idempotency("key", new byte[] {2});
    return events.append(List.of(new NewEvent(event, List.of(target), key))).get(0);
  }

  private ConnectionSource stoppedBeforeCommit(CompletableFuture<Boolean> thaw) {
    return () -> {
      var connection = stores.dataSource().getConnection();
      return (Connection)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("commit")) {
                  thaw.join();
                }
                try {
                  return method.invoke(connection, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    };
  }

  private static void awaitIdleInTransaction(String table) {
    Deadline.await(
        "somebody who stands still",
        () ->
            PostgresServer.number(
                    "select count(*) from pg_stat_activity where state = 'idle in transaction'"
                        + " and query like '%"
                        + table
                        + "%'")
                > 0);
  }

  @Test
  void what_was_sent_more_often_than_numbers_go_is_not_sent_again() {
    var delivery = publish("evt_1", 1);
    PostgresServer.execute("update webhooks.pending_delivery set attempts = 30000");

    var left = stores.control().resend(List.of(DeliveryId.of(delivery)), 0, Trigger.MANUAL).get(0);

    assertThat(left.revision()).isEqualTo(delivery.revision());
  }

  @Test
  void a_record_and_a_resend_of_the_same_delivery_take_turns() throws SQLException {
    var claims = claims(stores.leases().heartbeat("a", HOUR));
    var delivery = publish("evt_1", 1);
    try (var resend = transaction("update webhooks.pending_delivery set revision = revision + 1")) {
      var record = CompletableFuture.supplyAsync(() -> cancel(claims, delivery));
      awaitLockWait();
      resend.commit();

      assertThat(record.join()).isEqualTo(Recorded.SUPERSEDED);
    }
    assertThat(stores.queue().lanes(ALL)).hasSize(1);
  }

  @Test
  void a_prepared_transaction_is_found_when_it_is_committed() throws SQLException {
    var watch = stores.queue().watchArrivals();
    watch.look(ALL);
    stores.inTransaction(
        () -> {
          publish("evt_1", 1);
          try {
            stores
                .transactions()
                .getConnection()
                .createStatement()
                .execute("prepare transaction 'late'");
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
    for (int i = 2; i < 5; i++) {
      publish("evt_" + i, 2);
      assertThat(watch.look(ALL)).extracting(Lane.Head::endpointId).doesNotContain(1L);
    }
    PostgresServer.execute("commit prepared 'late'");

    assertThat(watch.look(ALL)).extracting(Lane.Head::endpointId).contains(1L);
  }

  @Test
  void of_two_open_transactions_the_one_that_nobody_overtook_is_found_too() throws SQLException {
    var watch = stores.queue().watchArrivals();
    watch.look(ALL);
    // Neither is listed by a snapshot unless a later transaction number was used up.
    var first = new OpenPublish(1);
    var second = new OpenPublish(2);
    watch.look(ALL);
    watch.look(ALL);
    second.commit();
    assertThat(watch.look(ALL)).extracting(Lane.Head::endpointId).containsExactly(2L);
    first.commit();
    assertThat(watch.look(ALL)).extracting(Lane.Head::endpointId).contains(1L);
  }

  /** A publish on a connection of its own that stays open. */
  private final class OpenPublish {
    private final Connection connection;

    OpenPublish(long endpoint) throws SQLException {
      connection = stores.dataSource().getConnection();
      connection.setAutoCommit(false);
      var event = new Event("open" + endpoint, "t", "a.b", true, Set.of(), new byte[] {1}, null);
      var target = new NewEvent.Target(endpoint, BodyFormat.JSON);
      new PostgresEventStore(this::kept, HOUR)
          .append(List.of(new NewEvent(event, List.of(target), null)));
    }

    private Connection kept() {
      return (Connection)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) ->
                  method.getName().equals("close") ? null : method.invoke(connection, arguments));
    }

    void commit() throws SQLException {
      connection.commit();
      connection.close();
    }
  }
}
