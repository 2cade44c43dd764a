package dev.webhooks.ejb.dispatch;

import dev.webhooks.core.spi.Appended;
import dev.webhooks.core.spi.EventContent;
import dev.webhooks.core.spi.EventStore;
import dev.webhooks.core.spi.NewEvent;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;

/**
 * The event store for callers without a transaction: behind a circuit breaker that opens while the
 * database is away, and with repetitions of what has certainly had no effect.
 */
@Dependent
public class GuardedEventStore implements EventStore {
  private final EventStore events;

  @Inject
  GuardedEventStore(@Unguarded EventStore events) {
    this.events = events;
  }

  @Override
  @Retry(maxRetries = 3, delay = 20, jitter = 20, retryOn = StoreTrouble.Conflict.class)
  @CircuitBreaker(delay = 1000, requestVolumeThreshold = 8, failOn = StoreTrouble.Away.class)
  public List<Appended> append(List<NewEvent> newEvents) {
    return StoreTrouble.telling(() -> events.append(newEvents));
  }

  @Override
  @Retry(maxRetries = 3, delay = 50, jitter = 50, retryOn = StoreTrouble.class)
  @CircuitBreaker(delay = 1000, requestVolumeThreshold = 8, failOn = StoreTrouble.Away.class)
  public Map<Long, EventContent> load(Collection<Long> eventNumbers) {
    return StoreTrouble.telling(() -> events.load(eventNumbers));
  }

  @Override
  @Retry(maxRetries = 3, delay = 50, jitter = 50, retryOn = StoreTrouble.class)
  public List<Long> nextTransactionIds(int count) {
    return StoreTrouble.telling(() -> events.nextTransactionIds(count));
  }
}
