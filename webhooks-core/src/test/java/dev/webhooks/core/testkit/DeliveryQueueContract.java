package dev.webhooks.core.testkit;

import static dev.webhooks.core.testkit.Samples.event;
import static dev.webhooks.core.testkit.Samples.retried;
import static dev.webhooks.core.testkit.Samples.settled;
import static dev.webhooks.core.testkit.Samples.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.DeliveryId;
import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.model.Trigger;
import dev.webhooks.core.spi.Appended;
import dev.webhooks.core.spi.DeliveryQueue;
import dev.webhooks.core.spi.Fetched;
import dev.webhooks.core.spi.Lane;
import dev.webhooks.core.spi.RecordItem;
import dev.webhooks.core.spi.Recorded;
import dev.webhooks.core.spi.ShardClaim;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every queue must do. */
public abstract class DeliveryQueueContract {
  private static final Duration LEASE = Duration.ofHours(1);
  private static final Duration HOUR = Duration.ofHours(1);

  protected StoresUnderTest stores;
  protected DeliveryQueue queue;
  private Map<Integer, Long> claims;

  /** Stores over an empty database. */
  protected abstract StoresUnderTest emptyStores();

  @BeforeEach
  void open() {
    stores = emptyStores();
    queue = stores.queue();
    claims = claimsOf("a");
  }

  private Map<Integer, Long> claimsOf(String node) {
    return stores.leases().heartbeat(node, LEASE).claims().stream()
        .collect(Collectors.toMap(ShardClaim::shard, ShardClaim::epoch));
  }

  protected List<PendingDelivery> publish(String id, long... endpoints) {
    return ((Appended.Stored) stores.events().append(List.of(event(id, endpoints))).get(0))
        .deliveries();
  }

  private List<PendingDelivery> fetch(long endpoint) {
    return fetch(endpoint, Lane.Cursor.START, 100, false).rows().stream()
        .map(Fetched.Row::delivery)
        .toList();
  }

  private Fetched fetch(long endpoint, Lane.Cursor after, int limit, boolean ordered) {
    return queue.fetch(List.of(new Lane.Read(endpoint, after, limit, ordered)));
  }

  private Recorded record(RecordItem item) {
    return queue.record(claims, List.of(item)).get(0);
  }

  @Test
  void an_outcome_that_is_recorded_again_since_the_answer_was_lost_is_stored_once() {
    var settled = succeeded(publish("evt_1", 1).get(0));
    var postponed = retried(publish("evt_2", 1).get(0), Duration.ZERO);
    var items = List.of(settled, postponed);
    assertThat(queue.record(claims, items)).containsExactly(Recorded.SETTLED, Recorded.RESCHEDULED);

    assertThat(queue.record(claims, items)).containsExactly(Recorded.SETTLED, Recorded.SUPERSEDED);

    assertThat(fetch(1)).hasSize(1);
    assertThat(fetch(1).get(0).attempts()).isEqualTo(1);
    assertThat(fetch(1).get(0).failures()).isEqualTo(1);
    for (RecordItem item : items) {
      assertThat(stores.log().attempts(DeliveryId.of(item.delivery()))).hasSize(1);
    }
  }

  @Test
  void lanes_are_those_with_something_pending_in_the_shards_asked_for() {
    publish("evt_1", 1, 2, 65);
    publish("evt_2", 2);

    assertThat(queue.lanes(Set.of(1)))
        .extracting(Lane.Head::endpointId)
        .containsExactlyInAnyOrder(1L, 65L);
    assertThat(queue.lanes(Set.of(2))).extracting(Lane.Head::endpointId).containsExactly(2L);
    assertThat(queue.lanes(Set.of(3))).isEmpty();
    assertThat(queue.lanes(Set.of())).isEmpty();
  }

