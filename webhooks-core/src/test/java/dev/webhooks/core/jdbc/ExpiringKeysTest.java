package dev.webhooks.core.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.Event;
import dev.webhooks.core.spi.Appended;
import dev.webhooks.core.spi.EventStore;
import dev.webhooks.core.spi.NewEvent;
import dev.webhooks.core.testkit.Deadline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An idempotency key is free again when its time is over, whether it was cleaned up or not. */
class ExpiringKeysTest {
  private static final Duration OVER = Duration.ofSeconds(-5);
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void a_key_that_is_being_taken_anew_while_expired_ones_are_removed_is_remembered()
      throws Exception {
    var stores = PostgresStores.empty();
    var transactions = stores.transactions();
    append(new PostgresEventStore(transactions, OVER), "evt_1", "a");
    var store = new PostgresEventStore(transactions, HOUR);
    var removed = new AtomicReference<CompletableFuture<Integer>>();

    transactions.run(
        () -> {
          append(store, "evt_2", "b");
          removed.set(
              CompletableFuture.supplyAsync(() -> stores.retention().removeExpiredKeys(10)));
          Deadline.await(
              "the removal waits for the publish",
              () -> PostgresServer.number("select count(*) from pg_locks where not granted") > 0);
        });

    assertThat(removed.get().get()).isZero();
    assertThat(append(store, "evt_3", "b")).isInstanceOf(Appended.Duplicate.class);
  }

  private static Stream<List<EventStore>> stores() {
    var postgres = PostgresStores.empty().transactions();
    var h2 = H2Stores.empty().transactions();
    return Stream.of(
        List.of(new PostgresEventStore(postgres, OVER), new PostgresEventStore(postgres, HOUR)),
        List.of(new H2EventStore(h2, OVER), new H2EventStore(h2, HOUR)));
  }

  private static Appended append(EventStore store, String id, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    Event event = new Event(id, "acme", "payment.succeeded", true, Set.of(), bytes, null);
    var idempotency = new NewEvent.Idempotency("key:k", bytes);
    return store.append(List.of(new NewEvent(event, List.of(), idempotency))).get(0);
  }

  @Test
  void an_expired_key_is_taken_anew_for_any_content() {
    stores()
        .forEach(
            store -> {
              assertThat(append(store.get(0), "evt_1", "a")).isInstanceOf(Appended.Stored.class);
              assertThat(append(store.get(1), "evt_2", "b")).isInstanceOf(Appended.Stored.class);
              assertThat(append(store.get(1), "evt_3", "b"))
                  .isInstanceOfSatisfying(
                      Appended.Duplicate.class,
                      first -> assertThat(first.eventId()).isEqualTo("evt_2"));
              assertThat(append(store.get(1), "evt_4", "a")).isInstanceOf(Appended.Conflict.class);
            });
  }
}
