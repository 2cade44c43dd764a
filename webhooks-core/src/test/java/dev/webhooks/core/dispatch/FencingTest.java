package dev.webhooks.core.dispatch;

import static dev.webhooks.core.model.DeliveryStatus.SUCCEEDED;
import static dev.webhooks.core.testkit.ScriptedTransport.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.DeliveryId;
import dev.webhooks.core.model.DeliveryNumbers;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.model.Trigger;
import dev.webhooks.core.retry.RetrySchedule;
import dev.webhooks.core.spi.Fetched;
import dev.webhooks.core.spi.Lane;
import dev.webhooks.core.testkit.InMemoryDeliveryControl;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What must hold when nodes freeze, die, join and race: nothing is lost, nothing settles twice. */
class FencingTest {
  private final DispatchWorld world = new DispatchWorld();

  @Test
  void a_frozen_owner_that_comes_back_records_nothing() {
    world.endpoint(1);
    world.transport.hold();
    var frozen = world.node("a");
    frozen.publish(1);
    frozen.freeze();
    var heir = world.node("b");
    world.pass(Duration.ofSeconds(20));
    assertThat(world.sentTo(1)).hasSize(2);

    frozen.thaw();
    world.transport.open().get(0).answer(status(200));
    frozen.work();
    assertThat(frozen.dispatcher.stats().refused()).isEqualTo(1);
    assertThat(world.db.settledStatuses()).isEmpty();

    world.transport.open().get(0).answer(status(200));
    heir.work();
    assertThat(world.db.settledStatuses()).containsExactly(SUCCEEDED);
    assertThat(world.db.attemptsOf(firstDelivery())).hasSize(1);
  }

  @Test
  void an_owner_whose_lease_has_ended_by_its_own_clock_sends_and_records_nothing() {
    world.endpoint(1);
    world.transport.hold();
    var node = world.node("a");
    node.publish(1);
    world.clock.advance(Duration.ofSeconds(16));
    node.publish(1);
    world.transport.open().get(0).answer(status(200));
    node.work();
    assertThat(world.sentTo(1)).hasSize(1);
    assertThat(world.db.settledStatuses()).isEmpty();

    world.transport.script(call -> status(200));
    world.pass(Duration.ofSeconds(2));
    assertThat(world.sentTo(1)).containsExactly("evt_1", "evt_2");
    assertThat(world.db.settledStatuses()).hasSize(2);
  }

  @Test
  void a_shard_that_was_lost_and_won_again_does_not_take_outcomes_from_before() {
    world.endpoint(1);
    world.transport.hold();
    var node = world.node("a");
    node.publish(1);
    node.freeze();
    var between = world.node("b");
    world.pass(Duration.ofSeconds(20));
    world.nodes.clear();
    world.leases.leave("b");
    node.thaw();
    world.nodes.add(node);
    world.pass(Duration.ofSeconds(2));
    assertThat(between.dispatcher.stats().inFlight()).isEqualTo(1);

    world.transport.calls().get(0).answer(status(200));
    node.work();
    assertThat(world.db.settledStatuses()).isEmpty();
    assertThat(node.dispatcher.stats().refused()).isEqualTo(1);
  }

  @Test
  void a_node_that_dies_under_load_costs_repeated_attempts_and_loses_nothing() {
    LongStream.rangeClosed(1, 30).forEach(world::endpoint);
    world.transport.hold();
    var dying = world.node("a");
    dying.publish(50);
    world.transport.open().stream().limit(40).forEach(call -> call.answer(status(200)));
    dying.work();
    int settledBefore = world.db.settledStatuses().size();
    assertThat(settledBefore).isPositive();
    world.nodes.clear();

    world.transport.script(call -> status(200));
    world.node("b");
    world.pass(Duration.ofSeconds(20));
    assertThat(world.db.pendingDeliveries()).isEmpty();
    assertThat(world.db.settledStatuses()).hasSize(1_500).containsOnly(SUCCEEDED);
    for (long id = 1; id <= 30; id++) {
      assertThat(Set.copyOf(world.sentTo(id))).as("endpoint " + id).hasSize(50);
    }
  }

