package dev.webhooks.core.testkit;

import static dev.webhooks.core.testkit.Samples.TENANT;
import static dev.webhooks.core.testkit.Samples.event;
import static dev.webhooks.core.testkit.Samples.retried;
import static dev.webhooks.core.testkit.Samples.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.webhooks.core.dispatch.EndpointDirectory;
import dev.webhooks.core.model.DeliveryId;
import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.model.Recovery;
import dev.webhooks.core.model.Recovery.State;
import dev.webhooks.core.model.Trigger;
import dev.webhooks.core.operation.RecoveryWorker;
import dev.webhooks.core.spi.Appended;
import dev.webhooks.core.spi.CallerTransaction;
import dev.webhooks.core.spi.Fetched;
import dev.webhooks.core.spi.Lane;
import dev.webhooks.core.spi.RecordItem;
import dev.webhooks.core.spi.RecoveryStore;
import dev.webhooks.core.spi.ShardClaim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of recoveries must do, and the worker over it. */
public abstract class RecoveryStoreContract {
  private static final long ENDPOINT = 5;

  private OperationStores operation;
  private StoresUnderTest stores;
  private RecoveryStore recoveries;
  private Map<Integer, Long> claims;
  private final List<Set<Long>> announced = new ArrayList<>();
  private int published;

  /** Stores over an empty database. */
  protected abstract OperationStores emptyStores();

  @BeforeEach
  void open() {
    operation = emptyStores();
    stores = operation.stores();
    recoveries = operation.recoveries();
    claims =
        stores.leases().heartbeat("a", Duration.ofHours(1)).claims().stream()
            .collect(Collectors.toMap(ShardClaim::shard, ShardClaim::epoch));
  }

  private PendingDelivery publish(long endpoint) {
    var appended = stores.events().append(List.of(event("evt_" + published++, endpoint)));
    return ((Appended.Stored) appended.get(0)).deliveries().get(0);
  }

  private PendingDelivery ended(long endpoint, DeliveryStatus status) {
    var delivery = publish(endpoint);
    record(settled(delivery, status));
    return delivery;
  }

  private void record(RecordItem item) {
    stores.queue().record(claims, List.of(item));
  }

  private Recovery recover(DeliveryStatus wanted) {
    return recoveries.add(TENANT, ENDPOINT, wanted, Instant.EPOCH, null);
  }

  private Recovery stored(Recovery recovery) {
    return recoveries.find(TENANT, recovery.id()).orElseThrow();
  }

  private boolean step(int batch) {
    var nobody = new EndpointDirectory(new InMemoryEndpointStore());
    var worker =
        new RecoveryWorker(
            recoveries, stores.control(), nobody, CallerTransaction.NONE, announced::add, batch);
    var worked = new ArrayList<Boolean>();
    stores.inTransaction(() -> worked.add(worker.step()));
    return worked.get(0);
  }

  private List<PendingDelivery> pending() {
    var all = new Lane.Read(ENDPOINT, Lane.Cursor.START, 100, false);
    return stores.queue().fetch(List.of(all)).rows().stream().map(Fetched.Row::delivery).toList();
  }

  @Test
  void a_recovery_is_found_by_its_tenant_only() {
    var added = recover(DeliveryStatus.FAILED);

    assertThat(stored(added)).isEqualTo(added);
    assertThat(added.state()).isEqualTo(State.RUNNING);
    assertThat(added.until()).as("until now").isEqualTo(added.createdAt());
    assertThat(recoveries.find("other", added.id())).isEmpty();
    assertThat(recoveries.cancel("other", added.id())).isFalse();
    assertThat(recoveries.newest("other", null, 10)).isEmpty();
  }

  @Test
  void the_newest_come_first() {
    var first = recover(DeliveryStatus.FAILED);
    var other = recoveries.add(TENANT, 6, DeliveryStatus.FAILED, Instant.EPOCH, null);
    var last = recover(DeliveryStatus.CANCELLED);

    assertThat(recoveries.newest(TENANT, null, 2)).containsExactly(last, other);
    assertThat(recoveries.newest(TENANT, ENDPOINT, 9)).containsExactly(last, first);
  }

  @Test
  void those_of_an_endpoint_that_are_running_are_counted() {
    var cancelled = recover(DeliveryStatus.FAILED);
    recoveries.cancel(TENANT, cancelled.id());
    recover(DeliveryStatus.FAILED);
    recover(DeliveryStatus.CANCELLED);
    recoveries.add(TENANT, 6, DeliveryStatus.FAILED, Instant.EPOCH, null);

    assertThat(recoveries.running(ENDPOINT)).isEqualTo(2);
    step(1);
    assertThat(recoveries.running(ENDPOINT)).isEqualTo(1);
    assertThat(recoveries.running(7)).isZero();
  }

  @Test
  void what_failed_is_sent_again_under_its_id_with_a_fresh_schedule() {
    var delivery = publish(ENDPOINT);
    record(retried(delivery, Duration.ZERO));
    record(settled(pending().get(0), DeliveryStatus.FAILED));
    var recovery = recover(DeliveryStatus.FAILED);

    assertThat(step(10)).isTrue();

    assertThat(pending())
        .singleElement()
        .satisfies(again -> assertThat(again.id()).isEqualTo(delivery.id()))
        .satisfies(again -> assertThat(again.eventNumber()).isEqualTo(delivery.eventNumber()))
        .satisfies(again -> assertThat(again.trigger()).isEqualTo(Trigger.RECOVERY))
        .satisfies(again -> assertThat(again.retries()).isTrue())
        .satisfies(again -> assertThat(again.failures()).isZero())
        .satisfies(again -> assertThat(again.attempts()).isEqualTo(2))
        .satisfies(again -> assertThat(again.settlement()).isEqualTo(1));
    assertThat(announced).containsExactly(Set.of(ENDPOINT));
    assertThat(stored(recovery).state()).isEqualTo(State.COMPLETED);
    assertThat(stored(recovery).finishedAt()).isNotNull();
  }

