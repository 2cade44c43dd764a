package dev.webhooks.core.dispatch;

import static dev.webhooks.core.model.DeliveryStatus.CANCELLED;
import static dev.webhooks.core.model.DeliveryStatus.FAILED;
import static dev.webhooks.core.model.DeliveryStatus.SUCCEEDED;
import static dev.webhooks.core.testkit.ScriptedTransport.failure;
import static dev.webhooks.core.testkit.ScriptedTransport.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.webhooks.core.model.AttemptResult;
import dev.webhooks.core.model.Authentication.FixedHeader;
import dev.webhooks.core.model.Decision;
import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.EndpointStatus;
import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.model.Header;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.model.Secret;
import dev.webhooks.core.retry.RetrySchedule;
import dev.webhooks.core.signing.SigningSecret;
import dev.webhooks.core.spi.ArrivalWatch;
import dev.webhooks.core.spi.DeliveryQueue;
import dev.webhooks.core.spi.EndpointStore.DisableReason;
import dev.webhooks.core.spi.Fetched;
import dev.webhooks.core.spi.Lane;
import dev.webhooks.core.spi.RecordItem;
import dev.webhooks.core.spi.Recorded;
import dev.webhooks.core.testkit.ScriptedTransport;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a single node does with what it is handed or finds. */
class DispatcherTest {
  private final DispatchWorld world = new DispatchWorld();

  @Test
  void a_published_event_is_sent_to_every_endpoint_that_takes_it_and_recorded() {
    world.endpoint(1);
    world.endpoint(2);
    var node = world.node("a");
    node.publish(3);
    assertThat(world.sentTo(1)).containsExactlyInAnyOrder("evt_1", "evt_2", "evt_3");
    assertThat(world.sentTo(2)).hasSize(3);
    assertThat(world.db.settledStatuses()).hasSize(6).containsOnly(SUCCEEDED);
    assertThat(world.db.pendingDeliveries()).isEmpty();
    assertThat(node.dispatcher.stats().recorded()).isEqualTo(6);
  }

  @Test
  void what_was_pending_before_the_node_started_is_sent() {
    world.endpoint(1);
    world.publishElsewhere(300);
    world.node("a");
    assertThat(world.sentTo(1)).hasSize(300).doesNotHaveDuplicates();
    assertThat(world.db.settledStatuses()).hasSize(300);
  }

  @Test
  void what_another_node_published_without_a_word_is_found_within_a_second_or_two() {
    world.endpoint(1);
    world.node("a");
    world.publishElsewhere(3);
    world.pass(Duration.ofSeconds(3));
    assertThat(world.sentTo(1)).hasSize(3);
  }

  @Test
  void what_an_unverified_endpoint_is_owed_waits_in_the_store_until_it_is_verified() {
    world.endpoint(1, e -> e.status(EndpointStatus.UNVERIFIED));
    world.endpoint(2);
    var node = world.node("a");
    node.publish(40);
    world.publishElsewhere(2);
    world.pass(Duration.ofMinutes(10));
    assertThat(world.sentTo(1)).isEmpty();
    assertThat(world.sentTo(2)).hasSize(42);
    assertThat(world.db.pendingDeliveries()).hasSize(42);
    assertThat(node.dispatcher.stats().buffered()).isZero();

    world.endpoint(1);
    world.pass(Duration.ofSeconds(3));
    assertThat(world.sentTo(1)).hasSize(42).doesNotHaveDuplicates();
    assertThat(world.db.pendingDeliveries()).isEmpty();
  }

  @Test
  void an_endpoint_that_must_be_verified_anew_keeps_its_retries_and_their_order() {
    world.endpoint(1, e -> e.ordered(true));
    world.transport.script(call -> status(500));
    var node = world.node("a");
    node.publish(3);
    assertThat(world.sentTo(1)).containsExactly("evt_1");
    world.endpoint(1, e -> e.ordered(true).status(EndpointStatus.UNVERIFIED));
    world.transport.script(call -> status(200));
    world.pass(Duration.ofMinutes(10));
    assertThat(world.sentTo(1)).containsExactly("evt_1");
    world.endpoint(1, e -> e.ordered(true));
    world.pass(Duration.ofSeconds(3));
    assertThat(world.sentTo(1)).containsExactly("evt_1", "evt_1", "evt_2", "evt_3");
  }

  @Test
  void nothing_is_handed_over_before_the_commit() {
    world.endpoint(1);
    var node = world.node("a");
    world
        .db
        .transactions()
        .run(
            () -> {
              node.publish(1);
              assertThat(world.sentTo(1)).isEmpty();
            });
    node.work();
    assertThat(world.sentTo(1)).containsExactly("evt_1");
  }

  @Test
  void a_rollback_hands_over_nothing() {
    world.endpoint(1);
    var node = world.node("a");
    try {
      world
          .db
          .transactions()
          .run(
              () -> {
                node.publish(1);
                throw new IllegalStateException("rolled back");
              });
    } catch (IllegalStateException expected) {
      // The caller's own.
    }
    world.pass(Duration.ofMinutes(10));
    assertThat(world.sentTo(1)).isEmpty();
  }

