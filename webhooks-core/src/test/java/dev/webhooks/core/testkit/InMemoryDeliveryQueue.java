package dev.webhooks.core.testkit;

import dev.webhooks.core.model.Decision;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.model.Shards;
import dev.webhooks.core.model.Trigger;
import dev.webhooks.core.spi.ArrivalWatch;
import dev.webhooks.core.spi.DeliveryQueue;
import dev.webhooks.core.spi.Fetched;
import dev.webhooks.core.spi.Lane;
import dev.webhooks.core.spi.RecordItem;
import dev.webhooks.core.spi.Recorded;
import dev.webhooks.core.testkit.InMemoryDatabase.Attempted;
import dev.webhooks.core.testkit.InMemoryDatabase.Row;
import dev.webhooks.core.testkit.InMemoryDatabase.Settled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** The queue in memory. */
public final class InMemoryDeliveryQueue implements DeliveryQueue {
  private static final Comparator<Row> BY_DUE = Comparator.comparing(InMemoryDeliveryQueue::place);
  private static final Comparator<Row> BY_ID = Comparator.comparing(row -> row.delivery().id());

  private final InMemoryDatabase db;

  public InMemoryDeliveryQueue(InMemoryDatabase db) {
    this.db = db;
  }

  @Override
  public List<Lane.Head> lanes(Set<Integer> shards) {
    synchronized (db) {
      return heads(db.pending.values(), shards);
    }
  }

  @Override
  public Fetched fetch(List<Lane.Read> reads) {
    synchronized (db) {
      var now = db.now();
      var found = new ArrayList<Fetched.Row>();
      reads.forEach(read -> read(read, now, found));
      return new Fetched(now, found);
    }
  }

  private void read(Lane.Read read, Instant now, List<Fetched.Row> found) {
    var rows =
        db.pending.values().stream()
            .filter(row -> row.delivery().endpointId() == read.endpointId())
            .filter(row -> isAfter(row, read))
            .sorted(read.ordered() ? BY_ID : BY_DUE)
            .limit(read.limit())
            .toList();
    for (var row : rows) {
      found.add(new Fetched.Row(row.delivery(), row.dueAt()));
      if (row.dueAt().isAfter(now)) {
        return;
      }
    }
  }

  private static boolean isAfter(Row row, Lane.Read read) {
    return read.ordered()
        ? row.delivery().id() > read.after().id()
        : place(row).compareTo(read.after()) > 0;
  }

  private static Lane.Cursor place(Row row) {
    return new Lane.Cursor(row.dueAt(), row.delivery().id());
  }

  @Override
  public List<Recorded> record(Map<Integer, Long> claims, List<RecordItem> items) {
    synchronized (db) {
      return items.stream().map(item -> record(claims, item)).toList();
    }
  }

  private Recorded record(Map<Integer, Long> claims, RecordItem item) {
    int shard = Shards.of(item.delivery().endpointId());
    var held = db.shards.get(shard);
    if (held == null || !Objects.equals(claims.get(shard), held.epoch())) {
      return Recorded.REFUSED;
    }
    var attempt = item.attempt();
    if (attempt != null && db.attempts.contains(new Attempted(item.delivery().id(), attempt))) {
      return isSettledAlready(item) ? Recorded.SETTLED : Recorded.SUPERSEDED;
    }
    if (attempt != null) {
      db.attempts.add(new Attempted(item.delivery().id(), attempt));
    }
    var row = db.pending.get(item.delivery().id());
    if (row == null
        || row.delivery().revision() != item.delivery().revision()
        || row.delivery().settlement() != item.delivery().settlement()) {
      return Recorded.SUPERSEDED;
    }
    if (item.decision() instanceof Decision.Settle settle) {
      settle(item, row, settle);
      return Recorded.SETTLED;
    }
    var due = db.now().plus(((Decision.Retry) item.decision()).delay());
    db.pending.put(row.delivery().id(), row.with(tried(row.delivery()), due));
    return Recorded.RESCHEDULED;
  }

  private boolean isSettledAlready(RecordItem item) {
    var delivery = item.delivery();
    return item.decision() instanceof Decision.Settle
        && db.history.stream()
            .anyMatch(
                settled ->
                    settled.delivery().id() == delivery.id()
                        && settled.delivery().settlement() == delivery.settlement()
                        && settled.attempts() == delivery.attempts() + 1);
  }

  private void settle(RecordItem item, Row row, Decision.Settle settle) {
    db.pending.remove(row.delivery().id());
    var attempt = item.attempt();
    db.history.add(
        new Settled(
            row.delivery(),
            settle.status(),
            db.now(),
            row.delivery().attempts() + (attempt == null ? 0 : 1),
            item.verifies()));
  }

  private static PendingDelivery tried(PendingDelivery d) {
    return new PendingDelivery(
        d.id(),
        d.endpointId(),
        d.eventNumber(),
        d.createdAt(),
        d.attempts() + 1,
        d.failures() + (d.trigger() == Trigger.AUTOMATIC ? 1 : 0),
        d.revision(),
        d.settlement(),
        Trigger.AUTOMATIC,
        d.retries(),
        d.bodyFormat(),
        d.arrival(),
        null);
  }

  /** Sees every row once, in the order in which rows became visible. */
  @Override
  public ArrivalWatch watchArrivals() {
    return new ArrivalWatch() {
      private int seen = -1;

      @Override
      public List<Lane.Head> look(Set<Integer> shards) {
        synchronized (db) {
          int from = seen < 0 ? db.arrivals.size() : seen;
          seen = db.arrivals.size();
          var rows =
              db.arrivals.subList(from, seen).stream()
                  .filter(db.pending::containsKey)
                  .map(db.pending::get)
                  .toList();
          return heads(rows, shards);
        }
      }
    };
  }

  private static List<Lane.Head> heads(Collection<Row> rows, Set<Integer> shards) {
    var first = new TreeMap<Long, Lane.Cursor>();
    for (var row : rows) {
      long lane = row.delivery().endpointId();
      if (shards.contains(Shards.of(lane))) {
        first.merge(lane, place(row), InMemoryDeliveryQueue::lowest);
      }
    }
    return first.entrySet().stream().map(e -> new Lane.Head(e.getKey(), e.getValue())).toList();
  }

  private static Lane.Cursor lowest(Lane.Cursor one, Lane.Cursor other) {
    return new Lane.Cursor(
        one.dueAt().isBefore(other.dueAt()) ? one.dueAt() : other.dueAt(),
        Math.min(one.id(), other.id()));
  }

  @Override
  public Duration oldestOverdue(Set<Long> unverified) {
    synchronized (db) {
      var now = db.now();
      return db.pending.values().stream()
          .filter(row -> !unverified.contains(row.delivery().endpointId()))
          .map(row -> Duration.between(row.dueAt(), now))
          .filter(overdue -> !overdue.isNegative())
          .max(Comparator.naturalOrder())
          .orElse(Duration.ZERO);
    }
  }
}