  @Test
  void a_joining_node_gets_its_share_and_nothing_is_sent_twice() {
    LongStream.rangeClosed(1, 64).forEach(world::endpoint);
    world.transport.hold();
    var first = world.node("a");
    first.publish(20);
    var second = world.node("b");
    world.pass(Duration.ofSeconds(3));
    // What is under way holds its shard; the others have moved.
    world.transport.script(call -> status(200));
    world.transport.open().forEach(call -> call.answer(status(200)));
    world.pass(Duration.ofSeconds(5));
    assertThat(first.dispatcher.stats().shards()).isEqualTo(32);
    assertThat(second.dispatcher.stats().shards()).isEqualTo(32);
    assertThat(world.db.settledStatuses()).hasSize(64 * 20);
    assertThat(first.dispatcher.stats().refused()).isZero();
    assertThat(second.dispatcher.stats().refused()).isZero();
    for (long id = 1; id <= 64; id++) {
      assertThat(world.sentTo(id)).as("endpoint " + id).hasSize(20).doesNotHaveDuplicates();
    }
    second.publish(10);
    world.pass(Duration.ofSeconds(3));
    assertThat(world.db.settledStatuses()).hasSize(64 * 30);
  }

  @Test
  void a_row_that_commits_late_behind_the_cursor_is_found() {
    world.endpoint(1);
    var node = world.node("a");
    world
        .db
        .transactions()
        .run(
            () -> {
              world.publishElsewhere(1);
              world.clock.advance(Duration.ofSeconds(1));
              inAnotherThread(() -> node.publish(5));
            });
    assertThat(world.sentTo(1)).hasSize(5).doesNotContain("evt_1");
    world.pass(Duration.ofSeconds(2));
    assertThat(world.sentTo(1)).hasSize(6).contains("evt_1");
  }

  @Test
  void what_another_node_published_before_is_not_overtaken_in_an_ordered_lane() {
    world.endpoint(1, e -> e.ordered(true));
    var node = world.node("a");
    world.publishElsewhere(2);
    node.publish(2);
    world.publishElsewhere(1);
    node.publish(1);
    world.pass(Duration.ofSeconds(3));
    assertThat(world.sentTo(1))
        .containsExactly("evt_1", "evt_2", "evt_3", "evt_4", "evt_5", "evt_6");
  }

  @Test
  void a_resend_of_the_head_is_not_overtaken_in_an_ordered_lane() {
    world.endpoint(1, e -> e.ordered(true));
    world.transport.hold();
    var node = world.node("a");
    node.publish(3);
    resend(world.db.pendingDeliveries().get(0), node);
    world.transport.open().get(0).answer(status(500));
    world.transport.script(call -> status(200));
    node.work();
    assertThat(world.sentTo(1)).containsExactly("evt_1", "evt_1", "evt_2", "evt_3");
  }

  @Test
  void a_failing_head_is_not_overtaken_by_what_is_being_read_in_an_ordered_lane() {
    world.endpoint(1, e -> e.ordered(true).retrySchedule(RetrySchedule.parse("PT1M")));
    world.transport.hold();
    var tasks = new ArrayDeque<Runnable>();
    var node = world.node("a", world.queue, DispatcherSettings.DEFAULT, tasks::add);
    runAll(tasks, node);
    node.publish(3);
    runAll(tasks, node);
    node.publish(1);
    assertThat(tasks).as("a fetch of what lies behind the third").hasSize(1);
    var fetch = tasks.remove();

    world.transport.open().get(0).answer(status(500));
    runAll(tasks, node);
    world.transport.script(call -> status(200));
    fetch.run();
    runAll(tasks, node);
    assertThat(world.sentTo(1)).containsExactly("evt_1");

    world.clock.advance(Duration.ofMinutes(2));
    node.beat();
    runAll(tasks, node);
    assertThat(world.sentTo(1)).containsExactly("evt_1", "evt_1", "evt_2", "evt_3", "evt_4");
  }

  @Test
  void a_lane_that_becomes_ordered_while_it_is_read_forgets_what_was_read() {
    world.endpoint(1);
    var tasks = new ArrayDeque<Runnable>();
    var node = world.node("a", world.queue, DispatcherSettings.DEFAULT, tasks::add);
    runAll(tasks, node);
    world.publishElsewhere(20);
    world.transport.hold();
    node.dispatcher.announce(Set.of(1L));
    node.work();
    world.endpoint(1, e -> e.ordered(true));
    node.publish(1);
    runAll(tasks, node);
    assertThat(world.transport.open()).hasSize(1);
    world.transport.script(call -> status(200));
    world.transport.open().get(0).answer(status(200));
    runAll(tasks, node);
    assertThat(world.sentTo(1)).hasSize(21).doesNotHaveDuplicates();
    assertThat(world.db.settledStatuses()).hasSize(21);
  }

