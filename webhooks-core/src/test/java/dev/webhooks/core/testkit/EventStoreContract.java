package dev.webhooks.core.testkit;

import static dev.webhooks.core.testkit.Samples.TENANT;
import static dev.webhooks.core.testkit.Samples.bytes;
import static dev.webhooks.core.testkit.Samples.event;
import static dev.webhooks.core.testkit.Samples.keyed;
import static dev.webhooks.core.testkit.Samples.transaction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.webhooks.core.model.Direction;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.model.TransactionFacts;
import dev.webhooks.core.spi.Appended;
import dev.webhooks.core.spi.Appended.Conflict;
import dev.webhooks.core.spi.Appended.Duplicate;
import dev.webhooks.core.spi.Appended.Stored;
import dev.webhooks.core.spi.EventStore;
import dev.webhooks.core.spi.NewEvent;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every event store must do. */
public abstract class EventStoreContract {
  protected StoresUnderTest stores;
  private EventStore events;

  /** Stores over an empty database. */
  protected abstract StoresUnderTest emptyStores();

  @BeforeEach
  void open() {
    stores = emptyStores();
    events = stores.events();
  }

  private Appended append(NewEvent event) {
    return events.append(List.of(event)).get(0);
  }

  @Test
  void an_event_owes_one_delivery_to_each_target_in_their_order() {
    var stored = (Stored) append(event("evt_1", 30, 10, 20));

    assertThat(stored.deliveries())
        .extracting(PendingDelivery::endpointId)
        .containsExactly(30L, 10L, 20L);
    assertThat(stored.deliveries())
        .extracting(PendingDelivery::id)
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(stored.deliveries())
        .allMatch(delivery -> delivery.eventNumber() == stored.eventNumber())
        .allMatch(PendingDelivery::retries)
        .allMatch(delivery -> delivery.attempts() == 0 && delivery.settlement() == 0);
  }

  @Test
  void what_is_published_later_has_higher_numbers() {
    var first = (Stored) append(event("evt_1", 1, 2));
    var second = (Stored) append(event("evt_2", 1, 2));
    var batch = events.append(List.of(event("evt_z", 1), event("evt_a", 1), event("evt_m", 1)));

    assertThat(second.deliveries().get(0).id()).isGreaterThan(first.deliveries().get(1).id());
    assertThat(batch).extracting(answer -> ((Stored) answer).eventNumber()).isSorted();
  }

  @Test
  void an_event_may_be_owed_to_nobody() {
    assertThat(((Stored) append(event("evt_1"))).deliveries()).isEmpty();
    assertThat(events.append(List.of())).isEmpty();
  }

  @Test
  void content_comes_back_byte_by_byte_and_an_unknown_one_is_absent() {
    var stored = (Stored) append(event(TENANT, "evt_1", "{\"a\" : \"\u00e4\\u0000\"}", null, 1));

    var loaded = events.load(List.of(stored.eventNumber(), 987_654L));

    assertThat(loaded).containsOnlyKeys(stored.eventNumber());
    var content = loaded.get(stored.eventNumber());
    assertThat(content.id()).isEqualTo("evt_1");
    assertThat(content.type()).isEqualTo("payment.succeeded");
    assertThat(content.body()).isEqualTo(bytes("{\"a\" : \"\u00e4\\u0000\"}"));
  }

  @Test
  void the_same_key_with_the_same_content_gets_the_first_answer() {
    append(keyed("evt_1", "k", "content", 1, 2));

    assertThat(append(keyed("evt_2", "k", "content", 1, 2, 3)))
        .isEqualTo(new Duplicate("evt_1", 0, 2));
  }

  @Test
  void the_same_key_with_other_content_is_a_conflict() {
    append(keyed("evt_1", "k", "content", 1));

    assertThat(append(keyed("evt_2", "k", "other", 1))).isEqualTo(new Conflict("evt_1"));
  }

  @Test
  void the_same_event_id_is_a_duplicate_or_a_conflict_by_its_content() {
    append(event(TENANT, "evt_1", "content", null, 1));

    assertThat(append(event(TENANT, "evt_1", "content", null, 1)))
        .isEqualTo(new Duplicate("evt_1", 0, 1));
    assertThat(append(event(TENANT, "evt_1", "other", null, 1))).isEqualTo(new Conflict("evt_1"));
  }

  @Test
  void a_new_key_for_a_known_event_id_is_remembered_with_that_event() {
    append(event(TENANT, "evt_1", "content", null, 1));

    assertThat(append(keyed("evt_1", "k", "content", 1))).isEqualTo(new Duplicate("evt_1", 0, 1));
    assertThat(append(keyed("evt_9", "k", "content", 1))).isEqualTo(new Duplicate("evt_1", 0, 1));
  }

