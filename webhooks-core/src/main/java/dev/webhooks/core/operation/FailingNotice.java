package dev.webhooks.core.operation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.webhooks.core.dispatch.EndpointDirectory;
import dev.webhooks.core.operation.OperationalEvents.Notice;
import dev.webhooks.core.payload.OperationalData;
import dev.webhooks.core.spi.EndpointHealth.Failing;
import dev.webhooks.core.spi.NewEvent.Idempotency;
import java.util.List;
import java.util.function.Consumer;

/** Tells tenants of endpoints that have failed for long: {@code endpoint.failing}. Thread-safe. */
public final class FailingNotice implements Consumer<Failing> {
  private final EndpointDirectory endpoints;
  private final OperationalEvents events;

  public FailingNotice(EndpointDirectory endpoints, OperationalEvents events) {
    this.endpoints = endpoints;
    this.events = events;
  }

  @Override
  public void accept(Failing failing) {
    endpoints
        .find(failing.endpointId())
        .filter(about -> endpoints.isSubscribed(about.tenant(), OperationalEvents.FAILING))
        .ifPresent(
            about -> {
              String key = OperationalEvents.FAILING + ":" + about.id() + ":" + failing.since();
              events.publish(
                  List.of(
                      new Notice(
                          about,
                          OperationalEvents.FAILING,
                          OperationalData.failing(about, failing.since()),
                          new Idempotency(key, key.getBytes(UTF_8)))));
            });
  }
}
