package dev.webhooks.core.testkit;

import dev.webhooks.core.model.DeliveryId;
import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.model.Recovery;
import dev.webhooks.core.model.Recovery.State;
import dev.webhooks.core.spi.RecoveryStore;
import dev.webhooks.core.testkit.InMemoryDatabase.Settled;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Recoveries in memory, for one worker: what it takes is not held, and what it advances is stored
 * at once.
 */
public final class InMemoryRecoveryStore implements RecoveryStore {
  private final InMemoryDatabase db;

  /** In the order in which they were worked on. */
  private final Map<Long, Recovery> recoveries = new LinkedHashMap<>();

  private long lastId;

  public InMemoryRecoveryStore(InMemoryDatabase db) {
    this.db = db;
  }

  @Override
  public Recovery add(
      String tenant,
      long endpointId,
      DeliveryStatus wanted,
      Instant since,
      @Nullable Instant until) {
    synchronized (db) {
      var now = db.now();
      var end = until == null || until.isAfter(now) ? now : until;
      var added =
          new Recovery(
              ++lastId, tenant, endpointId, wanted, since, end, State.RUNNING, 0, 0, 0, now, null);
      recoveries.put(added.id(), added);
      return added;
    }
  }

  @Override
  public Optional<Recovery> find(String tenant, long id) {
    synchronized (db) {
      return Optional.ofNullable(recoveries.get(id)).filter(r -> r.tenant().equals(tenant));
    }
  }

  @Override
  public List<Recovery> newest(String tenant, @Nullable Long endpointId, int limit) {
    synchronized (db) {
      return recoveries.values().stream()
          .filter(r -> r.tenant().equals(tenant))
          .filter(r -> endpointId == null || r.endpointId() == endpointId)
          .sorted(Comparator.comparingLong(Recovery::id).reversed())
          .limit(limit)
          .toList();
    }
  }

  @Override
  public int running(long endpointId) {
    synchronized (db) {
      return (int) running().filter(r -> r.endpointId() == endpointId).count();
    }
  }

  @Override
  public boolean cancel(String tenant, long id) {
    return cancelIf(r -> r.id() == id && r.tenant().equals(tenant)) == 1;
  }

  @Override
  public int cancelAll(long endpointId) {
    return cancelIf(r -> r.endpointId() == endpointId);
  }

  private int cancelIf(Predicate<Recovery> condition) {
    synchronized (db) {
      var running = running().filter(condition).toList();
      running.forEach(r -> recoveries.put(r.id(), ended(r, State.CANCELLED)));
      return running.size();
    }
  }

  private Stream<Recovery> running() {
    return recoveries.values().stream().filter(r -> r.state() == State.RUNNING);
  }

  @Override
  public Optional<Recovery> takeNext() {
    synchronized (db) {
      return running().findFirst();
    }
  }

  @Override
  public List<DeliveryId> candidates(Recovery recovery, long cancelledThrough, int limit) {
    synchronized (db) {
      var found = new TreeMap<Long, PendingDelivery>();
      var latest = new TreeMap<Long, Settled>();
      db.history.forEach(row -> latest.put(row.delivery().id(), row));
      latest.values().stream()
          .filter(row -> row.status() == recovery.wanted())
          .map(Settled::delivery)
          .filter(delivery -> !db.pending.containsKey(delivery.id()))
          .forEach(delivery -> found.put(delivery.id(), delivery));
      if (recovery.wanted() == DeliveryStatus.CANCELLED) {
        db.pending.values().stream()
            .map(InMemoryDatabase.Row::delivery)
            .filter(delivery -> delivery.arrival() <= cancelledThrough)
            .forEach(delivery -> found.put(delivery.id(), delivery));
      }
      return found.tailMap(recovery.cursor(), false).values().stream()
          .filter(delivery -> delivery.endpointId() == recovery.endpointId())
          .filter(delivery -> !delivery.createdAt().isBefore(recovery.since()))
          .filter(delivery -> delivery.createdAt().isBefore(recovery.until()))
          .limit(limit)
          .map(DeliveryId::of)
          .toList();
    }
  }

  @Override
  public void advance(Recovery recovery, boolean isDone) {
    synchronized (db) {
      recoveries.remove(recovery.id());
      recoveries.put(recovery.id(), isDone ? ended(recovery, State.COMPLETED) : recovery);
    }
  }

  @Override
  public int removeFinished(Instant before) {
    synchronized (db) {
      int size = recoveries.size();
      recoveries.values().removeIf(r -> r.finishedAt() != null && r.finishedAt().isBefore(before));
      return size - recoveries.size();
    }
  }

  private Recovery ended(Recovery r, State state) {
    return new Recovery(
        r.id(),
        r.tenant(),
        r.endpointId(),
        r.wanted(),
        r.since(),
        r.until(),
        state,
        r.cursor(),
        r.matched(),
        r.requeued(),
        r.createdAt(),
        db.now());
  }
}