  @Test
  void a_key_that_came_with_a_conflicting_event_id_is_not_taken() {
    append(event(TENANT, "evt_1", "content", null, 1));

    assertThat(append(keyed("evt_1", "k", "other", 1))).isEqualTo(new Conflict("evt_1"));
    assertThat(append(keyed("evt_2", "k", "other", 1))).isInstanceOf(Stored.class);
  }

  @Test
  void a_key_whose_event_was_removed_is_free_again() {
    append(event(TENANT, "evt_1", "content", null));
    append(keyed("evt_1", "k", "content"));
    stores.retention().removeEvents(Duration.ofHours(-1), 10);

    assertThat(append(keyed("evt_2", "k", "content"))).isInstanceOf(Stored.class);
    assertThat(append(keyed("evt_3", "k", "content"))).isEqualTo(new Duplicate("evt_2", 0, 0));
    assertThat(append(keyed("evt_4", "k", "other"))).isEqualTo(new Conflict("evt_2"));
  }

  @Test
  void keys_and_ids_belong_to_their_tenant() {
    var idempotency = new NewEvent.Idempotency("k", bytes("hash"));
    append(event("one", "evt_1", "content", idempotency, 1));

    assertThat(append(event("two", "evt_1", "content", idempotency, 1))).isInstanceOf(Stored.class);
  }

  @Test
  void within_one_call_a_repetition_is_measured_against_the_earlier_item() {
    var answers =
        events.append(
            List.of(
                keyed("evt_1", "k", "content", 1, 2),
                keyed("evt_2", "k", "content", 1, 2),
                keyed("evt_3", "k", "other", 1, 2),
                event(TENANT, "evt_1", "content", null, 1),
                event("evt_4", 1)));

    assertThat(answers.get(0)).isInstanceOf(Stored.class);
    assertThat(answers.get(1)).isEqualTo(new Duplicate("evt_1", 0, 2));
    assertThat(answers.get(2)).isEqualTo(new Conflict("evt_1"));
    assertThat(answers.get(3)).isEqualTo(new Duplicate("evt_1", 0, 2));
    assertThat(answers.get(4)).isInstanceOf(Stored.class);
  }

  @Test
  void a_batch_may_mix_new_and_known_events() {
    append(keyed("evt_1", "k", "content", 1));

    var answers =
        events.append(
            List.of(event("evt_2", 1), keyed("evt_3", "k", "content", 1), event("evt_4", 1, 2)));

    assertThat(answers.get(0)).isInstanceOf(Stored.class);
    assertThat(answers.get(1)).isEqualTo(new Duplicate("evt_1", 0, 1));
    assertThat(((Stored) answers.get(2)).deliveries()).hasSize(2);
  }

  @Test
  void a_duplicate_of_a_transaction_tells_its_number() {
    var facts = new TransactionFacts(92_704, 19, 25L, Direction.IN, true);
    append(transaction("evt_1", facts, 1));

    assertThat(append(transaction("evt_1", facts, 1))).isEqualTo(new Duplicate("evt_1", 92_704, 1));
  }

  @Test
  void what_is_rolled_back_is_owed_to_nobody() {
    assertThatThrownBy(
            () ->
                stores.inTransaction(
                    () -> {
                      append(event("evt_1", 1));
                      throw new IllegalStateException("the caller's");
                    }))
        .hasMessage("the caller's");

    assertThat(stores.queue().lanes(allShards())).isEmpty();
  }

  @Test
  void what_is_appended_is_visible_when_the_caller_has_committed_and_not_before() {
    var open = new OpenTransaction(stores, () -> append(event("evt_1", 1)));
    assertThat(stores.queue().lanes(allShards())).isEmpty();

    open.commit();
    assertThat(stores.queue().lanes(allShards())).hasSize(1);
  }

  @Test
  void concurrent_duplicates_become_one_event() {
    var answers =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> append(keyed("evt_" + i, "k", "content", 1))))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(answers).filteredOn(Stored.class::isInstance).hasSize(1);
    assertThat(answers).filteredOn(Duplicate.class::isInstance).hasSize(3);
    assertThat(stores.queue().lanes(allShards())).hasSize(1);
  }

  @Test
  void transaction_numbers_are_never_given_twice() {
    var given = new HashSet<Long>();
    for (int i = 0; i < 3; i++) {
      var numbers = events.nextTransactionIds(5);
      assertThat(numbers).hasSize(5).allMatch(given::add).allMatch(number -> number > 0);
    }
  }

  static Set<Integer> allShards() {
    return Set.copyOf(IntStream.range(0, 64).boxed().toList());
  }
}