  @Test
  void a_lanes_head_lies_before_all_its_rows() {
    var first = publish("evt_1", 1).get(0);
    var second = publish("evt_2", 1).get(0);
    record(retried(first, HOUR));

    var head = queue.lanes(Set.of(1)).get(0).first();

    assertThat(head.id()).isEqualTo(first.id());
    assertThat(ids(fetch(1, head.before(), 9, false))).containsExactly(second.id(), first.id());
    assertThat(ids(fetch(1, head.before(), 9, true))).containsExactly(first.id());
  }

  @Test
  void a_fetch_reads_as_many_rows_of_each_lane_as_it_may() {
    for (int i = 0; i < 5; i++) {
      publish("evt_" + i, 1, 2);
    }

    var fetched =
        queue.fetch(
            List.of(
                new Lane.Read(1, Lane.Cursor.START, 2, false),
                new Lane.Read(2, Lane.Cursor.START, 3, false),
                new Lane.Read(3, Lane.Cursor.START, 3, false)));

    assertThat(fetched.rows().stream().map(row -> row.delivery().endpointId()))
        .containsExactly(1L, 1L, 2L, 2L, 2L);
  }

  @Test
  void what_was_appended_and_what_is_fetched_are_the_same() {
    var appended = publish("evt_1", 1).get(0);

    var fetched = fetch(1, Lane.Cursor.START, 9, false);
    var delivery = fetched.rows().get(0).delivery();

    assertThat(delivery).usingRecursiveComparison().ignoringFields("place").isEqualTo(appended);
    assertThat(fetched.rows().get(0).dueAt()).isBeforeOrEqualTo(fetched.readAt());
  }

  @Test
  void a_fetch_goes_on_behind_its_cursor() {
    var one = publish("evt_1", 1).get(0);
    var two = publish("evt_2", 1).get(0);

    var first = fetch(1, Lane.Cursor.START, 1, false).rows().get(0);
    assertThat(first.delivery().id()).isEqualTo(one.id());
    var cursor = new Lane.Cursor(first.dueAt(), one.id());

    assertThat(ids(fetch(1, cursor, 9, false))).containsExactly(two.id());
    assertThat(ids(fetch(1, cursor, 9, true))).containsExactly(two.id());
  }

  @Test
  void of_what_is_not_due_a_fetch_shows_the_next_row_only() {
    var rows = List.of(publish("evt_1", 1), publish("evt_2", 1), publish("evt_3", 1));
    record(retried(rows.get(0).get(0), HOUR.multipliedBy(2)));
    record(retried(rows.get(1).get(0), HOUR));

    var fetched = fetch(1, Lane.Cursor.START, 9, false);

    assertThat(ids(fetched)).containsExactly(rows.get(2).get(0).id(), rows.get(1).get(0).id());
    assertThat(fetched.rows().get(1).dueAt()).isAfter(fetched.readAt());
  }

  @Test
  void in_an_ordered_lane_a_postponed_head_keeps_its_place_and_hides_the_rest() {
    var head = publish("evt_1", 1).get(0);
    publish("evt_2", 1);
    record(retried(head, HOUR));

    var fetched = fetch(1, Lane.Cursor.START, 9, true);

    assertThat(ids(fetched)).containsExactly(head.id());
    assertThat(fetched.rows().get(0).dueAt()).isAfter(fetched.readAt());
  }

  @Test
  void ordered_and_unordered_lanes_can_be_read_together() {
    publish("evt_1", 1, 2);

    var fetched =
        queue.fetch(
            List.of(
                new Lane.Read(1, Lane.Cursor.START, 9, true),
                new Lane.Read(2, Lane.Cursor.START, 9, false)));

    assertThat(fetched.rows()).hasSize(2);
    assertThat(queue.fetch(List.of()).rows()).isEmpty();
  }

