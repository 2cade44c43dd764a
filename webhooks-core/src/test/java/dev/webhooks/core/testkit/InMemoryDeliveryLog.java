package dev.webhooks.core.testkit;

import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.DeliveryId;
import dev.webhooks.core.model.DeliveryNumbers;
import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.spi.DeliveryLog;
import dev.webhooks.core.spi.LoggedDelivery;
import dev.webhooks.core.testkit.InMemoryDatabase.Row;
import dev.webhooks.core.testkit.InMemoryDatabase.Settled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The delivery log in memory. */
public final class InMemoryDeliveryLog implements DeliveryLog {
  private final InMemoryDatabase db;

  public InMemoryDeliveryLog(InMemoryDatabase db) {
    this.db = db;
  }

  @Override
  public Optional<LoggedDelivery> find(String tenant, DeliveryId id) {
    synchronized (db) {
      return all()
          .filter(delivery -> delivery.id().equals(id))
          .filter(delivery -> tenantOf(delivery).equals(tenant))
          .findFirst();
    }
  }

  private String tenantOf(LoggedDelivery delivery) {
    return db.events.get(delivery.eventNumber()).input().event().tenant();
  }

  /** Every delivery once, newest first: pending ones, and the highest settlement of the others. */
  private Stream<LoggedDelivery> all() {
    var latest = new TreeMap<Long, LoggedDelivery>(Comparator.reverseOrder());
    db.history.forEach(row -> latest.put(row.delivery().id(), settled(row)));
    db.pending.forEach((id, row) -> latest.put(id, pending(row)));
    return latest.values().stream();
  }

  private LoggedDelivery pending(Row row) {
    var delivery = row.delivery();
    var event = db.events.get(delivery.eventNumber()).input().event();
    return new LoggedDelivery(
        DeliveryId.of(delivery),
        delivery.endpointId(),
        delivery.eventNumber(),
        event.id(),
        event.type(),
        delivery.createdAt(),
        DeliveryStatus.PENDING,
        delivery.attempts(),
        delivery.arrival(),
        null,
        row.dueAt());
  }

  private LoggedDelivery settled(Settled row) {
    var delivery = row.delivery();
    var event = db.events.get(delivery.eventNumber()).input().event();
    return new LoggedDelivery(
        DeliveryId.of(delivery),
        delivery.endpointId(),
        delivery.eventNumber(),
        event.id(),
        event.type(),
        delivery.createdAt(),
        row.status(),
        row.attempts(),
        0,
        row.settledAt(),
        null);
  }

  @Override
  public List<DeliveryAttempt> attempts(DeliveryId id) {
    synchronized (db) {
      var stored =
          db.attemptsOf(id.number()).stream()
              .sorted(Comparator.comparing(DeliveryAttempt::startedAt))
              .toList();
      var numbered = new ArrayList<DeliveryAttempt>();
      stored.forEach(attempt -> numbered.add(numbered(attempt, numbered.size() + 1)));
      return numbered;
    }
  }

  private static DeliveryAttempt numbered(DeliveryAttempt a, int number) {
    return new DeliveryAttempt(
        number,
        a.trigger(),
        a.startedAt(),
        a.timings(),
        a.address(),
        a.requestHeaders(),
        a.result(),
        a.error());
  }

  @Override
  public Page page(Filter filter) {
    synchronized (db) {
      var found =
          all()
              .filter(delivery -> filter.cancelledThrough().containsKey(delivery.endpointId()))
              .map(delivery -> delivery.under(filter.cancelledThrough().get(delivery.endpointId())))
              .filter(delivery -> matches(delivery, filter))
              .limit(filter.limit() + 1L)
              .toList();
      if (found.size() <= filter.limit()) {
        return new Page(found, null);
      }
      var page = found.subList(0, filter.limit());
      return new Page(page, page.get(page.size() - 1).id().number());
    }
  }

  private static boolean matches(LoggedDelivery delivery, Filter filter) {
    return (filter.status() == null || delivery.status() == filter.status())
        && (filter.eventType() == null || delivery.eventType().equals(filter.eventType()))
        && (filter.from() == null || !delivery.createdAt().isBefore(filter.from()))
        && (filter.to() == null || delivery.createdAt().isBefore(filter.to()))
        && (filter.cursor() == null || delivery.id().number() < filter.cursor());
  }

  @Override
  public List<LoggedDelivery> ofEvent(long eventNumber, Instant createdAt) {
    synchronized (db) {
      return all()
          .filter(delivery -> delivery.eventNumber() == eventNumber)
          .sorted(Comparator.comparing(delivery -> delivery.id().number()))
          .toList();
    }
  }

  @Override
  public Optional<Instant> verifiedAt(long eventNumber, Instant createdAt) {
    synchronized (db) {
      return db.history.stream()
          .filter(row -> DeliveryNumbers.eventOf(row.delivery().id()) == eventNumber)
          .filter(row -> row.verifies() && row.status() == DeliveryStatus.SUCCEEDED)
          .map(Settled::settledAt)
          .min(Comparator.naturalOrder());
    }
  }
}
