package dev.webhooks.ejb.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.webhooks.core.dispatch.EndpointDirectory;
import dev.webhooks.core.dispatch.EventPublisher;
import dev.webhooks.core.dispatch.EventToPublish;
import dev.webhooks.core.model.EndpointStatus;
import dev.webhooks.core.model.Event;
import dev.webhooks.core.payload.EventEnvelope;
import dev.webhooks.core.spi.EndpointHealth;
import dev.webhooks.core.spi.RecoveryStore;
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
 * What follows from a change of an endpoint: its health starts anew, its recoveries end with it,
 * and the tenant's endpoints are told by {@code endpoint.created} and its like, which are events as
 * any other and are stored only where somebody subscribes to them by name or family.
 */
@Dependent
public class EndpointNotices implements EndpointChanges {
  // The publisher's dispatcher needs the store of endpoints, which tells us of changes.
  private final Instance<EventPublisher> publisher;
  private final Instance<EndpointDirectory> directory;
  private final EndpointHealth health;
  private final RecoveryStore recoveries;
  private final EventIds ids;
  private final InstantSource clock;

  @Inject
  EndpointNotices(
      Instance<EventPublisher> publisher,
      Instance<EndpointDirectory> directory,
      EndpointHealth health,
      RecoveryStore recoveries,
      EventIds ids,
      InstantSource clock) {
    this.publisher = publisher;
    this.directory = directory;
    this.health = health;
    this.recoveries = recoveries;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public void happened(String type, EndpointRecord endpoint) {
    if (!type.equals("endpoint.created") && !type.equals("endpoint.updated")) {
      health.clear(List.of(endpoint.id()));
    }
    if (endpoint.status() != EndpointStatus.ENABLED) {
      recoveries.cancelAll(endpoint.id());
    }
    if (directory.get().isSubscribed(endpoint.tenant(), type)) {
      tell(type, endpoint);
    }
  }

  private void tell(String type, EndpointRecord endpoint) {
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
