package dev.webhooks.core.testkit;

import static dev.webhooks.core.testkit.Samples.TENANT;
import static dev.webhooks.core.testkit.Samples.accepted;
import static dev.webhooks.core.testkit.Samples.event;
import static dev.webhooks.core.testkit.Samples.refused;
import static dev.webhooks.core.testkit.Samples.retried;
import static dev.webhooks.core.testkit.Samples.settled;
import static dev.webhooks.core.testkit.Samples.succeeded;
import static dev.webhooks.core.testkit.Samples.transaction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.DeliveryId;
import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.model.Direction;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.model.TransactionFacts;
import dev.webhooks.core.model.Trigger;
import dev.webhooks.core.spi.Appended;
import dev.webhooks.core.spi.DeliveryLog;
import dev.webhooks.core.spi.Lane;
import dev.webhooks.core.spi.LoggedDelivery;
import dev.webhooks.core.spi.NewEvent;
import dev.webhooks.core.spi.RecordItem;
import dev.webhooks.core.spi.Recorded;
import dev.webhooks.core.spi.ShardClaim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every delivery log must do, and resending with it. */
public abstract class DeliveryLogContract {
  private static final Duration HOUR = Duration.ofHours(1);

  protected StoresUnderTest stores;
  private DeliveryLog log;
  private Map<Integer, Long> claims;

  /** Stores over an empty database. */
  protected abstract StoresUnderTest emptyStores();

  @BeforeEach
  void open() {
    stores = emptyStores();
    log = stores.log();
    claims =
        stores.leases().heartbeat("a", HOUR).claims().stream()
            .collect(Collectors.toMap(ShardClaim::shard, ShardClaim::epoch));
  }

  private List<PendingDelivery> publish(NewEvent event) {
    return ((Appended.Stored) stores.events().append(List.of(event)).get(0)).deliveries();
  }

  private PendingDelivery publish(String id, long endpoint) {
    return publish(event(id, endpoint)).get(0);
  }

  private Recorded record(RecordItem item) {
    return stores.queue().record(claims, List.of(item)).get(0);
  }

  private LoggedDelivery find(PendingDelivery delivery) {
    return log.find(TENANT, DeliveryId.of(delivery)).orElseThrow();
  }

  private List<PendingDelivery> resend(long mark, PendingDelivery... deliveries) {
    var ids = List.of(deliveries).stream().map(DeliveryId::of).toList();
    return stores.control().resend(ids, mark, Trigger.MANUAL);
  }

  private static DeliveryLog.Filter all(long... endpoints) {
    return filter(null, null, 100, endpoints);
  }

  private static DeliveryLog.Filter filter(
      DeliveryStatus status, Long cursor, int limit, long... endpoints) {
    var marks = Arrays.stream(endpoints).boxed().collect(Collectors.toMap(e -> e, e -> 0L));
    return new DeliveryLog.Filter(marks, status, null, null, null, cursor, limit);
  }

  private List<Long> numbers(DeliveryLog.Filter filter) {
    return log.page(filter).deliveries().stream().map(row -> row.id().number()).toList();
  }

  @Test
  void a_pending_delivery_is_shown_with_its_next_attempt() {
    var delivery = publish("evt_1", 1);

    var shown = find(delivery);

    assertThat(shown.status()).isEqualTo(DeliveryStatus.PENDING);
    assertThat(shown.eventId()).isEqualTo("evt_1");
    assertThat(shown.eventType()).isEqualTo("payment.succeeded");
    assertThat(shown.endpointId()).isEqualTo(1);
    assertThat(shown.createdAt()).isEqualTo(delivery.createdAt());
    assertThat(shown.nextAttemptAt()).isEqualTo(delivery.createdAt());
    assertThat(shown.settledAt()).isNull();
    assertThat(shown.attempts()).isZero();
  }

  @Test
  void a_settled_delivery_is_shown_as_it_ended() {
    for (var status :
        List.of(DeliveryStatus.SUCCEEDED, DeliveryStatus.FAILED, DeliveryStatus.CANCELLED)) {
      var delivery = publish("evt_" + status, 1);
      record(settled(delivery, status));

      var shown = find(delivery);
      assertThat(shown.status()).isEqualTo(status);
      assertThat(shown.attempts()).isEqualTo(status == DeliveryStatus.CANCELLED ? 0 : 1);
      assertThat(shown.settledAt()).isNotNull();
      assertThat(shown.nextAttemptAt()).isNull();
    }
  }

