package dev.webhooks.core.operation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.webhooks.core.dispatch.DispatchListener;
import dev.webhooks.core.dispatch.EndpointDirectory;
import dev.webhooks.core.model.Decision;
import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.operation.OperationalEvents.Notice;
import dev.webhooks.core.payload.OperationalData;
import dev.webhooks.core.spi.EventContent;
import dev.webhooks.core.spi.EventStore;
import dev.webhooks.core.spi.NewEvent.Idempotency;
import dev.webhooks.core.spi.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells tenants of deliveries that were given up: {@code delivery.exhausted}, for those who
 * subscribe to it. Outcomes wait in a bounded queue for {@link #publish}; what does not fit, and
 * what waits at a crash, is not told. The exhaustion of an operational event is never told.
 * Thread-safe.
 */
public final class ExhaustedDeliveries implements DispatchListener {
  private static final int BATCH = 100;

  private final EndpointDirectory endpoints;
  private final EventStore contents;
  private final OperationalEvents events;
  private final BlockingQueue<Outcome> waiting;
  private final AtomicLong dropped = new AtomicLong();

  /**
   * @param capacity outcomes waiting, at most
   */
  public ExhaustedDeliveries(
      EndpointDirectory endpoints, EventStore contents, OperationalEvents events, int capacity) {
    this.endpoints = endpoints;
    this.contents = contents;
    this.events = events;
    this.waiting = new ArrayBlockingQueue<>(capacity);
  }

  @Override
  public void recorded(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      if (isExhausted(outcome) && isWanted(outcome) && !waiting.offer(outcome)) {
        dropped.incrementAndGet();
      }
    }
  }

  /** Someone who sends a settled delivery again watches it and need not be told. */
  private static boolean isExhausted(Outcome outcome) {
    return outcome.recorded() == Recorded.SETTLED
        && outcome.item().delivery().retries()
        && outcome.item().decision() instanceof Decision.Settle settle
        && settle.status() == DeliveryStatus.FAILED;
  }

  private boolean isWanted(Outcome outcome) {
    return endpoints.isSubscribed(outcome.endpoint().tenant(), OperationalEvents.EXHAUSTED);
  }

  /** How many were not told because too many waited. */
  public long dropped() {
    return dropped.get();
  }

  /** Publishes what waits; to be called about once a second. Blocks. */
  public void publish() {
    for (var batch = nextBatch(); !batch.isEmpty(); batch = nextBatch()) {
      publish(batch);
    }
  }

  private List<Outcome> nextBatch() {
    var batch = new ArrayList<Outcome>(BATCH);
    waiting.drainTo(batch, BATCH);
    return batch;
  }

  /** What could not be published waits again, if there is still room. */
  private void publish(List<Outcome> batch) {
    boolean done = false;
    try {
      var notices = notices(batch);
      if (!notices.isEmpty()) {
        events.publish(notices);
      }
      done = true;
    } finally {
      if (!done) {
        batch.forEach(outcome -> waiting.offer(outcome));
      }
    }
  }

  private List<Notice> notices(List<Outcome> batch) {
    Map<Long, EventContent> events =
        contents.load(batch.stream().map(o -> o.item().delivery().eventNumber()).toList());
    var notices = new ArrayList<Notice>();
    for (Outcome outcome : batch) {
      EventContent event = events.get(outcome.item().delivery().eventNumber());
      if (event != null && !OperationalEvents.isOperational(event.type())) {
        notices.add(notice(outcome, event));
      }
    }
    return notices;
  }

  private static Notice notice(Outcome outcome, EventContent event) {
    var delivery = outcome.item().delivery();
    String key = OperationalEvents.EXHAUSTED + ":" + delivery.id() + ":" + delivery.settlement();
    return new Notice(
        outcome.endpoint(),
        OperationalEvents.EXHAUSTED,
        OperationalData.exhausted(outcome.item(), event),
        new Idempotency(key, key.getBytes(UTF_8)));
  }
}
