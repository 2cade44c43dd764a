package dev.webhooks.core.operation;

import dev.webhooks.core.dispatch.EventPublisher;
import dev.webhooks.core.dispatch.EventToPublish;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.Event;
import dev.webhooks.core.model.Subscription;
import dev.webhooks.core.payload.EventEnvelope;
import dev.webhooks.core.spi.NewEvent.Idempotency;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes events of what happens to endpoints and deliveries and publishes them to the tenant's own
 * endpoints, as any other event. They go to those that take the type by name or family and receive
 * live events, or test events when the endpoint that they are about does. Thread-safe; blocks.
 */
public final class OperationalEvents {
  /** An endpoint has failed for long. */
  public static final String FAILING = "endpoint.failing";

  /** A delivery was given up. */
  public static final String EXHAUSTED = "delivery.exhausted";

  private final EventPublisher publisher;
  private final Supplier<String> ids;
  private final InstantSource clock;

  /**
   * @param ids gives ids to events
   * @param clock the node's, for the time in the event
   */
  public OperationalEvents(EventPublisher publisher, Supplier<String> ids, InstantSource clock) {
    this.publisher = publisher;
    this.ids = ids;
    this.clock = clock;
  }

  /** One event. */
  record Notice(Endpoint about, String type, byte[] data, Idempotency idempotency) {}

  /** Whether an event of this type is one of the product's own. */
  public static boolean isOperational(String type) {
    return type.startsWith("endpoint.") || type.startsWith("delivery.");
  }

  /** Whether events about this endpoint are live events. */
  public static boolean isLive(Endpoint about) {
    return !(about.subscription() instanceof Subscription.Events events) || events.livemode();
  }

  /** Publishes all or none; one that was published before is left out. */
  void publish(List<Notice> notices) {
    publisher.publish(notices.stream().map(this::event).toList());
  }

  private EventToPublish event(Notice notice) {
    String id = ids.get();
    boolean live = isLive(notice.about);
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    byte[] body = EventEnvelope.write(id, notice.type, now, live, null, notice.data);
    var event = new Event(id, notice.about.tenant(), notice.type, live, Set.of(), body, null);
    return new EventToPublish(event, notice.idempotency);
  }
}
