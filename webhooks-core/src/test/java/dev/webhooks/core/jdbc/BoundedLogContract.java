package dev.webhooks.core.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.spi.DeliveryLog;
import dev.webhooks.core.spi.EventLog;
import dev.webhooks.core.spi.LoggedDelivery;
import dev.webhooks.core.spi.LoggedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * However few rows a page may look at, following the cursors shows everything that a filter wants
 * and nothing twice. The log: 240 events, one per minute, every fortieth of a rare type, each owed
 * to three endpoints, one of which is disabled; some are pending, some were settled twice.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BoundedLogContract {
  private static final Instant START = Instant.parse("2026-01-10T20:00:00Z");
  private static final Instant MIDDLE = START.plus(Duration.ofMinutes(100));
  private static final Map<Long, Long> MARKS = Map.of(1L, 0L, 2L, 0L, 3L, Long.MAX_VALUE);

  private final List<LoggedDelivery> deliveries = new ArrayList<>();
  private final List<LoggedEvent> events = new ArrayList<>();

  abstract Jdbc jdbc();

  abstract DeliveryLog deliveryLog(int scan, int leastScan);

  abstract EventLog eventLog(int scan);

  /** A table of the numbers n from 1 to 240. */
  abstract String numbers();

  @BeforeAll
  void fill() {
    execute(
        """
        insert into webhooks.event (number, created_at, endpoints, livemode, tenant, id, type)
        select n, AT, array[cast(1 as bigint), cast(2 as bigint), cast(3 as bigint)], true,
          'bounded', concat('evt_b', n), case when mod(n, 40) = 0 then 'a.rare' else 'a.usual' end
        from NUMBERS
        """);
    for (int lane = 0; lane < 3; lane++) {
      settle(lane, 0, "case when mod(n, 7) = 0 then 2 else 1 end", "mod(n, 11) <> 0");
      settle(lane, 1, "1", "mod(n, 11) <> 0 and mod(n, 5) = 0");
      execute(
          """
          insert into webhooks.pending_delivery
            (id, endpoint_id, created_at, due_at, arrival, body_format)
          select n * 65536 + %s, %s, AT, AT, n * 65536 + %s, 0 from NUMBERS where mod(n, 11) = 0
          """
              .formatted(lane, lane + 1, lane));
    }
    deliveries.addAll(walk(deliveryLog(10_000, 10_000), null, null, null, null, 100));
    events.addAll(walk(eventLog(10_000), null, null, null, 100));
    assertThat(deliveries).hasSize(720);
    assertThat(events).hasSize(240);
    assertThat(deliveries)
        .isSortedAccordingTo(
            Comparator.comparing((LoggedDelivery delivery) -> delivery.id().number()).reversed());
  }

  private void settle(int lane, int settlement, String status, String which) {
    execute(
        """
        insert into webhooks.delivery (id, endpoint_id, created_at, settled_at, settlement, status,
          attempts, failures, body_format, verifies)
        select n * 65536 + %s, %s, AT, AT, %s, %s, 1, 0, 0, false from NUMBERS where %s
        """
            .formatted(lane, lane + 1, settlement, status, which));
  }

  private void execute(String sql) {
    String at = "(timestamp with time zone '2026-01-10 20:00:00+00' + n * interval '1' minute)";
    jdbc().update(sql.replace("AT,", at + ",").replace("NUMBERS", numbers()), statement -> {});
  }

  private static List<LoggedDelivery> walk(
      DeliveryLog log, DeliveryStatus status, String type, Instant from, Instant to, int limit) {
    List<LoggedDelivery> found = new ArrayList<>();
    Long cursor = null;
    do {
      var page = log.page(new DeliveryLog.Filter(MARKS, status, type, from, to, cursor, limit));
      assertThat(page.deliveries()).hasSizeLessThanOrEqualTo(limit);
      assertThat(cursor == null || page.next() == null || page.next() < cursor).isTrue();
      found.addAll(page.deliveries());
      cursor = page.next();
    } while (cursor != null);
    return found;
  }

  private static List<LoggedEvent> walk(
      EventLog log, String type, Instant from, Instant to, int limit) {
    List<LoggedEvent> found = new ArrayList<>();
    Long cursor = null;
    do {
      var page = log.page(new EventLog.Filter("bounded", type, from, to, cursor, limit));
      assertThat(page.events()).hasSizeLessThanOrEqualTo(limit);
      found.addAll(page.events());
      cursor = page.next();
    } while (cursor != null);
    return found;
  }

  private static <T> List<T> orNull(List<T> values) {
    List<T> all = new ArrayList<>(values);
    all.add(null);
    return all;
  }

  private static boolean isWithin(Instant time, Instant from, Instant to) {
    return (from == null || !time.isBefore(from)) && (to == null || time.isBefore(to));
  }

  @Test
  void deliveries_are_all_found_by_any_filter() {
    for (DeliveryStatus status : orNull(List.of(DeliveryStatus.values()))) {
      for (String type : orNull(List.of("a.rare", "a.usual", "a.none"))) {
        assertFound(status, type, null, null);
        assertFound(status, type, MIDDLE, MIDDLE.plus(Duration.ofMinutes(60)));
      }
    }
    assertFound(null, null, null, MIDDLE);
    assertFound(null, null, MIDDLE, null);
  }

  private void assertFound(DeliveryStatus status, String type, Instant from, Instant to) {
    assertThat(walk(deliveryLog(40, 12), status, type, from, to, 9))
        .as("%s %s %s %s", status, type, from, to)
        .isEqualTo(
            deliveries.stream()
                .filter(delivery -> status == null || delivery.status() == status)
                .filter(delivery -> type == null || delivery.eventType().equals(type))
                .filter(delivery -> isWithin(delivery.createdAt(), from, to))
                .toList());
  }

  @Test
  void events_are_all_found_by_any_filter() {
    for (String type : orNull(List.of("a.rare", "a.usual", "a.none"))) {
      assertFound(type, null, null);
      assertFound(type, MIDDLE, null);
      assertFound(type, null, MIDDLE);
    }
  }

  private void assertFound(String type, Instant from, Instant to) {
    assertThat(walk(eventLog(17), type, from, to, 5))
        .as("%s %s %s", type, from, to)
        .usingRecursiveComparison()
        .isEqualTo(
            events.stream()
                .filter(event -> type == null || event.type().equals(type))
                .filter(event -> isWithin(event.createdAt(), from, to))
                .toList());
  }

  @Test
  void a_page_that_looked_at_enough_ends_early_with_a_cursor() {
    var page =
        deliveryLog(40, 12)
            .page(new DeliveryLog.Filter(MARKS, null, "a.none", null, null, null, 9));
    assertThat(page.deliveries()).isEmpty();
    assertThat(page.next()).isNotNull();

    var events = eventLog(17).page(new EventLog.Filter("bounded", "a.none", null, null, null, 9));
    assertThat(events.events()).isEmpty();
    assertThat(events.next()).isEqualTo(224);
  }

  @Test
  void removed_events_do_not_end_the_log() {
    execute("update webhooks.event set number = -number where number > 220");
    try {
      assertThat(walk(deliveryLog(40, 12), null, null, null, null, 9))
          .isEqualTo(
              deliveries.stream().filter(delivery -> delivery.eventNumber() <= 220).toList());
    } finally {
      execute("update webhooks.event set number = -number where number < 0");
    }
  }
}