  @Test
  void a_settled_delivery_leaves_the_queue() {
    for (var status :
        List.of(DeliveryStatus.SUCCEEDED, DeliveryStatus.FAILED, DeliveryStatus.CANCELLED)) {
      var delivery = publish("evt_" + status, 1).get(0);

      assertThat(record(settled(delivery, status))).isEqualTo(Recorded.SETTLED);
      assertThat(fetch(1)).isEmpty();
    }
    assertThat(queue.lanes(Set.of(1))).isEmpty();
  }

  @Test
  void a_retry_counts_the_attempt_and_is_due_after_its_delay_by_the_databases_clock() {
    var before = queue.fetch(List.of()).readAt();
    var delivery = publish("evt_1", 1).get(0);

    assertThat(record(retried(delivery, HOUR))).isEqualTo(Recorded.RESCHEDULED);

    var row = fetch(1, Lane.Cursor.START, 9, false).rows().get(0);
    assertThat(row.dueAt()).isAfterOrEqualTo(before.plus(HOUR));
    assertThat(row.delivery().attempts()).isEqualTo(1);
    assertThat(row.delivery().failures()).isEqualTo(1);
    assertThat(row.delivery().revision()).isEqualTo(delivery.revision());
    assertThat(row.delivery().trigger()).isEqualTo(Trigger.AUTOMATIC);
  }

  @Test
  void a_batch_is_answered_item_by_item() {
    var rows = publish("evt_1", 1, 2, 3);

    assertThat(
            queue.record(
                claims,
                List.of(
                    succeeded(rows.get(0)),
                    retried(rows.get(1), HOUR),
                    settled(rows.get(2), DeliveryStatus.CANCELLED))))
        .containsExactly(Recorded.SETTLED, Recorded.RESCHEDULED, Recorded.SETTLED);
    assertThat(queue.record(claims, List.of())).isEmpty();
  }

  @Test
  void what_was_settled_before_is_not_settled_again() {
    var delivery = publish("evt_1", 1).get(0);
    record(succeeded(delivery));

    assertThat(record(settled(delivery, DeliveryStatus.FAILED))).isEqualTo(Recorded.SUPERSEDED);
  }

  @Test
  void a_late_owners_record_is_refused_and_nothing_of_it_is_stored() {
    var delivery = publish("evt_1", 1).get(0);
    var late = claims;
    stores.leases().leave("a");
    claims = claimsOf("b");

    assertThat(queue.record(late, List.of(succeeded(delivery)))).containsExactly(Recorded.REFUSED);
    assertThat(stores.log().attempts(DeliveryId.of(delivery))).isEmpty();
    assertThat(fetch(1)).hasSize(1);
    assertThat(record(succeeded(delivery))).isEqualTo(Recorded.SETTLED);
  }

  @Test
  void a_shard_that_was_released_and_taken_back_has_another_epoch() {
    var delivery = publish("evt_1", 1).get(0);
    var late = claims;
    stores.leases().release("a", Set.of(1));
    claims = claimsOf("a");

    assertThat(queue.record(late, List.of(succeeded(delivery)))).containsExactly(Recorded.REFUSED);
    assertThat(record(succeeded(delivery))).isEqualTo(Recorded.SETTLED);
  }

  @Test
  void a_batch_is_refused_only_where_the_shard_was_lost() {
    var rows = publish("evt_1", 1, 2);
    stores.leases().release("a", Set.of(1));

    assertThat(queue.record(claims, List.of(succeeded(rows.get(0)), succeeded(rows.get(1)))))
        .containsExactly(Recorded.REFUSED, Recorded.SETTLED);
    assertThat(queue.record(Map.of(), List.of(succeeded(rows.get(0)))))
        .containsExactly(Recorded.REFUSED);
  }

  @Test
  void a_resend_in_flight_stores_the_attempt_and_leaves_the_row() {
    var delivery = publish("evt_1", 1).get(0);
    var resent = resend(delivery);

    assertThat(record(succeeded(delivery))).isEqualTo(Recorded.SUPERSEDED);
    assertThat(record(retried(delivery, HOUR))).isEqualTo(Recorded.SUPERSEDED);
    assertThat(stores.log().attempts(DeliveryId.of(delivery))).hasSize(2);
    assertThat(fetch(1))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("place")
        .containsExactly(resent);
    assertThat(record(succeeded(resent))).isEqualTo(Recorded.SETTLED);
  }