  @Test
  void a_resend_while_the_attempt_is_under_way_makes_one_more_attempt() {
    world.endpoint(1);
    world.transport.hold();
    var node = world.node("a");
    node.publish(1);
    resend(world.db.pendingDeliveries().get(0), node);
    assertThat(world.sentTo(1)).hasSize(1);

    world.transport.open().get(0).answer(status(500));
    world.pass(Duration.ofSeconds(2));
    assertThat(world.sentTo(1)).hasSize(2);
    world.transport.open().get(0).answer(status(200));
    node.work();
    assertThat(world.db.settledStatuses()).containsExactly(SUCCEEDED);
    assertThat(world.db.attemptsOf(firstDelivery())).hasSize(2);
    world.pass(Duration.ofMinutes(5));
    assertThat(world.sentTo(1)).hasSize(2);
  }

  @Test
  void a_resend_takes_the_place_of_the_pending_retry() {
    world.endpoint(1, e -> e.retrySchedule(RetrySchedule.parse("PT10M")));
    world.transport.script(call -> status(500));
    var node = world.node("a");
    node.publish(1);
    world.pass(Duration.ofSeconds(10));
    world.transport.script(call -> status(200));
    resend(world.db.pendingDeliveries().get(0), node);
    assertThat(world.sentTo(1)).hasSize(2);
    world.pass(Duration.ofMinutes(11));
    assertThat(world.sentTo(1)).hasSize(2);
  }

  @Test
  void a_settled_delivery_can_be_sent_again_and_again() {
    world.endpoint(1);
    var node = world.node("a");
    node.publish(1);
    var settled = new DeliveryId(firstDelivery(), world.clock.instant());
    for (int times = 2; times <= 4; times++) {
      new InMemoryDeliveryControl(world.db).resend(List.of(settled), 0, Trigger.MANUAL);
      node.dispatcher.announce(Set.of(1L));
      node.work();
      assertThat(world.sentTo(1)).hasSize(times);
    }
    assertThat(world.db.settledStatuses()).hasSize(4);
  }

  @Test
  void a_row_that_was_settled_while_a_fetch_was_under_way_does_not_come_back() {
    world.endpoint(1);
    world.transport.hold();
    var snapshot = new ArrayList<Fetched>();
    var queue =
        new DispatchWorld.ForwardingQueue(world.queue) {
          @Override
          public Fetched fetch(List<Lane.Read> reads) {
            return snapshot.isEmpty() ? super.fetch(reads) : snapshot.remove(0);
          }
        };
    var tasks = new ArrayDeque<Runnable>();
    var node = world.node("a", queue, DispatcherSettings.DEFAULT, tasks::add);
    runAll(tasks, node);
    node.publish(1);
    node.dispatcher.announce(Set.of(1L));
    node.work();
    assertThat(tasks).as("the fetch").hasSize(1);
    var fetch = tasks.remove();
    snapshot.add(world.queue.fetch(List.of(new Lane.Read(1, Lane.Cursor.START, 9, false))));

    world.transport.open().get(0).answer(status(200));
    node.work();
    runAll(tasks, node);
    assertThat(world.db.settledStatuses()).hasSize(1);
    fetch.run();
    runAll(tasks, node);
    assertThat(snapshot).isEmpty();
    assertThat(world.sentTo(1)).hasSize(1);
    assertThat(node.dispatcher.stats().buffered()).isZero();
  }

  private static void runAll(Deque<Runnable> tasks, DispatchWorld.Node node) {
    node.work();
    while (!tasks.isEmpty()) {
      tasks.remove().run();
      node.work();
    }
  }

  private static long firstDelivery() {
    return DeliveryNumbers.of(1, 0);
  }

  private void resend(PendingDelivery delivery, DispatchWorld.Node node) {
    new InMemoryDeliveryControl(world.db)
        .resend(List.of(DeliveryId.of(delivery)), 0, Trigger.MANUAL);
    node.dispatcher.announce(Set.of(delivery.endpointId()));
    node.work();
  }

  private static void inAnotherThread(Runnable body) {
    var thread = new Thread(body);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
