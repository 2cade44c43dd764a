package dev.webhooks.core.spi;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Keeps events and, in the same transaction, the deliveries they owe. Thread-safe; blocks. */
public interface EventStore {

  /**
   * Stores events with their pending deliveries, all due at once: at their {@code createdAt}. Joins
   * the caller's transaction; without one, all of them are committed together on return. An event
   * id or idempotency key that is being stored by an open transaction makes the call wait for that
   * transaction.
   *
   * @return one result per event, in order; within one call, a repetition of an earlier item is a
   *     duplicate or conflict of it
   */
  List<Appended> append(List<NewEvent> events);

  /** The content of these events; an expunged or unknown one is absent. */
  Map<Long, EventContent> load(Collection<Long> eventNumbers);

  /** Takes {@code count} numbers for bank transactions, never given before. */
  List<Long> nextTransactionIds(int count);
}
