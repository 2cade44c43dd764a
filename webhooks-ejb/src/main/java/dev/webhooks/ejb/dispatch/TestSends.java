package dev.webhooks.ejb.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.webhooks.core.dispatch.TestSender;
import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.Direction;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.EndpointStatus;
import dev.webhooks.core.model.Event;
import dev.webhooks.core.model.Face;
import dev.webhooks.core.operation.OperationalEvents;
import dev.webhooks.core.payload.BankTransaction;
import dev.webhooks.core.payload.EventEnvelope;
import dev.webhooks.core.payload.TransactionBody;
import dev.webhooks.core.spi.EventContent;
import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.config.Settings;
import dev.webhooks.ejb.endpoint.EndpointService;
import dev.webhooks.ejb.publish.EventIds;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.Bulkhead;

/** Sends a test to an endpoint, for its owner to see what comes of it. Thread-safe; blocks. */
@Dependent
public class TestSends {
  private static final String TEST_TYPE = "test.webhook";

  private final EndpointService endpoints;
  private final TestSender sender;
  private final AwaitedSends sends;
  private final EventIds ids;
  private final Settings settings;
  private final InstantSource clock;

  @Inject
  TestSends(
      EndpointService endpoints,
      TestSender sender,
      AwaitedSends sends,
      EventIds ids,
      Settings settings,
      InstantSource clock) {
    this.endpoints = endpoints;
    this.sender = sender;
    this.sends = sends;
    this.ids = ids;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Makes one attempt: {@code test.webhook} to an EPaySe endpoint, a sample transaction to a SePay
   * one. Nothing of it is stored. Blocks until the receiver has answered, at most for the
   * endpoint's timeout.
   *
   * @throws Refusal.NotFound when there is no such endpoint
   * @throws Refusal.Conflict when its target is not verified
   * @throws Refusal.LimitReached when the tenant waits for too many already
   * @throws org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException when too many
   *     tests are under way on this node
   */
  @Bulkhead(20)
  public DeliveryAttempt send(String tenant, long endpointId) {
    Endpoint endpoint =
        endpoints
            .findAssembled(tenant, endpointId)
            .orElseThrow(() -> new Refusal.NotFound("Endpoint", endpointId));
    if (endpoint.status() == EndpointStatus.UNVERIFIED) {
      throw new Refusal.Conflict("The endpoint is not verified yet", endpointId);
    }
    return sends.await(tenant, () -> sender.send(endpoint, content(endpoint)).join());
  }

  private EventContent content(Endpoint endpoint) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    String id = ids.next();
    return endpoint.face() == Face.SEPAY
        ? new EventContent(0, id, Event.TRANSACTION_IN, transaction(now))
        : new EventContent(0, id, TEST_TYPE, event(id, now, OperationalEvents.isLive(endpoint)));
  }

  private static byte[] event(String id, Instant now, boolean livemode) {
    byte[] data =
        "{\"object\":{\"object\":\"test\",\"message\":\"This is a test.\"}}".getBytes(UTF_8);
    return EventEnvelope.write(id, TEST_TYPE, now, livemode, null, data);
  }

  /** The number 0 belongs to no transaction. */
  private byte[] transaction(Instant now) {
    return TransactionBody.write(
        new BankTransaction(
            0,
            "Test",
            LocalDateTime.ofInstant(now, settings.api().zone()),
            "0000000000",
            null,
            "TEST",
            "TEST webhook",
            Direction.IN,
            "A test of the webhook",
            BigDecimal.valueOf(10_000),
            BigDecimal.valueOf(10_000),
            "TEST"));
  }
}