  @Test
  void a_failure_is_tried_again_by_the_schedule_until_it_is_exhausted() {
    world.endpoint(1, e -> e.retrySchedule(RetrySchedule.parse("PT1M,PT5M")));
    world.transport.script(call -> status(500));
    var node = world.node("a");
    node.publish(1);
    assertThat(world.sentTo(1)).hasSize(1);
    world.pass(Duration.ofSeconds(55));
    assertThat(world.sentTo(1)).hasSize(1);
    world.pass(Duration.ofSeconds(10));
    assertThat(world.sentTo(1)).hasSize(2);
    world.pass(Duration.ofMinutes(6));
    assertThat(world.sentTo(1)).hasSize(3);
    assertThat(world.db.settledStatuses()).containsExactly(FAILED);
    world.pass(Duration.ofMinutes(20));
    assertThat(world.sentTo(1)).hasSize(3);
  }

  @Test
  void a_retry_without_delay_is_not_lost_behind_the_cursor() {
    world.endpoint(1, e -> e.retrySchedule(RetrySchedule.parse("PT0S,PT0S,PT0S")));
    world.transport.script(call -> failure(ErrorClass.CONNECTION_RESET));
    var node = world.node("a");
    node.publish(5);
    world.pass(Duration.ofSeconds(1), Duration.ofMillis(10));
    assertThat(world.sentTo(1)).hasSize(20);
    assertThat(world.db.settledStatuses()).hasSize(5).containsOnly(FAILED);
  }

  @Test
  void a_retry_that_comes_too_late_is_given_up_without_a_try() {
    world.endpoint(
        1, e -> e.retrySchedule(RetrySchedule.parse("PT1M").withMaxAge(Duration.ofMinutes(5))));
    world.transport.script(call -> status(500));
    var node = world.node("a");
    node.publish(1);
    world.pass(Duration.ofSeconds(1));
    world.clock.advance(Duration.ofHours(1));
    world.pass(Duration.ofSeconds(3));
    assertThat(world.sentTo(1)).hasSize(1);
    assertThat(world.db.settledStatuses()).containsExactly(FAILED);
  }

  @Test
  void a_410_answer_disables_the_endpoint() {
    world.endpoint(1);
    world.transport.script(call -> status(410));
    var node = world.node("a");
    node.publish(1);
    assertThat(world.endpoints.reasonOf(1)).isEqualTo(DisableReason.GONE);
    assertThat(world.db.settledStatuses()).containsExactly(FAILED);
    node.publish(1);
    assertThat(world.sentTo(1)).hasSize(1);
  }

  @Test
  void what_is_pending_for_a_disabled_endpoint_is_cancelled_without_a_try() {
    world.endpoint(1);
    world.publishElsewhere(30);
    world.endpoint(1, e -> e.status(EndpointStatus.DISABLED));
    world.node("a");
    world.pass(Duration.ofSeconds(2));
    assertThat(world.sentTo(1)).isEmpty();
    assertThat(world.db.settledStatuses()).hasSize(30).containsOnly(CANCELLED);
  }

  @Test
  void what_was_cancelled_before_the_endpoint_was_enabled_again_is_not_sent() {
    world.endpoint(1);
    world.publishElsewhere(2);
    long last = world.db.pendingDeliveries().get(1).id();
    world.endpoint(1, e -> e.cancelledThrough(last));
    world.publishElsewhere(1);
    world.node("a");
    assertThat(world.sentTo(1)).containsExactly("evt_3");
    assertThat(world.db.settledStatuses()).containsExactly(CANCELLED, CANCELLED, SUCCEEDED);
  }

  @Test
  void what_was_published_after_the_endpoint_was_enabled_again_elsewhere_is_sent() {
    var disabled = world.endpoint(1, e -> e.status(EndpointStatus.DISABLED));
    var node = world.node("a");
    world.endpoints.put(disabled.toBuilder().status(EndpointStatus.ENABLED).build());
    world.publishElsewhere(1);
    node.dispatcher.announce(Set.of(1L));
    node.work();
    world.pass(Duration.ofSeconds(3));
    assertThat(world.db.settledStatuses()).containsExactly(SUCCEEDED);
  }

  @Test
  void an_endpoint_that_is_not_known_yet_is_waited_for() {
    world.publishElsewhereTo(1);
    world.node("a");
    assertThat(world.transport.calls()).isEmpty();
    world.endpoint(1);
    world.pass(Duration.ofSeconds(3));
    assertThat(world.sentTo(1)).hasSize(1);
  }

  @Test
  void an_ordered_endpoint_gets_its_deliveries_one_by_one_in_order() {
    world.endpoint(1, e -> e.ordered(true));
    world.transport.hold();
    var node = world.node("a");
    node.publish(3);
    for (int i = 1; i <= 3; i++) {
      assertThat(world.sentTo(1)).hasSize(i);
      world.transport.open().get(0).answer(status(200));
      node.work();
    }
    assertThat(world.sentTo(1)).containsExactly("evt_1", "evt_2", "evt_3");
  }

