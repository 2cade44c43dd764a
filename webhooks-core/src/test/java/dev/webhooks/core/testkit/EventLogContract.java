package dev.webhooks.core.testkit;

import static dev.webhooks.core.testkit.Samples.TENANT;
import static dev.webhooks.core.testkit.Samples.bytes;
import static dev.webhooks.core.testkit.Samples.event;
import static dev.webhooks.core.testkit.Samples.transaction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.DeliveryId;
import dev.webhooks.core.model.Direction;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.model.TransactionFacts;
import dev.webhooks.core.spi.Appended;
import dev.webhooks.core.spi.EventLog;
import dev.webhooks.core.spi.LoggedEvent;
import dev.webhooks.core.spi.NewEvent;
import dev.webhooks.core.spi.ShardClaim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every event log must do, and retention with it. */
public abstract class EventLogContract {
  private static final Duration NO_AGE = Duration.ofNanos(-1_000_000_000);
  private static final Duration HOUR = Duration.ofHours(1);

  protected StoresUnderTest stores;
  private EventLog log;

  /** Stores over an empty database. */
  protected abstract StoresUnderTest emptyStores();

  @BeforeEach
  void open() {
    stores = emptyStores();
    log = stores.eventLog();
  }

  private List<PendingDelivery> publish(NewEvent event) {
    return ((Appended.Stored) stores.events().append(List.of(event)).get(0)).deliveries();
  }

  private void deliver(List<PendingDelivery> deliveries) {
    var claims =
        stores.leases().heartbeat("a", HOUR).claims().stream()
            .collect(Collectors.toMap(ShardClaim::shard, ShardClaim::epoch));
    stores.queue().record(claims, deliveries.stream().map(Samples::succeeded).toList());
  }

  private static EventLog.Filter filter(String type, Long cursor, int limit) {
    return new EventLog.Filter(TENANT, type, null, null, cursor, limit);
  }

  @Test
  void an_event_is_found_in_its_tenant_only() {
    var delivery = publish(event("evt_1", 1, 2)).get(0);

    var found = log.find(TENANT, "evt_1").orElseThrow();

    assertThat(found)
        .usingRecursiveComparison()
        .isEqualTo(
            new LoggedEvent(
                delivery.eventNumber(),
                "evt_1",
                "payment.succeeded",
                true,
                Set.of("eu", "web"),
                delivery.createdAt(),
                2,
                null,
                bytes("{\"id\":\"evt_1\"}")));
    assertThat(log.find("other", "evt_1")).isEmpty();
    assertThat(log.find(TENANT, "evt_2")).isEmpty();
  }

  @Test
  void a_transaction_is_found_by_its_number() {
    publish(transaction("evt_1", new TransactionFacts(7, 19, 3L, Direction.IN, true)));

    var found = log.findTransaction(TENANT, 7).orElseThrow();

    assertThat(found.id()).isEqualTo("evt_1");
    assertThat(found.transactionId()).isEqualTo(7);
    assertThat(found.channels()).isEmpty();
    assertThat(log.findTransaction(TENANT, 8)).isEmpty();
    assertThat(log.findTransaction("other", 7)).isEmpty();
  }

  @Test
  void pages_show_the_newest_first_and_follow_each_other() {
    for (int i = 0; i < 5; i++) {
      publish(event("evt_" + i));
    }
    publish(event("other", "evt_x", "{}", null));

    var first = log.page(filter(null, null, 3));
    publish(event("evt_new"));
    var second = log.page(filter(null, first.next(), 3));

    var seen = new ArrayList<String>();
    first.events().forEach(event -> seen.add(event.id()));
    second.events().forEach(event -> seen.add(event.id()));
    assertThat(seen).containsExactly("evt_4", "evt_3", "evt_2", "evt_1", "evt_0");
    assertThat(second.next()).isNull();
    assertThat(first.events().get(0).body()).isNull();
  }

