package dev.webhooks.core.testkit;

import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.model.Trigger;
import dev.webhooks.core.spi.NewEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the in-memory stores share: tables as maps, one clock, one lock. The naive implementation
 * that the real ones are held against.
 */
public final class InMemoryDatabase {
  final InstantSource clock;
  final InMemoryTransactions transactions = new InMemoryTransactions();

  long lastNumber;
  long lastTransactionId;
  final Map<Long, StoredEvent> events = new TreeMap<>();
  final Map<List<String>, Long> eventsById = new HashMap<>();
  final Map<List<String>, Key> keys = new HashMap<>();
  final Map<Long, Row> pending = new TreeMap<>();
  final List<Settled> history = new ArrayList<>();
  final List<Attempted> attempts = new ArrayList<>();
  final Map<String, Instant> leases = new LinkedHashMap<>();
  final Set<String> leaving = new HashSet<>();
  final Map<Integer, Shard> shards = new TreeMap<>();

  /** Rows that became visible, in that order, for the second look. */
  final List<Long> arrivals = new ArrayList<>();

  record StoredEvent(long number, NewEvent input, Instant createdAt, byte @Nullable [] body) {
    StoredEvent withoutBody() {
      return new StoredEvent(number, input, createdAt, null);
    }
  }

  record Key(byte[] contentHash, long eventNumber) {}

  record Shard(@Nullable String owner, long epoch) {}

  record Settled(
      PendingDelivery delivery,
      DeliveryStatus status,
      Instant settledAt,
      int attempts,
      boolean verifies) {}

  record Attempted(long deliveryId, DeliveryAttempt attempt) {}

  record Row(PendingDelivery delivery, Instant dueAt) {
    Row with(PendingDelivery changed, Instant due) {
      return new Row(changed, due);
    }
  }

  /**
   * @param clock the database's clock
   */
  public InMemoryDatabase(InstantSource clock) {
    this.clock = clock;
  }

  /** Transactions that the event store joins. */
  public InMemoryTransactions transactions() {
    return transactions;
  }

  /** Rows still owed, for a test to look at. */
  public synchronized List<PendingDelivery> pendingDeliveries() {
    return pending.values().stream().map(Row::delivery).toList();
  }

  /** How the settled deliveries ended, in the order of settling, for a test to look at. */
  public synchronized List<DeliveryStatus> settledStatuses() {
    return history.stream().map(Settled::status).toList();
  }

  /** The attempts of a delivery, for a test to look at. */
  public synchronized List<DeliveryAttempt> attemptsOf(long deliveryId) {
    return attempts.stream()
        .filter(row -> row.deliveryId() == deliveryId)
        .map(Attempted::attempt)
        .toList();
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  long nextNumber() {
    return ++lastNumber;
  }

  void addPending(PendingDelivery delivery, Instant dueAt) {
    pending.put(delivery.id(), new Row(delivery, dueAt));
    arrivals.add(delivery.id());
  }

  static PendingDelivery fresh(
      long id, long eventNumber, NewEvent.Target target, Instant createdAt) {
    return new PendingDelivery(
        id,
        target.endpointId(),
        eventNumber,
        createdAt,
        0,
        0,
        0,
        0,
        Trigger.AUTOMATIC,
        true,
        target.bodyFormat(),
        id,
        null);
  }
}