  @Test
  void what_came_back_by_a_resend_is_not_settled_by_an_older_fetch() {
    var delivery = publish("evt_1", 1).get(0);
    record(succeeded(delivery));
    var resent = resend(delivery);

    assertThat(record(settled(delivery, DeliveryStatus.FAILED))).isEqualTo(Recorded.SUPERSEDED);
    assertThat(record(succeeded(resent))).isEqualTo(Recorded.SETTLED);
  }

  @Test
  void a_manual_attempt_that_fails_is_no_failure_of_the_schedule() {
    var delivery = publish("evt_1", 1).get(0);
    record(retried(delivery, HOUR));
    var resent = resend(delivery);
    assertThat(resent.trigger()).isEqualTo(Trigger.MANUAL);

    record(retried(resent, HOUR));

    var row = fetch(1).get(0);
    assertThat(row.attempts()).isEqualTo(2);
    assertThat(row.failures()).isEqualTo(1);
    assertThat(row.trigger()).isEqualTo(Trigger.AUTOMATIC);
  }

  private PendingDelivery resend(PendingDelivery delivery) {
    return stores.control().resend(List.of(DeliveryId.of(delivery)), 0, Trigger.MANUAL).get(0);
  }

  @Test
  void the_first_look_reports_nothing_and_the_next_what_came_since() {
    publish("evt_1", 1);
    var watch = queue.watchArrivals();
    assertThat(watch.look(allShards())).isEmpty();

    var delivery = publish("evt_2", 2, 3).get(0);

    assertThat(heads(watch.look(Set.of(2)))).contains(delivery.id());
    assertThat(watch.look(Set.of(9))).isEmpty();
  }

  @Test
  void what_nobody_published_since_need_not_be_read_again() {
    var watch = queue.watchArrivals();
    watch.look(allShards());
    publish("evt_1", 1);

    Deadline.await("a look that finds nothing", () -> watch.look(allShards()).isEmpty());
  }

  @Test
  void a_transaction_that_commits_late_is_found_behind_the_cursor() {
    var watch = queue.watchArrivals();
    watch.look(allShards());
    var late = new OpenTransaction(stores, () -> publish("evt_late", 1));
    for (int i = 0; i < 5; i++) {
      publish("evt_" + i, 1);
      watch.look(allShards());
    }
    var cursor = lastOf(fetch(1, Lane.Cursor.START, 99, false));
    late.commit();

    var head = headOf(1, watch.look(allShards()));

    assertThat(head).isLessThan(cursor);
    assertThat(fetch(1, head.before(), 99, false).rows()).hasSize(6);
  }

  @Test
  void a_transaction_older_than_the_watch_is_found_too() {
    var late = new OpenTransaction(stores, () -> publish("evt_late", 1));
    var watch = queue.watchArrivals();
    watch.look(allShards());
    publish("evt_1", 1);
    watch.look(allShards());
    watch.look(allShards());
    late.commit();

    assertThat(fetch(1, headOf(1, watch.look(allShards())).before(), 99, false).rows()).hasSize(2);
  }

  @Test
  void of_several_late_transactions_each_is_found_when_it_commits() {
    var watch = queue.watchArrivals();
    watch.look(allShards());
    var first = new OpenTransaction(stores, () -> publish("evt_1", 1));
    watch.look(allShards());
    var second = new OpenTransaction(stores, () -> publish("evt_2", 2));
    watch.look(allShards());
    publish("evt_3", 3);
    watch.look(allShards());

    second.commit();
    assertThat(watch.look(allShards())).extracting(Lane.Head::endpointId).contains(2L);
    first.commit();
    assertThat(watch.look(allShards())).extracting(Lane.Head::endpointId).contains(1L);
  }