  @Test
  void a_failing_head_holds_an_ordered_lane_until_it_succeeds() {
    world.endpoint(1, e -> e.ordered(true).retrySchedule(RetrySchedule.parse("PT1M,PT1M")));
    world.transport.script(call -> status(500));
    var node = world.node("a");
    node.publish(3);
    world.pass(Duration.ofSeconds(30));
    node.publish(1);
    assertThat(world.sentTo(1)).containsExactly("evt_1");
    world.transport.script(call -> status(200));
    world.pass(Duration.ofSeconds(45));
    assertThat(world.sentTo(1)).containsExactly("evt_1", "evt_1", "evt_2", "evt_3", "evt_4");
  }

  @Test
  void an_exhausted_head_is_given_up_and_the_ordered_lane_goes_on() {
    world.endpoint(1, e -> e.ordered(true).retrySchedule(RetrySchedule.parse("PT1M")));
    world.transport.script(call -> status(new String(call.body()).contains("evt_1\"") ? 500 : 200));
    var node = world.node("a");
    node.publish(2);
    world.pass(Duration.ofSeconds(70));
    assertThat(world.sentTo(1)).containsExactly("evt_1", "evt_1", "evt_2");
    assertThat(world.db.settledStatuses()).containsExactly(FAILED, SUCCEEDED);
  }

