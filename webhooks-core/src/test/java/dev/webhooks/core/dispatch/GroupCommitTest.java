package dev.webhooks.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.webhooks.core.dispatch.GroupCommit.IntakeFullException;
import dev.webhooks.core.spi.Appended;
import dev.webhooks.core.spi.CallerTransaction;
import dev.webhooks.core.spi.EventContent;
import dev.webhooks.core.spi.EventStore;
import dev.webhooks.core.spi.NewEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
  private final DispatchWorld world = new DispatchWorld();
  private final GatedStore store = new GatedStore();
  private final GroupCommit intake = intake(1_000);

  @AfterEach
  void close() {
    store.gate.countDown();
    intake.close();
  }

  @Test
  void requests_that_arrive_together_share_a_commit_and_get_their_own_results() throws Exception {
    world.endpoint(1);
    var first = intake.submit(List.of(one("evt_1")));
    store.entered.await(10, TimeUnit.SECONDS);
    var second = intake.submit(List.of(one("evt_2"), one("evt_3")));
    var third = intake.submit(List.of(one("evt_4")));
    store.gate.countDown();
    assertThat(result(first)).containsExactly(new Publication.Stored("evt_1", 0, 1));
    assertThat(result(second))
        .containsExactly(
            new Publication.Stored("evt_2", 0, 1), new Publication.Stored("evt_3", 0, 1));
    assertThat(result(third)).hasSize(1);
    assertThat(store.batches).containsExactly(1, 3);
  }

  @Test
  void a_bad_request_does_not_fail_its_neighbours() throws Exception {
    var first = intake.submit(List.of(one("evt_1")));
    store.entered.await(10, TimeUnit.SECONDS);
    var good = intake.submit(List.of(one("evt_2")));
    var bad = intake.submit(List.of(one("evt_bad")));
    var alsoGood = intake.submit(List.of(one("evt_3")));
    store.gate.countDown();
    assertThat(result(first)).hasSize(1);
    assertThat(result(good)).hasSize(1);
    assertThat(result(alsoGood)).hasSize(1);
    assertThatThrownBy(() -> result(bad))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("evt_bad");
  }

  @Test
  void an_error_of_the_store_fails_its_request_and_no_later_one() throws Exception {
    store.gate.countDown();
    var failed = intake.submit(List.of(one("evt_error")));
    assertThatThrownBy(() -> result(failed)).hasCauseInstanceOf(OutOfMemoryError.class);
    assertThat(result(intake.submit(List.of(one("evt_1"))))).hasSize(1);
  }

  @Test
  void more_than_may_wait_is_refused() {
    var small = intake(2);
    small.submit(List.of(one("evt_1")));
    assertThatThrownBy(
            () -> {
              for (int i = 2; i < 6; i++) {
                small.submit(List.of(one("evt_" + i)));
              }
            })
        .isInstanceOf(IntakeFullException.class);
    store.gate.countDown();
    small.close();
  }

  @Test
  void a_second_commit_begins_beside_one_that_takes_long_when_it_is_worth_it() throws Exception {
    var intake = intake(1_000, 2, () -> 0);
    var first = intake.submit(List.of(one("evt_first")));
    store.entered.await(10, TimeUnit.SECONDS);
    List<CompletableFuture<List<Publication>>> others = new ArrayList<>();
    for (int i = 0; i < 99; i++) {
      others.add(intake.submit(List.of(one("evt_" + i))));
    }
    assertThat(store.begun).hasValue(1);
    others.add(intake.submit(List.of(one("evt_last"))));
    store.second.await(10, TimeUnit.SECONDS);
    assertThat(first).isNotDone();
    store.gate.countDown();
    for (var other : others) {
      assertThat(result(other)).hasSize(1);
    }
    assertThat(result(first)).hasSize(1);
    assertThat(store.batches).containsExactlyInAnyOrder(1, 100);
    intake.close();
  }

  @Test
  void a_commit_that_is_stuck_holds_up_nobody() throws Exception {
    var time = new AtomicLong();
    var intake = intake(1_000, 2, time::get);
    var first = intake.submit(List.of(one("evt_first")));
    store.entered.await(10, TimeUnit.SECONDS);
    intake.submit(List.of(one("evt_second")));
    time.set(Duration.ofMillis(20).toNanos());
    assertThat(store.second.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(first).isNotDone();
    store.gate.countDown();
    intake.close();
  }

  private GroupCommit intake(int capacity) {
    return intake(capacity, 1, System::nanoTime);
  }

  private GroupCommit intake(int capacity, int committers, LongSupplier nanoTime) {
    var directory = new EndpointDirectory(world.endpoints);
    world.endpoint(1);
    directory.refresh();
    var publisher = new EventPublisher(directory, store, CallerTransaction.NONE, committed -> {});
    return new GroupCommit(publisher, capacity, committers, GroupCommitTest::daemon, nanoTime);
  }

  private static Thread daemon(Runnable task) {
    var thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  private static List<Publication> result(CompletableFuture<List<Publication>> future)
      throws Exception {
    return future.get(10, TimeUnit.SECONDS);
  }

  private static EventToPublish one(String id) {
    return EventToPublish.of(DispatchWorld.event(id));
  }

  /** Lets nothing through before the gate opens, and never an event called bad. */
  private final class GatedStore implements EventStore {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch second = new CountDownLatch(2);
    final CountDownLatch gate = new CountDownLatch(1);
    final AtomicInteger begun = new AtomicInteger();
    final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());

    @Override
    public List<Appended> append(List<NewEvent> events) {
      begun.incrementAndGet();
      entered.countDown();
      second.countDown();
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      events.forEach(GatedStore::refuseBad);
      batches.add(events.size());
      return world.events.append(events);
    }

    private static void refuseBad(NewEvent event) {
      if (event.event().id().contains("bad")) {
        throw new IllegalStateException("refused: " + event.event().id());
      }
      if (event.event().id().contains("error")) {
        throw new OutOfMemoryError("a test's");
      }
    }

    @Override
    public Map<Long, EventContent> load(Collection<Long> eventNumbers) {
      return world.events.load(eventNumbers);
    }

    @Override
    public List<Long> nextTransactionIds(int count) {
      return world.events.nextTransactionIds(count);
    }
  }
}