  @Test
  void what_was_rolled_back_is_not_found() {
    var watch = queue.watchArrivals();
    watch.look(allShards());
    var open = new OpenTransaction(stores, () -> publish("evt_1", 1));
    watch.look(allShards());
    open.rollBack();

    assertThat(watch.look(allShards())).isEmpty();
  }

  @Test
  void a_resend_is_found_by_the_second_look() {
    var delivery = publish("evt_1", 1).get(0);
    record(succeeded(delivery));
    publish("evt_2", 2);
    var watch = queue.watchArrivals();
    watch.look(allShards());
    watch.look(allShards());

    resend(delivery);

    assertThat(heads(watch.look(allShards()))).contains(delivery.id());
  }

  @Test
  void a_resend_that_commits_late_is_found_by_the_second_look() {
    var delivery = publish("evt_1", 1).get(0);
    record(succeeded(delivery));
    var watch = queue.watchArrivals();
    watch.look(allShards());
    var open = new OpenTransaction(stores, () -> resend(delivery));
    publish("evt_2", 2);
    watch.look(allShards());
    watch.look(allShards());
    open.commit();

    assertThat(heads(watch.look(allShards()))).contains(delivery.id());
  }

  @Test
  void a_new_owner_finds_what_is_pending_but_nothing_that_was_settled() {
    var rows = IntStream.range(0, 4).mapToObj(i -> publish("evt_" + i, 1).get(0)).toList();
    record(succeeded(rows.get(0)));
    record(retried(rows.get(1), HOUR));
    stores.leases().leave("a");
    claims = claimsOf("b");

    var head = queue.lanes(Set.of(1)).get(0);

    assertThat(ids(fetch(1, head.first().before(), 9, true)))
        .as("the postponed one gates an ordered lane")
        .containsExactly(rows.get(1).id());
    assertThat(ids(fetch(1, head.first().before(), 9, false)))
        .containsExactly(rows.get(2).id(), rows.get(3).id(), rows.get(1).id());
  }

  @Test
  void nothing_is_overdue_in_an_empty_queue() {
    assertThat(queue.oldestOverdue(Set.of())).isZero();
    record(retried(publish("evt_1", 1).get(0), HOUR));
    assertThat(queue.oldestOverdue(Set.of())).isZero();
  }

  @Test
  void what_waits_for_its_endpoint_to_be_verified_is_not_overdue() {
    publish("evt_1", 1);
    record(retried(publish("evt_2", 2).get(0), HOUR));
    assertThat(queue.oldestOverdue(Set.of(2L))).isGreaterThanOrEqualTo(Duration.ZERO);
    assertThat(queue.oldestOverdue(Set.of(1L))).isZero();
    assertThat(queue.oldestOverdue(Set.of(1L, 2L))).isZero();
  }

  @Test
  void many_lanes_are_all_found() {
    var endpoints = IntStream.rangeClosed(1, 300).asLongStream().toArray();
    publish("evt_1", endpoints);

    assertThat(queue.lanes(allShards())).hasSize(300);
  }

  private static List<Long> ids(Fetched fetched) {
    return fetched.rows().stream().map(row -> row.delivery().id()).toList();
  }

  private static List<Long> heads(List<Lane.Head> heads) {
    return heads.stream().map(head -> head.first().id()).toList();
  }

  private static Lane.Cursor headOf(long endpoint, List<Lane.Head> heads) {
    return heads.stream().filter(head -> head.endpointId() == endpoint).findAny().get().first();
  }

  private static Lane.Cursor lastOf(Fetched fetched) {
    var last = fetched.rows().get(fetched.rows().size() - 1);
    return new Lane.Cursor(last.dueAt(), last.delivery().id());
  }

  protected static Set<Integer> allShards() {
    return EventStoreContract.allShards();
  }
}
