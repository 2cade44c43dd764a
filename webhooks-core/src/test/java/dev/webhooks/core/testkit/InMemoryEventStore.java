package dev.webhooks.core.testkit;

import dev.webhooks.core.model.DeliveryNumbers;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.spi.Appended;
import dev.webhooks.core.spi.EventContent;
import dev.webhooks.core.spi.EventStore;
import dev.webhooks.core.spi.NewEvent;
import dev.webhooks.core.testkit.InMemoryDatabase.Key;
import dev.webhooks.core.testkit.InMemoryDatabase.StoredEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Events in memory. Keys count as taken from the moment of the append, even before the caller's
 * transaction commits; a roll-back does not free them.
 */
public final class InMemoryEventStore implements EventStore {
  private final InMemoryDatabase db;

  public InMemoryEventStore(InMemoryDatabase db) {
    this.db = db;
  }

  @Override
  public List<Appended> append(List<NewEvent> events) {
    synchronized (db) {
      return events.stream().map(this::append).toList();
    }
  }

  private Appended append(NewEvent input) {
    var event = input.event();
    var id = List.of(event.tenant(), event.id());
    var key =
        input.idempotency() == null ? null : List.of(event.tenant(), input.idempotency().key());
    if (key != null && db.keys.containsKey(key)) {
      var known = db.keys.get(key);
      return repetition(
          known.eventNumber(),
          Arrays.equals(known.contentHash(), input.idempotency().contentHash()));
    }
    Long same = db.eventsById.get(id);
    if (same != null) {
      boolean sameContent = Arrays.equals(db.events.get(same).input().event().body(), event.body());
      if (key != null && sameContent) {
        db.keys.put(key, new Key(input.idempotency().contentHash(), same));
      }
      return repetition(same, sameContent);
    }
    long number = db.nextNumber();
    if (key != null) {
      db.keys.put(key, new Key(input.idempotency().contentHash(), number));
    }
    db.eventsById.put(id, number);
    return store(number, input);
  }

  private Appended repetition(long number, boolean sameContent) {
    var first = db.events.get(number).input();
    if (!sameContent) {
      return new Appended.Conflict(first.event().id());
    }
    var facts = first.event().transaction();
    return new Appended.Duplicate(
        first.event().id(), facts == null ? 0 : facts.transactionId(), first.targets().size());
  }

  private Appended store(long number, NewEvent input) {
    var now = db.now();
    db.events.put(number, new StoredEvent(number, input, now, input.event().body()));
    var owed = new ArrayList<PendingDelivery>();
    for (var target : input.targets()) {
      owed.add(
          InMemoryDatabase.fresh(DeliveryNumbers.of(number, owed.size()), number, target, now));
    }
    db.transactions.write(
        () -> {
          synchronized (db) {
            owed.forEach(delivery -> db.addPending(delivery, now));
          }
        });
    return new Appended.Stored(number, List.copyOf(owed));
  }

  @Override
  public Map<Long, EventContent> load(Collection<Long> eventNumbers) {
    synchronized (db) {
      var found = new HashMap<Long, EventContent>();
      for (long number : eventNumbers) {
        var row = db.events.get(number);
        if (row != null && row.body() != null) {
          var event = row.input().event();
          found.put(number, new EventContent(number, event.id(), event.type(), row.body()));
        }
      }
      return found;
    }
  }

  @Override
  public List<Long> nextTransactionIds(int count) {
    synchronized (db) {
      long first = db.lastTransactionId + 1;
      db.lastTransactionId += count;
      return LongStream.rangeClosed(first, db.lastTransactionId).boxed().toList();
    }
  }
}