  @Test
  void a_page_can_be_filtered_by_type_and_time() {
    publish(event("evt_1"));
    var created = log.find(TENANT, "evt_1").orElseThrow().createdAt();

    assertThat(log.page(filter("payment.succeeded", null, 9)).events()).hasSize(1);
    assertThat(log.page(filter("payment.failed", null, 9)).events()).isEmpty();
    assertThat(
            log.page(new EventLog.Filter(TENANT, null, created, created.plusMillis(1), null, 9))
                .events())
        .hasSize(1);
    assertThat(log.page(new EventLog.Filter(TENANT, null, null, created, null, 9)).events())
        .isEmpty();
  }

  @Test
  void expunged_content_is_gone_and_the_event_stays() {
    var delivery = publish(event("evt_1", 1)).get(0);

    assertThat(log.expunge("other", "evt_1")).isFalse();
    assertThat(stores.events().load(List.of(delivery.eventNumber()))).hasSize(1);
    assertThat(log.expunge(TENANT, "evt_1")).isTrue();

    assertThat(stores.events().load(List.of(delivery.eventNumber()))).isEmpty();
    assertThat(log.find(TENANT, "evt_1").orElseThrow().body()).isNull();
  }

  @Test
  void old_content_is_removed_unless_it_is_still_owed() {
    deliver(publish(event("evt_1", 1)));
    publish(event("evt_2", 1));
    deliver(publish(event("evt_3", 1)));

    assertThat(stores.retention().removeContent(HOUR, 10)).isZero();
    assertThat(stores.retention().removeContent(NO_AGE, 10)).isEqualTo(2);

    assertThat(log.find(TENANT, "evt_1").orElseThrow().body()).isNull();
    assertThat(log.find(TENANT, "evt_2").orElseThrow().body()).isNotNull();
    assertThat(log.find(TENANT, "evt_3").orElseThrow().body()).isNull();
  }

  @Test
  void old_content_that_was_still_owed_is_removed_when_it_is_not_any_more() {
    var owed = publish(event("evt_1", 1));
    deliver(publish(event("evt_2", 1)));
    var retention = stores.retention();
    assertThat(retention.removeContent(NO_AGE, 10)).isEqualTo(1);

    deliver(owed);

    assertThat(retention.removeContent(NO_AGE, 10)).isEqualTo(1);
    assertThat(log.find(TENANT, "evt_1").orElseThrow().body()).isNull();
  }

  @Test
  void old_events_are_removed_in_batches_unless_they_are_still_owed() {
    publish(event("evt_0", 1));
    for (int i = 1; i < 6; i++) {
      deliver(publish(event("evt_" + i, 1)));
    }
    var retention = stores.retention();

    assertThat(retention.removeEvents(HOUR, 3)).isZero();
    int removed = 0;
    for (int i = 0; i < 5; i++) {
      removed += retention.removeEvents(NO_AGE, 3);
    }

    assertThat(removed).isEqualTo(5);
    assertThat(log.page(filter(null, null, 9)).events())
        .extracting(LoggedEvent::id)
        .containsExactly("evt_0");
  }

  @Test
  void old_history_is_removed_with_its_attempts_and_what_is_pending_stays() {
    var old = publish(event("evt_1", 1));
    deliver(old);
    var pending = publish(event("evt_2", 1)).get(0);

    assertThat(stores.retention().removeHistory(HOUR, 10)).isZero();
    assertThat(stores.retention().removeHistory(NO_AGE, 10)).isEqualTo(1);

    assertThat(stores.log().find(TENANT, DeliveryId.of(old.get(0)))).isEmpty();
    assertThat(stores.log().attempts(DeliveryId.of(old.get(0)))).isEmpty();
    assertThat(stores.log().find(TENANT, DeliveryId.of(pending))).isPresent();
  }

  @Test
  void a_key_that_need_not_be_remembered_yet_stays() {
    publish(Samples.keyed("evt_1", "k", "content", 1));

    assertThat(stores.retention().removeExpiredKeys(10)).isZero();
    assertThat(stores.events().append(List.of(Samples.keyed("evt_2", "k", "content", 1))).get(0))
        .isInstanceOf(Appended.Duplicate.class);
  }
}
