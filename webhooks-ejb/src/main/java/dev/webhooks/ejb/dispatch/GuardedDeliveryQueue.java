package dev.webhooks.ejb.dispatch;

import dev.webhooks.core.spi.ArrivalWatch;
import dev.webhooks.core.spi.DeliveryQueue;
import dev.webhooks.core.spi.Fetched;
import dev.webhooks.core.spi.Lane;
import dev.webhooks.core.spi.RecordItem;
import dev.webhooks.core.spi.Recorded;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;

/**
 * The queue behind a circuit breaker that opens while the database is away, so that it is not
 * hammered when it comes back, and with repetitions of what has certainly had no effect.
 */
@Dependent
public class GuardedDeliveryQueue implements DeliveryQueue {
  private final DeliveryQueue queue;

  @Inject
  GuardedDeliveryQueue(@Unguarded DeliveryQueue queue) {
    this.queue = queue;
  }

  @Override
  @Retry(maxRetries = 3, delay = 50, jitter = 50, retryOn = StoreTrouble.class)
  @CircuitBreaker(delay = 1000, requestVolumeThreshold = 8, failOn = StoreTrouble.Away.class)
  public List<Lane.Head> lanes(Set<Integer> shards) {
    return StoreTrouble.telling(() -> queue.lanes(shards));
  }

  @Override
  @Retry(maxRetries = 3, delay = 50, jitter = 50, retryOn = StoreTrouble.class)
  @CircuitBreaker(delay = 1000, requestVolumeThreshold = 8, failOn = StoreTrouble.Away.class)
  public Fetched fetch(List<Lane.Read> reads) {
    return StoreTrouble.telling(() -> queue.fetch(reads));
  }

  @Override
  @Retry(maxRetries = 3, delay = 20, jitter = 20, retryOn = StoreTrouble.Conflict.class)
  @CircuitBreaker(delay = 1000, requestVolumeThreshold = 8, failOn = StoreTrouble.Away.class)
  public List<Recorded> record(Map<Integer, Long> claims, List<RecordItem> items) {
    return StoreTrouble.telling(() -> queue.record(claims, items));
  }

  @Override
  public ArrivalWatch watchArrivals() {
    return queue.watchArrivals();
  }

  @Override
  public Duration oldestOverdue(Set<Long> unverified) {
    return queue.oldestOverdue(unverified);
  }
}
