package dev.webhooks.core.testkit;

import dev.webhooks.core.model.DeliveryNumbers;
import dev.webhooks.core.spi.Retention;
import dev.webhooks.core.testkit.InMemoryDatabase.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Retention in memory. Keys are remembered as long as their events. */
public final class InMemoryRetention implements Retention {
  private final InMemoryDatabase db;

  public InMemoryRetention(InMemoryDatabase db) {
    this.db = db;
  }

  @Override
  public void prepareHistory() {}

  @Override
  public int removeHistory(Duration olderThan, int limit) {
    synchronized (db) {
      var end = db.now().minus(olderThan);
      var old =
          db.history.stream()
              .filter(row -> row.delivery().createdAt().isBefore(end))
              .limit(limit)
              .toList();
      db.history.removeAll(old);
      for (var row : old) {
        db.attempts.removeIf(attempted -> attempted.deliveryId() == row.delivery().id());
      }
      return old.size();
    }
  }

  @Override
  public int removeContent(Duration olderThan, int limit) {
    synchronized (db) {
      var old =
          done(db.now().minus(olderThan), limit).stream()
              .filter(row -> row.body() != null)
              .toList();
      old.forEach(row -> db.events.put(row.number(), row.withoutBody()));
      return old.size();
    }
  }

  @Override
  public int removeEvents(Duration olderThan, int limit) {
    synchronized (db) {
      var old = done(db.now().minus(olderThan), limit);
      for (var row : old) {
        db.events.remove(row.number());
        db.eventsById.values().remove(row.number());
        db.keys.values().removeIf(key -> key.eventNumber() == row.number());
      }
      return old.size();
    }
  }

  private List<StoredEvent> done(Instant end, int limit) {
    return db.events.values().stream()
        .filter(row -> row.createdAt().isBefore(end))
        .filter(row -> !isOwed(row.number()))
        .limit(limit)
        .toList();
  }

  private boolean isOwed(long number) {
    return db.pending.keySet().stream().anyMatch(id -> DeliveryNumbers.eventOf(id) == number);
  }

  @Override
  public int removeExpiredKeys(int limit) {
    return 0;
  }
}