  @Test
  void only_deliveries_of_the_endpoint_the_status_and_the_time_are_sent_again() {
    ended(ENDPOINT, DeliveryStatus.SUCCEEDED);
    ended(ENDPOINT, DeliveryStatus.CANCELLED);
    var wanted = ended(ENDPOINT, DeliveryStatus.FAILED);
    ended(6, DeliveryStatus.FAILED);
    publish(ENDPOINT);
    var early =
        recoveries.add(TENANT, ENDPOINT, DeliveryStatus.FAILED, Instant.EPOCH, wanted.createdAt());
    var recovery =
        recoveries.add(
            TENANT,
            ENDPOINT,
            DeliveryStatus.FAILED,
            wanted.createdAt(),
            Instant.parse("2999-01-01T00:00:00Z"));

    assertThat(recoveries.candidates(early, 0, 10)).isEmpty();
    assertThat(recoveries.candidates(recovery, 0, 10))
        .extracting(id -> id.number())
        .containsExactly(wanted.id());
  }

  @Test
  void what_a_mark_cancelled_is_found_before_it_is_settled() {
    var settled = ended(ENDPOINT, DeliveryStatus.CANCELLED);
    var marked = publish(ENDPOINT);
    publish(ENDPOINT);
    var recovery = recover(DeliveryStatus.CANCELLED);

    assertThat(recoveries.candidates(recovery, marked.arrival(), 10))
        .extracting(id -> id.number())
        .containsExactly(settled.id(), marked.id());
  }

  @Test
  void what_a_mark_cancelled_starts_its_schedule_anew_and_what_is_merely_pending_does_not() {
    var marked = publish(ENDPOINT);
    record(retried(marked, Duration.ZERO));
    long mark = stores.control().lastArrival();
    var waiting = publish(ENDPOINT);
    record(retried(waiting, Duration.ZERO));

    stores
        .control()
        .resend(List.of(DeliveryId.of(marked), DeliveryId.of(waiting)), mark, Trigger.RECOVERY);

    assertThat(pending())
        .extracting(PendingDelivery::id, PendingDelivery::failures)
        .containsExactlyInAnyOrder(tuple(marked.id(), 0), tuple(waiting.id(), 1));
  }

  @Test
  void batches_follow_one_another_oldest_first_until_nothing_is_left() {
    var failed = new ArrayList<Long>();
    for (int i = 0; i < 5; i++) {
      failed.add(ended(ENDPOINT, DeliveryStatus.FAILED).id());
    }
    var recovery = recover(DeliveryStatus.FAILED);

    step(2);
    assertThat(pending())
        .extracting(PendingDelivery::id)
        .containsExactlyElementsOf(failed.subList(0, 2));
    assertThat(stored(recovery))
        .extracting(Recovery::matched, Recovery::state)
        .containsExactly(2L, State.RUNNING);

    // What was sent again and failed again lies behind the cursor.
    record(settled(pending().get(0), DeliveryStatus.FAILED));
    step(2);
    step(2);

    assertThat(stored(recovery))
        .extracting(Recovery::matched, Recovery::requeued, Recovery::state)
        .containsExactly(5L, 5L, State.COMPLETED);
    assertThat(step(2)).isFalse();
  }

  @Test
  void recoveries_take_turns() {
    ended(ENDPOINT, DeliveryStatus.FAILED);
    ended(ENDPOINT, DeliveryStatus.FAILED);
    var large = recover(DeliveryStatus.FAILED);
    var small = recoveries.add(TENANT, 6, DeliveryStatus.FAILED, Instant.EPOCH, null);

    step(1);
    step(1);

    assertThat(stored(large).state()).isEqualTo(State.RUNNING);
    assertThat(stored(small).state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void a_cancelled_one_is_not_worked_on_any_more() {
    ended(ENDPOINT, DeliveryStatus.FAILED);
    var recovery = recover(DeliveryStatus.FAILED);

    assertThat(recoveries.cancel(TENANT, recovery.id())).isTrue();
    assertThat(recoveries.cancel(TENANT, recovery.id())).isFalse();

    assertThat(step(2)).isFalse();
    assertThat(pending()).isEmpty();
    assertThat(stored(recovery).state()).isEqualTo(State.CANCELLED);
    assertThat(stored(recovery).finishedAt()).isNotNull();
  }

  @Test
  void all_of_an_endpoint_are_cancelled_together() {
    recover(DeliveryStatus.FAILED);
    recover(DeliveryStatus.CANCELLED);
    var other = recoveries.add(TENANT, 6, DeliveryStatus.FAILED, Instant.EPOCH, null);

    assertThat(recoveries.cancelAll(ENDPOINT)).isEqualTo(2);
    assertThat(stored(other).state()).isEqualTo(State.RUNNING);
  }

  @Test
  void finished_ones_are_removed_when_they_are_old() {
    var done = recover(DeliveryStatus.FAILED);
    step(1);
    var running = recover(DeliveryStatus.FAILED);

    assertThat(recoveries.removeFinished(Instant.EPOCH)).isZero();
    assertThat(recoveries.removeFinished(Instant.parse("2999-01-01T00:00:00Z"))).isEqualTo(1);

    assertThat(recoveries.find(TENANT, done.id())).isEmpty();
    assertThat(recoveries.find(TENANT, running.id())).isPresent();
  }
}