  @Test
  void another_tenants_delivery_is_not_found_and_an_unknown_one_neither() {
    var delivery = publish("evt_1", 1);
    var id = DeliveryId.of(delivery);

    assertThat(log.find("other", id)).isEmpty();
    assertThat(log.find(TENANT, new DeliveryId(id.number() + 1, id.createdAt()))).isEmpty();
    assertThat(log.find(TENANT, new DeliveryId(id.number(), id.createdAt().plusSeconds(9))))
        .isEmpty();
  }

  @Test
  void attempts_are_kept_with_all_that_is_known_of_them() {
    var delivery = publish("evt_1", 1);
    record(retried(delivery, Duration.ZERO));
    var again = fetchOne(1);
    record(succeeded(again));

    assertThat(log.attempts(DeliveryId.of(delivery)))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(refused(delivery), accepted(again));
    assertThat(find(delivery).attempts()).isEqualTo(2);
  }

  @Test
  void an_attempt_that_a_resend_overtook_is_numbered_with_the_others() {
    var delivery = publish("evt_1", 1);
    var resent = resend(0, delivery).get(0);
    record(succeeded(delivery));
    record(succeeded(resent));

    assertThat(log.attempts(DeliveryId.of(delivery)))
        .extracting(DeliveryAttempt::number)
        .containsExactly(1, 2);
  }

  private PendingDelivery fetchOne(long endpoint) {
    var read = new Lane.Read(endpoint, Lane.Cursor.START, 1, false);
    return stores.queue().fetch(List.of(read)).rows().get(0).delivery();
  }

  @Test
  void a_page_shows_pending_and_settled_deliveries_newest_first() {
    var published = new ArrayList<Long>();
    for (int i = 0; i < 6; i++) {
      var delivery = publish("evt_" + i, 1 + i % 2);
      published.add(0, delivery.id());
      if (i % 3 == 0) {
        record(succeeded(delivery));
      }
    }
    publish("evt_other", 3);

    assertThat(numbers(all(1, 2))).isEqualTo(published);
    assertThat(numbers(all(1))).hasSize(3);
    assertThat(numbers(all())).isEmpty();
  }

  @Test
  void pages_follow_each_other_while_new_deliveries_arrive() {
    var published = new ArrayList<Long>();
    for (int i = 0; i < 5; i++) {
      published.add(0, publish("evt_" + i, 1).id());
    }

    var first = log.page(filter(null, null, 2, 1));
    publish("evt_new", 1);
    var second = log.page(filter(null, first.next(), 2, 1));
    var third = log.page(filter(null, second.next(), 2, 1));

    var seen = new ArrayList<Long>();
    List.of(first, second, third)
        .forEach(page -> page.deliveries().forEach(row -> seen.add(row.id().number())));
    assertThat(seen).isEqualTo(published);
    assertThat(third.next()).isNull();
  }

  @Test
  void a_page_can_be_filtered_by_status() {
    var rows = publish(event("evt_1", 1, 2, 3, 4));
    record(succeeded(rows.get(0)));
    record(settled(rows.get(1), DeliveryStatus.FAILED));
    record(settled(rows.get(2), DeliveryStatus.CANCELLED));

    var statuses =
        List.of(
            DeliveryStatus.SUCCEEDED,
            DeliveryStatus.FAILED,
            DeliveryStatus.CANCELLED,
            DeliveryStatus.PENDING);
    for (int i = 0; i < 4; i++) {
      assertThat(numbers(filter(statuses.get(i), null, 9, 1, 2, 3, 4)))
          .as(statuses.get(i).name())
          .containsExactly(rows.get(i).id());
    }
  }