  @Test
  void a_rate_is_kept() {
    world.endpoint(1, e -> e.rateLimit(2));
    var node = world.node("a");
    node.publish(20);
    int before = world.sentTo(1).size();
    assertThat(before).isEqualTo(1);
    world.pass(Duration.ofSeconds(5), Duration.ofMillis(100));
    assertThat(world.sentTo(1).size() - before).isBetween(9, 11);
    world.pass(Duration.ofSeconds(10), Duration.ofMillis(100));
    assertThat(world.sentTo(1)).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void what_waits_for_the_rate_uses_up_no_attempt() {
    world.endpoint(1, e -> e.rateLimit(1).retrySchedule(RetrySchedule.parse("PT1S")));
    var node = world.node("a");
    node.publish(30);
    world.pass(Duration.ofSeconds(40));
    assertThat(world.sentTo(1)).hasSize(30).doesNotHaveDuplicates();
    assertThat(world.db.settledStatuses()).hasSize(30).containsOnly(SUCCEEDED);
    assertThat(node.outcomes).allMatch(outcome -> outcome.item().attempt().number() == 1);
  }

  @Test
  void a_lower_rate_counts_from_the_moment_it_is_known() {
    world.endpoint(1);
    var node = world.node("a");
    node.publish(1);
    world.endpoint(1, e -> e.rateLimit(1));
    node.publish(10);
    assertThat(world.sentTo(1)).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void one_outcome_that_no_store_takes_holds_up_no_others() {
    world.endpoint(1);
    var queue = refusing(item -> item.delivery().eventNumber() == 7);
    var node = world.node("a", queue, DispatcherSettings.DEFAULT);
    node.publish(20);
    world.pass(Duration.ofMinutes(2));
    node.publish(20);
    world.pass(Duration.ofMinutes(1));
    assertThat(world.db.settledStatuses()).hasSize(39);
    assertThat(world.sentTo(1)).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void one_retry_that_no_store_takes_holds_up_no_others_while_successes_are_stored() {
    world.endpoint(1);
    world.endpoint(2, e -> e.retrySchedule(RetrySchedule.parse("PT1H")));
    world.transport.script(call -> status(call.url().getHost().equals("r2.example") ? 500 : 200));
    var queue = refusing(DispatcherTest::isSeventhOfTheSecond);
    var tasks = new ArrayDeque<Runnable>();
    var node = world.node("a", queue, DispatcherSettings.DEFAULT, tasks::push);
    world.pass(Duration.ofSeconds(3));
    node.publish(8);
    for (int i = 0; i < 400; i++) {
      node.publish(1);
      world.pass(Duration.ofMillis(20), Duration.ofMillis(20));
      // What was begun last ends first: a success comes after each failure.
      while (!tasks.isEmpty()) {
        tasks.pop().run();
      }
    }
    assertThat(world.db.pendingDeliveries())
        .filteredOn(delivery -> delivery.eventNumber() <= 8 && delivery.attempts() == 0)
        .extracting(PendingDelivery::eventNumber)
        .containsExactly(7L);
  }

  @Test
  void one_outcome_that_no_store_takes_holds_up_no_others_on_a_node_that_is_never_idle() {
    world.endpoint(1);
    var queue = refusing(item -> item.delivery().eventNumber() == 7);
    var tasks = new ArrayDeque<Runnable>();
    var node = world.node("a", queue, DispatcherSettings.DEFAULT, tasks::add);
    for (int i = 0; i < 40; i++) {
      node.publish(1_000);
      world.pass(Duration.ofMillis(50), Duration.ofMillis(50));
      while (!tasks.isEmpty()) {
        tasks.remove().run();
      }
    }
    assertThat(world.db.pendingDeliveries())
        .filteredOn(delivery -> delivery.eventNumber() <= 500)
        .extracting(PendingDelivery::eventNumber)
        .containsExactly(7L);
  }

  private static boolean isSeventhOfTheSecond(RecordItem item) {
    return item.delivery().endpointId() == 2 && item.delivery().eventNumber() == 7;
  }

  @Test
  void what_is_owed_to_endpoints_nobody_knows_fills_no_memory() {
    for (long id = 1_000; id < 1_200; id++) {
      for (int i = 0; i < 20; i++) {
        world.publishElsewhereTo(id);
      }
    }
    world.endpoint(1);
    world.publishElsewhere(300);
    var settings = DispatcherSettings.DEFAULT.withMaxBuffered(200, 1 << 20);
    var node = world.node("a", world.queue, settings);
    world.pass(Duration.ofSeconds(20));
    assertThat(world.sentTo(1)).hasSize(300).doesNotHaveDuplicates();
    assertThat(node.dispatcher.stats().buffered()).isZero();
  }

  @Test
  void a_heartbeat_that_ends_in_an_error_is_followed_by_others() {
    world.node("a");
    world.errorsOfEndpoints.addAll(Collections.nCopies(30, new Error("a test's")));

    world.pass(Duration.ofSeconds(30));

    world.endpoint(1);
    world.publishElsewhere(3);
    world.pass(Duration.ofSeconds(2));
    assertThat(world.sentTo(1)).hasSize(3);
  }

  @Test
  void outcomes_outlive_an_error_of_the_store_and_a_lack_of_threads() {
    world.endpoint(1);
    var errors = new ArrayDeque<Error>(List.of(new OutOfMemoryError("a test's"), new Error()));
    var queue =
        new DispatchWorld.ForwardingQueue(world.queue) {
          @Override
          public List<Recorded> record(Map<Integer, Long> claims, List<RecordItem> items) {
            if (!errors.isEmpty()) {
              throw errors.remove();
            }
            return super.record(claims, items);
          }

          @Override
          public Fetched fetch(List<Lane.Read> reads) {
            if (errors.size() == 1) {
              throw errors.remove();
            }
            return super.fetch(reads);
          }
        };
    int[] refusals = {0};
    var node =
        world.node(
            "a",
            queue,
            DispatcherSettings.DEFAULT,
            task -> {
              if (refusals[0]++ % 3 == 0) {
                throw new RejectedExecutionException("a test's");
              }
              task.run();
            });
    world.publishElsewhere(5);
    node.publish(5);
    world.pass(Duration.ofSeconds(20));
    assertThat(world.sentTo(1)).hasSize(10).doesNotHaveDuplicates();
    assertThat(world.db.settledStatuses()).hasSize(10);
    assertThat(errors).isEmpty();
  }

  @Test
  void an_error_while_an_outcome_is_judged_leaves_no_attempt_without_an_end() {
    var errors = new ArrayDeque<Error>(List.of(new NoClassDefFoundError("a test's")));
    world.chance =
        random ->
            () -> {
              if (!errors.isEmpty()) {
                throw errors.remove();
              }
              return random.nextLong();
            };
    world.endpoint(1, e -> e.ordered(true).retrySchedule(RetrySchedule.parse("PT1S")));
    var node = world.node("a");
    node.publish(3);
    world.pass(Duration.ofSeconds(20));
    assertThat(errors).isEmpty();
    assertThat(world.db.settledStatuses()).hasSize(3).containsOnly(SUCCEEDED);
    assertThat(node.dispatcher.stats().inFlight()).isZero();
  }

  @Test
  void an_error_while_what_was_read_is_taken_leaves_no_lane_unread() {
    world.endpoint(1);
    world.endpoint(2);
    boolean[] broken = {false};
    var queue =
        new DispatchWorld.ForwardingQueue(world.queue) {
          @Override
          public Fetched fetch(List<Lane.Read> reads) {
            var fetched = super.fetch(reads);
            if (broken[0] || fetched.rows().isEmpty()) {
              return fetched;
            }
            broken[0] = true;
            // The thread that fetches reads it once, the dispatch thread next.
            return new Fetched(fetched.readAt(), new BrokenList<>(fetched.rows(), 2));
          }
        };
    world.publishElsewhere(5);
    var node = world.node("a", queue, DispatcherSettings.DEFAULT);
    world.pass(Duration.ofSeconds(20));
    assertThat(broken[0]).isTrue();
    assertThat(world.db.settledStatuses()).hasSize(10).containsOnly(SUCCEEDED);
    assertThat(node.dispatcher.stats().buffered()).isZero();
  }

  @Test
  void an_error_while_a_record_is_followed_up_holds_no_delivery_for_ever() {
    world.endpoint(1, e -> e.ordered(true));
    boolean[] broken = {false};
    var queue =
        new DispatchWorld.ForwardingQueue(world.queue) {
          @Override
          public List<Recorded> record(Map<Integer, Long> claims, List<RecordItem> items) {
            var recorded = super.record(claims, items);
            if (broken[0]) {
              return recorded;
            }
            broken[0] = true;
            // The thread that records reads each twice, the dispatch thread next.
            return new BrokenList<>(recorded, 3);
          }
        };
    var node = world.node("a", queue, DispatcherSettings.DEFAULT);
    node.publish(3);
    world.pass(Duration.ofSeconds(20));
    assertThat(broken[0]).isTrue();
    assertThat(world.db.settledStatuses()).hasSize(3).containsOnly(SUCCEEDED);
    assertThat(world.sentTo(1)).containsExactly("evt_1", "evt_2", "evt_3");
    assertThat(node.dispatcher.stats().buffered()).isZero();
  }

  @Test
  void an_error_while_lanes_that_were_found_are_taken_leaves_none_behind_for_minutes() {
    world.endpoint(1);
    world.endpoint(2);
    boolean[] broken = {false};
    var queue =
        new DispatchWorld.ForwardingQueue(world.queue) {
          @Override
          public List<Lane.Head> lanes(Set<Integer> shards) {
            var heads = super.lanes(shards);
            if (broken[0]) {
              return heads;
            }
            broken[0] = true;
            return new BrokenList<>(heads, 1);
          }
        };
    world.publishElsewhere(5);
    world.node("a", queue, DispatcherSettings.DEFAULT);
    world.pass(Duration.ofSeconds(20));
    assertThat(world.db.settledStatuses()).hasSize(10).containsOnly(SUCCEEDED);
  }

  /** Fails when its first element is asked for the so-manieth time. */
  private static final class BrokenList<T> extends AbstractList<T> {
    private final List<T> list;
    private int left;

    BrokenList(List<T> list, int breaksAt) {
      this.list = list;
      this.left = breaksAt;
    }

    @Override
    public T get(int index) {
      if (index == 0 && --left == 0) {
        throw new NoClassDefFoundError("a test's");
      }
      return list.get(index);
    }

    @Override
    public int size() {
      return list.size();
    }
  }

  @Test
  void the_log_of_a_transport_that_breaks_names_no_class() {
    world.endpoint(1);
    world.transport.script(
        call -> {
          throw new IllegalStateException("closed");
        });
    var node = world.node("a");
    node.publish(1);
    world.pass(Duration.ofSeconds(1));
    assertThat(node.outcomes.get(0).item().attempt().result())
        .isInstanceOfSatisfying(
            AttemptResult.Failure.class,
            failure -> assertThat(failure.detail()).doesNotContain("java.lang"));
  }

  @Test
  void a_receiver_that_hangs_does_not_stop_the_others() {
    IntStream.rangeClosed(1, 20).forEach(world::endpoint);
    world.transport.script(call -> call.url().getHost().equals("r1.example") ? null : status(200));
    var node = world.node("a", world.queue, smallSettings());
    node.publish(200);
    world.pass(Duration.ofSeconds(3));
    for (long id = 2; id <= 20; id++) {
      assertThat(world.sentTo(id)).as("endpoint " + id).hasSize(200);
    }
    assertThat(world.transport.open().size()).isLessThanOrEqualTo(8);
  }

  @Test
  void a_receiver_that_only_fails_is_asked_ten_times_a_second_at_most() {
    world.endpoint(1);
    world.transport.script(call -> status(500));
    var node = world.node("a");
    node.publish(2_000);
    long before = world.sentTo(1).size();
    world.pass(Duration.ofSeconds(2), Duration.ofMillis(5));
    assertThat(world.sentTo(1).size() - before).isBetween(15L, 21L);

    world.transport.script(call -> status(200));
    world.pass(Duration.ofSeconds(1));
    assertThat(world.sentTo(1).stream().distinct()).hasSize(2_000);
  }

  @Test
  void a_receiver_whose_failures_are_final_is_asked_a_hundred_times_a_second_at_most() {
    world.endpoint(1, e -> e.retrySchedule(RetrySchedule.NONE));
    world.transport.script(call -> status(500));
    var node = world.node("a");
    node.publish(2_000);
    long before = world.sentTo(1).size();
    world.pass(Duration.ofSeconds(2), Duration.ofMillis(5));
    assertThat(world.sentTo(1).size() - before).isBetween(100L, 210L);
  }

  @Test
  void a_receiver_that_only_fails_is_not_looked_up_again_for_each_attempt() {
    world.endpoint(1);
    world.transport.script(call -> status(500));
    var fetches = new AtomicInteger();
    var queue =
        new DispatchWorld.ForwardingQueue(world.queue) {
          @Override
          public Fetched fetch(List<Lane.Read> reads) {
            fetches.incrementAndGet();
            return super.fetch(reads);
          }
        };
    var node = world.node("a", queue, DispatcherSettings.DEFAULT);
    node.publish(500);
    fetches.set(0);
    int before = world.sentTo(1).size();
    world.pass(Duration.ofSeconds(2), Duration.ofMillis(5));
    assertThat(fetches.get()).isLessThan((world.sentTo(1).size() - before) / 4);
  }

  @Test
  void what_is_to_be_tried_again_waits_for_company_and_what_is_settled_does_not_wait_for_it() {
    world.endpoint(1);
    world.endpoint(2);
    world.endpoint(3);
    world.transport.script(
        call ->
            switch (call.url().getHost()) {
              case "r1.example" -> null;
              case "r2.example" -> status(500);
              default -> status(200);
            });
    List<Integer> retries = new ArrayList<>();
    var node = world.node("a", recordingInto(retries), DispatcherSettings.DEFAULT);
    node.publish(8);
    assertThat(world.sentTo(2)).hasSize(8);
    assertThat(world.db.settledStatuses()).hasSize(8).containsOnly(SUCCEEDED);
    assertThat(retries).isEmpty();
    world.pass(Duration.ofMillis(60), Duration.ofMillis(10));
    assertThat(retries).containsExactly(8);
  }

  @Test
  void a_failure_in_an_ordered_lane_is_recorded_at_once() {
    world.endpoint(1);
    world.endpoint(2, e -> e.ordered(true));
    world.transport.script(call -> call.url().getHost().equals("r1.example") ? null : status(500));
    List<Integer> retries = new ArrayList<>();
    var node = world.node("a", recordingInto(retries), DispatcherSettings.DEFAULT);
    node.publish(1);
    assertThat(retries).containsExactly(1);
  }

  @Test
  void a_burst_for_a_quick_receiver_is_not_read_back() {
    world.endpoint(1);
    var read = new AtomicInteger();
    var node = world.node("a", countingRows(read), DispatcherSettings.DEFAULT);
    node.publish(1);
    world.transport.script(call -> null);
    node.publish(500);
    assertThat(node.dispatcher.stats().buffered()).isGreaterThan(450);
    assertThat(read.get()).isZero();
  }

  @Test
  void a_burst_fills_three_quarters_of_the_memory_before_lanes_are_given_less() {
    world.endpoint(1);
    var read = new AtomicInteger();
    var settings = DispatcherSettings.DEFAULT.withMaxBuffered(1_000, 1 << 20);
    var node = world.node("a", countingRows(read), settings);
    node.publish(1);
    world.transport.script(call -> null);
    node.publish(740);
    assertThat(held(node)).isEqualTo(740);
    node.publish(100);
    assertThat(held(node)).isBetween(750, 760);
    assertThat(read.get()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1000, 1048576, 740", "10000, 40000, 120"})
  void a_slow_receiver_is_sent_to_although_what_quick_ones_wait_for_fills_the_memory(
      int deliveries, long bytes, int waiting) {
    world.endpoint(2);
    var settings = DispatcherSettings.DEFAULT.withMaxBuffered(deliveries, bytes);
    var node = world.node("a", world.queue, settings);
    node.publish(1);
    world.transport.script(call -> call.url().getHost().equals("r1.example") ? status(503) : null);
    node.publish(waiting);
    world.endpoint(1);
    node.publish(1);
    assertThat(world.sentTo(1)).hasSize(1);
    node.publish(1);
    assertThat(world.sentTo(1)).hasSize(2);
  }

  @Test
  void slow_receivers_get_a_quarter_of_the_memory_when_quick_ones_have_taken_half() {
    world.endpoint(1_000);
    var settings = DispatcherSettings.DEFAULT.withMaxBuffered(2_000, 1 << 20);
    var node = world.node("a", world.queue, settings);
    node.publish(1);
    world.transport.script(call -> null);
    node.publish(1_000);
    IntStream.rangeClosed(1, 300).forEach(world::endpoint);
    node.publish(1);
    int beforeTheyAreSlow = held(node);
    node.publish(5);
    assertThat(held(node) - beforeTheyAreSlow).isBetween(500, 505);
  }

  private static int held(DispatchWorld.Node node) {
    var stats = node.dispatcher.stats();
    return stats.buffered() + stats.inFlight();
  }

  @Test
  void a_lane_that_had_to_be_read_catches_up_and_takes_what_is_handed_over_again() {
    world.endpoint(1);
    var read = new AtomicInteger();
    var node = world.node("a", countingRows(read), DispatcherSettings.DEFAULT);
    node.publish(1);
    world.transport.script(call -> null);
    world.publishElsewhere(300);
    world.pass(Duration.ofSeconds(1));
    assertThat(read.getAndSet(0)).isEqualTo(300);
    node.publish(300);
    assertThat(read.get()).isZero();
  }

  @Test
  void a_lane_that_still_has_something_to_send_waits_to_be_read() {
    world.endpoint(1);
    List<Integer> looks = new ArrayList<>();
    var node = world.node("a", countingLanes(looks), DispatcherSettings.DEFAULT);
    node.publish(1);
    var answers = new AtomicInteger(600);
    world.transport.script(call -> answers.getAndDecrement() > 0 ? status(200) : null);
    world.publishElsewhere(3_000);
    world.pass(Duration.ofSeconds(1));
    assertThat(looks).hasSize(1);
    world.clock.advance(Duration.ofMillis(20));
    node.work();
    assertThat(looks).hasSize(2);
  }

  @Test
  void lanes_are_read_together_when_the_first_of_them_has_run_dry() {
    world.endpoint(1);
    world.endpoint(2);
    world.publishElsewhere(3_000);
    List<Integer> looks = new ArrayList<>();
    world.node("a", countingLanes(looks), DispatcherSettings.DEFAULT);
    assertThat(world.sentTo(1)).hasSize(3_000);
    assertThat(world.sentTo(2)).hasSize(3_000);
    assertThat(looks).hasSizeBetween(3, 5).containsOnly(2);
  }

  private DispatchWorld.ForwardingQueue countingLanes(List<Integer> looks) {
    return new DispatchWorld.ForwardingQueue(world.queue) {
      @Override
      public Fetched fetch(List<Lane.Read> reads) {
        looks.add(reads.size());
        return super.fetch(reads);
      }
    };
  }

  @Test
  void a_lane_that_becomes_slow_gives_back_what_was_handed_over() {
    world.endpoint(1);
    var node = world.node("a");
    node.publish(1);
    world.transport.script(call -> null);
    node.publish(500);
    world.pass(Duration.ofSeconds(3));
    node.publish(1);
    assertThat(node.dispatcher.stats().buffered()).isLessThanOrEqualTo(64);

    world.transport.script(call -> status(200));
    world.transport.open().forEach(call -> call.answer(status(200)));
    world.pass(Duration.ofSeconds(3));
    assertThat(world.sentTo(1)).hasSize(502).doesNotHaveDuplicates();
  }

  @Test
  void an_endpoint_with_a_rate_takes_no_memory_for_what_it_cannot_be_sent_soon() {
    world.endpoint(1, e -> e.rateLimit(10));
    var node = world.node("a");
    node.publish(1);
    node.publish(500);
    assertThat(node.dispatcher.stats().buffered()).isLessThanOrEqualTo(64);
  }

  private DispatchWorld.ForwardingQueue countingRows(AtomicInteger read) {
    return new DispatchWorld.ForwardingQueue(world.queue) {
      @Override
      public Fetched fetch(List<Lane.Read> reads) {
        Fetched fetched = super.fetch(reads);
        read.addAndGet(fetched.rows().size());
        return fetched;
      }
    };
  }

  @Test
  void a_store_that_needs_long_to_name_late_rows_is_asked_less_often() {
    var looks = new AtomicInteger();
    var millis = new AtomicInteger();
    var queue =
        new DispatchWorld.ForwardingQueue(world.queue) {
          @Override
          public ArrivalWatch watchArrivals() {
            ArrivalWatch watch = super.watchArrivals();
            return shards -> {
              looks.incrementAndGet();
              world.clock.advance(Duration.ofMillis(millis.get()));
              return watch.look(shards);
            };
          }
        };
    world.node("a", queue, DispatcherSettings.DEFAULT);
    looks.set(0);
    world.pass(Duration.ofSeconds(20));
    assertThat(looks.get()).isBetween(19, 20);

    millis.set(200);
    looks.set(0);
    world.pass(Duration.ofSeconds(20));
    assertThat(looks.get()).isBetween(4, 5);

    millis.set(3_000);
    looks.set(0);
    world.pass(Duration.ofSeconds(60));
    assertThat(looks.get()).isBetween(4, 6);
  }

  @Test
  void many_hanging_receivers_leave_half_of_the_slots_to_the_others() {
    IntStream.rangeClosed(1, 12).forEach(world::endpoint);
    world.transport.script(call -> call.url().getHost().equals("r12.example") ? status(200) : null);
    var node = world.node("a", world.queue, smallSettings());
    node.publish(50);
    world.pass(Duration.ofSeconds(3));
    assertThat(world.sentTo(12)).hasSize(50);
    assertThat(world.transport.open().size()).isLessThanOrEqualTo(16 + 11);
  }

  @Test
  void a_node_that_may_have_one_attempt_under_way_makes_it() {
    world.endpoint(1);
    var node = world.node("a", world.queue, DispatcherSettings.DEFAULT.withMaxInFlight(1, 1));
    node.publish(3);
    assertThat(world.sentTo(1)).containsExactly("evt_1", "evt_2", "evt_3");
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0", "-1, 5"})
  void a_node_that_could_send_nothing_is_refused(int total, int perEndpoint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DispatcherSettings.DEFAULT.withMaxInFlight(total, perEndpoint))
        .withMessageStartingWith("maxInFlight");
  }

  @Test
  void memory_is_bounded_whatever_is_pending() {
    world.endpoint(1);
    world.publishElsewhere(3_000);
    world.transport.hold();
    var settings = DispatcherSettings.DEFAULT.withMaxBuffered(100, 1 << 20);
    var node = world.node("a", world.queue, settings);
    var stats = node.dispatcher.stats();
    assertThat(stats.buffered() + stats.inFlight()).isLessThanOrEqualTo(200);
    world.transport.open().forEach(call -> call.answer(status(200)));
    world.transport.script(call -> status(200));
    world.pass(Duration.ofSeconds(20));
    assertThat(world.sentTo(1)).hasSize(3_000).doesNotHaveDuplicates();
  }

  @Test
  void large_contents_are_bounded_in_bytes() {
    world.endpoint(1);
    world.publishElsewhere(500);
    world.transport.hold();
    var node =
        world.node("a", world.queue, DispatcherSettings.DEFAULT.withMaxBuffered(10_000, 4_000));
    assertThat(node.dispatcher.stats().buffered() + node.dispatcher.stats().inFlight())
        .isLessThanOrEqualTo(200);
    world.transport.script(call -> status(200));
    world.transport.open().forEach(call -> call.answer(status(200)));
    world.pass(Duration.ofSeconds(20));
    assertThat(world.sentTo(1)).hasSize(500).doesNotHaveDuplicates();
  }

  @Test
  void outcomes_that_could_not_be_stored_are_kept_and_stored_later() {
    world.endpoint(1);
    var broken = new boolean[] {true};
    var queue =
        new DispatchWorld.ForwardingQueue(world.queue) {
          @Override
          public List<Recorded> record(Map<Integer, Long> claims, List<RecordItem> items) {
            if (broken[0]) {
              throw new IllegalStateException("database away");
            }
            return super.record(claims, items);
          }
        };
    var node = world.node("a", queue, DispatcherSettings.DEFAULT);
    node.publish(10);
    assertThat(world.db.settledStatuses()).isEmpty();
    broken[0] = false;
    world.pass(Duration.ofSeconds(10));
    assertThat(world.db.settledStatuses()).hasSize(10);
    assertThat(world.sentTo(1)).hasSize(10);
  }

  @Test
  void a_drained_node_records_what_was_under_way_and_owns_nothing() {
    world.endpoint(1);
    world.transport.hold();
    var node = world.node("a");
    node.publish(20);
    assertThat(world.transport.open()).isNotEmpty();
    world.transport.script(call -> status(200));
    node.dispatcher.start();
    world.transport.open().forEach(call -> call.answer(status(200)));
    assertThat(node.dispatcher.drainAndStop(Duration.ofSeconds(20))).isTrue();
    assertThat(world.db.settledStatuses()).hasSameSizeAs(world.sentTo(1));
    assertThat(world.db.pendingDeliveries()).hasSize(20 - world.sentTo(1).size());
    world.nodes.clear();
    world.node("b");
    assertThat(world.db.pendingDeliveries()).isEmpty();
  }

  @Test
  void requests_carry_what_the_contract_says_and_the_log_no_secret() {
    world.endpoint(
        1,
        e ->
            e.signedWith(SigningSecret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
                .headers(new Header("X-Shop", "7")));
    world.endpoint(2, e -> e.authentication(new FixedHeader("X-API-Key", new Secret("hush"))));
    var node = world.node("a");
    node.publish(1);
    var signed = call("r1.example");
    assertThat(signed.header("X-Webhook-Event-Id")).isEqualTo("evt_1");
    assertThat(signed.header("X-Webhook-Event-Type")).isEqualTo("payment.succeeded");
    assertThat(signed.header("X-Webhook-Signature")).startsWith("sha256=");
    assertThat(signed.header("webhook-id")).isEqualTo("evt_1");
    assertThat(signed.header("webhook-signature")).startsWith("v1,");
    assertThat(signed.header("X-Shop")).isEqualTo("7");
    assertThat(signed.header("User-Agent")).isEqualTo("webhooks/test");
    assertThat(signed.header("Content-Type")).isEqualTo("application/json");
    assertThat(signed.body()).isEqualTo("{\"id\":\"evt_1\"}");
    var keyed = call("r2.example");
    assertThat(keyed.header("X-API-Key")).isEqualTo("hush");
    assertThat(keyed.header("X-Webhook-Signature")).isNull();
    assertThat(attemptOf(node, 2).requestHeaders()).contains(new Header("X-API-Key", "****"));
  }

  /** Fails with every batch that holds such an item. */
  private DeliveryQueue refusing(Predicate<RecordItem> which) {
    return new DispatchWorld.ForwardingQueue(world.queue) {
      @Override
      public List<Recorded> record(Map<Integer, Long> claims, List<RecordItem> items) {
        if (items.stream().anyMatch(which)) {
          throw new IllegalStateException("out of range");
        }
        return super.record(claims, items);
      }
    };
  }

  /** Notes for each call that records any how many are to be tried again. */
  private DeliveryQueue recordingInto(List<Integer> retries) {
    return new DispatchWorld.ForwardingQueue(world.queue) {
      @Override
      public List<Recorded> record(Map<Integer, Long> claims, List<RecordItem> items) {
        long among = items.stream().filter(i -> i.decision() instanceof Decision.Retry).count();
        if (among > 0) {
          retries.add((int) among);
        }
        return super.record(claims, items);
      }
    };
  }

  private ScriptedTransport.Call call(String host) {
    return world.transport.calls().stream()
        .filter(call -> call.request().url().getHost().equals(host))
        .findFirst()
        .orElseThrow();
  }

  private static DeliveryAttempt attemptOf(DispatchWorld.Node node, long endpointId) {
    return node.outcomes.stream()
        .filter(outcome -> outcome.endpoint().id() == endpointId)
        .map(outcome -> outcome.item().attempt())
        .findFirst()
        .orElseThrow();
  }

  private static DispatcherSettings smallSettings() {
    return DispatcherSettings.DEFAULT.withMaxInFlight(32, 16).withMaxBuffered(1_000, 1 << 20);
  }
}
