package dev.webhooks.ejb.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.webhooks.core.dispatch.EventPublisher;
import dev.webhooks.core.dispatch.EventToPublish;
import dev.webhooks.core.model.Event;
import dev.webhooks.core.payload.EventEnvelope;
import dev.webhooks.ejb.endpoint.EndpointChanges;
import dev.webhooks.ejb.endpoint.EndpointRecord;
import dev.webhooks.ejb.endpoint.Selection.Events;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells a tenant's endpoints of what happened to its endpoints: {@code endpoint.created} and its
 * like are events as any other, for those who subscribe to them by name or family. They are stored
 * only where somebody does.
 */
@Dependent
public class OperationalEvents implements EndpointChanges {
  // The publisher's dispatcher needs the store of endpoints, which tells us of changes.
  private final Instance<EventPublisher> publisher;
  private final EventIds ids;
  private final InstantSource clock;

  @Inject
  OperationalEvents(Instance<EventPublisher> publisher, EventIds ids, InstantSource clock) {
    this.publisher = publisher;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public void happened(String type, EndpointRecord endpoint) {
    String id = ids.next();
    boolean livemode =
        !(endpoint.settings().selection() instanceof Events events) || events.livemode();
    byte[] body =
        EventEnvelope.write(
            id,
            type,
            clock.instant().truncatedTo(ChronoUnit.SECONDS),
            livemode,
            null,
            data(endpoint));
    Event event = new Event(id, endpoint.tenant(), type, livemode, Set.of(), body, null);
    publisher.get().publish(List.of(EventToPublish.of(event)));
  }

  private static byte[] data(EndpointRecord endpoint) {
    JsonObjectBuilder object =
        Json.createObjectBuilder()
            .add("id", endpoint.id())
            .add("object", "endpoint")
            .add("face", endpoint.face().name().toLowerCase(Locale.ROOT))
            .add("url", endpoint.settings().url().toString())
            .add("status", endpoint.status().name().toLowerCase(Locale.ROOT));
    if (endpoint.disabledReason() != null) {
      object.add("disabled_reason", endpoint.disabledReason());
    }
    return Json.createObjectBuilder().add("object", object).build().toString().getBytes(UTF_8);
  }
}