  @Test
  void a_page_can_be_filtered_by_event_type_and_time() {
    var delivery = publish("evt_1", 1);
    record(succeeded(delivery));
    var created = delivery.createdAt();
    var marks = Map.of(1L, 0L);

    assertThat(
            numbers(
                new DeliveryLog.Filter(
                    marks, null, "payment.succeeded", created, created.plusSeconds(1), null, 9)))
        .hasSize(1);
    assertThat(numbers(new DeliveryLog.Filter(marks, null, "payment.failed", null, null, null, 9)))
        .isEmpty();
    assertThat(numbers(new DeliveryLog.Filter(marks, null, null, null, created, null, 9)))
        .isEmpty();
    assertThat(
            numbers(
                new DeliveryLog.Filter(marks, null, null, created.plusNanos(1000), null, null, 9)))
        .isEmpty();
  }

  @Test
  void what_a_mark_covers_is_shown_as_cancelled_at_once() {
    var delivery = publish("evt_1", 1);
    long mark = stores.control().lastArrival();
    var later = publish("evt_2", 1);
    var marks = Map.of(1L, mark);

    var page = log.page(new DeliveryLog.Filter(marks, null, null, null, null, null, 9));

    assertThat(page.deliveries())
        .extracting(LoggedDelivery::status)
        .containsExactly(DeliveryStatus.PENDING, DeliveryStatus.CANCELLED);
    assertThat(find(delivery).under(mark).status()).isEqualTo(DeliveryStatus.CANCELLED);
    assertThat(find(delivery).under(mark).nextAttemptAt()).isNull();
    assertThat(find(later).under(mark).status()).isEqualTo(DeliveryStatus.PENDING);
    for (var status : List.of(DeliveryStatus.PENDING, DeliveryStatus.CANCELLED)) {
      assertThat(numbers(new DeliveryLog.Filter(marks, status, null, null, null, null, 9)))
          .containsExactly(status == DeliveryStatus.PENDING ? later.id() : delivery.id());
    }
  }

  @Test
  void the_deliveries_of_an_event_are_shown_in_the_order_of_its_targets() {
    publish("evt_0", 1);
    var rows = publish(event("evt_1", 3, 1, 2));
    publish("evt_2", 1);
    record(succeeded(rows.get(1)));
    resend(0, rows.get(1));
    record(settled(rows.get(2), DeliveryStatus.FAILED));

    var shown = log.ofEvent(rows.get(0).eventNumber(), rows.get(0).createdAt());

    assertThat(shown).extracting(LoggedDelivery::endpointId).containsExactly(3L, 1L, 2L);
    assertThat(shown)
        .extracting(LoggedDelivery::status)
        .containsExactly(DeliveryStatus.PENDING, DeliveryStatus.PENDING, DeliveryStatus.FAILED);
  }

  @Test
  void a_settled_delivery_that_is_resent_comes_back_for_one_attempt() {
    var delivery = publish("evt_1", 1);
    record(settled(delivery, DeliveryStatus.FAILED));

    var resent = resend(0, delivery).get(0);

    assertThat(resent.id()).isEqualTo(delivery.id());
    assertThat(resent.createdAt()).isEqualTo(delivery.createdAt());
    assertThat(resent.eventNumber()).isEqualTo(delivery.eventNumber());
    assertThat(resent.settlement()).isEqualTo(1);
    assertThat(resent.attempts()).isEqualTo(1);
    assertThat(resent.retries()).isFalse();
    assertThat(resent.trigger()).isEqualTo(Trigger.MANUAL);
    assertThat(resent.arrival()).isGreaterThan(delivery.arrival());
    assertThat(find(delivery).status()).isEqualTo(DeliveryStatus.PENDING);
    assertThat(fetchOne(1)).usingRecursiveComparison().ignoringFields("place").isEqualTo(resent);

    record(succeeded(resent));
    assertThat(find(delivery).status()).isEqualTo(DeliveryStatus.SUCCEEDED);
    assertThat(numbers(all(1))).containsExactly(delivery.id());
    assertThat(numbers(filter(DeliveryStatus.FAILED, null, 9, 1))).isEmpty();
    assertThat(resend(0, delivery).get(0).settlement()).isEqualTo(2);
  }

