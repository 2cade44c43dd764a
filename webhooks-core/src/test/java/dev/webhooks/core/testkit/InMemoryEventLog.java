package dev.webhooks.core.testkit;

import dev.webhooks.core.spi.EventLog;
import dev.webhooks.core.spi.LoggedEvent;
import dev.webhooks.core.testkit.InMemoryDatabase.StoredEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The event log in memory. */
public final class InMemoryEventLog implements EventLog {
  private final InMemoryDatabase db;

  public InMemoryEventLog(InMemoryDatabase db) {
    this.db = db;
  }

  @Override
  public Optional<LoggedEvent> find(String tenant, String eventId) {
    return first(row -> is(row, tenant) && row.input().event().id().equals(eventId));
  }

  @Override
  public Optional<LoggedEvent> findTransaction(String tenant, long transactionId) {
    return first(
        row ->
            is(row, tenant)
                && row.input().event().transaction() != null
                && row.input().event().transaction().transactionId() == transactionId);
  }

  private static boolean is(StoredEvent row, String tenant) {
    return row.input().event().tenant().equals(tenant);
  }

  private Optional<LoggedEvent> first(Predicate<StoredEvent> condition) {
    synchronized (db) {
      return db.events.values().stream()
          .filter(condition)
          .map(row -> logged(row, row.body()))
          .findFirst();
    }
  }

  private static LoggedEvent logged(StoredEvent row, byte[] body) {
    var event = row.input().event();
    return new LoggedEvent(
        row.number(),
        event.id(),
        event.type(),
        event.livemode(),
        event.channels(),
        row.createdAt(),
        row.input().targets().size(),
        event.transaction() == null ? null : event.transaction().transactionId(),
        body);
  }

  @Override
  public Page page(Filter filter) {
    synchronized (db) {
      var newestFirst = new ArrayList<>(db.events.values());
      Collections.reverse(newestFirst);
      List<LoggedEvent> found =
          newestFirst.stream()
              .filter(row -> matches(row, filter))
              .map(row -> logged(row, null))
              .limit(filter.limit() + 1L)
              .toList();
      if (found.size() <= filter.limit()) {
        return new Page(found, null);
      }
      var page = found.subList(0, filter.limit());
      return new Page(page, page.get(page.size() - 1).number());
    }
  }

  private static boolean matches(StoredEvent row, Filter filter) {
    return is(row, filter.tenant())
        && (filter.type() == null || row.input().event().type().equals(filter.type()))
        && (filter.from() == null || !row.createdAt().isBefore(filter.from()))
        && (filter.to() == null || row.createdAt().isBefore(filter.to()))
        && (filter.cursor() == null || row.number() < filter.cursor());
  }

  @Override
  public boolean expunge(String tenant, String eventId) {
    synchronized (db) {
      Long number = db.eventsById.get(List.of(tenant, eventId));
      if (number != null) {
        db.events.computeIfPresent(number, (key, row) -> row.withoutBody());
      }
      return number != null;
    }
  }
}