  @Test
  void a_pending_delivery_that_is_resent_is_due_now_and_keeps_its_retries() {
    var delivery = publish("evt_1", 1);
    record(retried(delivery, HOUR));

    var resent = resend(0, delivery).get(0);

    assertThat(resent.revision()).isEqualTo(delivery.revision() + 1);
    assertThat(resent.settlement()).isZero();
    assertThat(resent.retries()).isTrue();
    assertThat(resent.trigger()).isEqualTo(Trigger.MANUAL);
    assertThat(fetchOne(1)).usingRecursiveComparison().ignoringFields("place").isEqualTo(resent);
    assertThat(find(delivery).nextAttemptAt())
        .isBeforeOrEqualTo(stores.queue().fetch(List.of()).readAt());
  }

  @Test
  void a_cancelled_delivery_that_is_resent_is_beyond_the_mark_and_not_retried() {
    var delivery = publish("evt_1", 1);
    long mark = stores.control().lastArrival();

    var resent = resend(mark, delivery).get(0);

    assertThat(resent.arrival()).isGreaterThan(mark);
    assertThat(resent.retries()).isFalse();
    assertThat(find(delivery).under(mark).status()).isEqualTo(DeliveryStatus.PENDING);
  }

  @Test
  void several_are_resent_at_once_and_unknown_ones_left_out() {
    var first = publish("evt_1", 1);
    var second = publish("evt_2", 1);
    record(succeeded(second));
    var unknown = new DeliveryId(77, first.createdAt());

    var resent =
        stores
            .control()
            .resend(
                List.of(DeliveryId.of(second), unknown, DeliveryId.of(first)), 0, Trigger.RECOVERY);

    assertThat(resent)
        .extracting(PendingDelivery::id)
        .containsExactlyInAnyOrder(first.id(), second.id());
    assertThat(resent).extracting(PendingDelivery::trigger).containsOnly(Trigger.RECOVERY);
  }

  @Test
  void what_has_lost_its_content_is_not_resent_and_stays_as_it_is() {
    var delivery = publish("evt_1", 1);
    record(succeeded(delivery));
    var pending = publish("evt_2", 1);
    stores.eventLog().expunge(TENANT, "evt_1");
    stores.eventLog().expunge(TENANT, "evt_2");

    assertThat(resend(0, delivery, pending)).isEmpty();

    assertThat(find(delivery).status()).isEqualTo(DeliveryStatus.SUCCEEDED);
    assertThat(find(pending).status()).isEqualTo(DeliveryStatus.PENDING);
  }

  @Test
  void a_resend_that_is_rolled_back_changes_nothing() {
    var delivery = publish("evt_1", 1);
    record(succeeded(delivery));

    new OpenTransaction(stores, () -> resend(0, delivery)).rollBack();

    assertThat(find(delivery).status()).isEqualTo(DeliveryStatus.SUCCEEDED);
  }

  @Test
  void a_mark_covers_what_open_transactions_have_appended() {
    var rows = new ArrayList<PendingDelivery>();
    var open = new OpenTransaction(stores, () -> rows.add(publish("evt_1", 1)));
    long mark = stores.control().lastArrival();
    open.commit();

    assertThat(rows.get(0).arrival()).isLessThanOrEqualTo(mark);
    assertThat(publish("evt_2", 1).arrival()).isGreaterThan(mark);
  }

  @Test
  void a_transaction_is_verified_by_the_first_acceptance_of_an_endpoint_that_verifies() {
    var facts = new TransactionFacts(7, 19, null, Direction.IN, false);
    var rows = publish(transaction("evt_1", facts, 1, 2, 3));
    long event = rows.get(0).eventNumber();
    Instant created = rows.get(0).createdAt();
    var item = succeeded(rows.get(0));
    record(new RecordItem(item.delivery(), item.attempt(), item.decision(), false));
    record(settled(rows.get(1), DeliveryStatus.FAILED));
    assertThat(log.verifiedAt(event, created)).isEmpty();

    record(succeeded(rows.get(2)));
    var verified = log.verifiedAt(event, created).orElseThrow();
    assertThat(verified).isEqualTo(find(rows.get(2)).settledAt());

    record(settled(resend(0, rows.get(2)).get(0), DeliveryStatus.FAILED));
    assertThat(log.verifiedAt(event, created)).contains(verified);
  }
}
