package dev.webhooks.ejb.dispatch;

import dev.webhooks.core.dispatch.TestSender;
import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.Face;
import dev.webhooks.core.operation.OperationalEvents;
import dev.webhooks.core.payload.OwnershipChallenge;
import dev.webhooks.core.spi.EventContent;
import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.endpoint.EndpointRecord;
import dev.webhooks.ejb.endpoint.EndpointService;
import dev.webhooks.ejb.endpoint.Ownership;
import dev.webhooks.ejb.publish.EventIds;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.Bulkhead;

/**
 * Finds out whether who answers at an endpoint's URL wants to receive there. Thread-safe; blocks.
 */
@Dependent
public class OwnershipChecks {
  private static final String KIND = "Endpoint";

  private final EndpointService endpoints;
  private final TestSender sender;
  private final AwaitedSends sends;
  private final EventIds ids;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  @Inject
  OwnershipChecks(
      EndpointService endpoints,
      TestSender sender,
      AwaitedSends sends,
      EventIds ids,
      InstantSource clock) {
    this.endpoints = endpoints;
    this.sender = sender;
    this.sends = sends;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What came of a challenge.
   *
   * @param endpoint as it is now
   * @param answered whether the receiver sent the token back
   * @param attempt the request and its answer
   */
  public record Check(EndpointRecord endpoint, boolean answered, DeliveryAttempt attempt) {}

  /**
   * Sends one challenge, authenticated as every delivery, under the same target policy. Answered,
   * it verifies the endpoint; unanswered, it changes nothing. Blocks until the receiver has
   * answered, at most for the endpoint's timeout.
   *
   * @throws Refusal.NotFound when there is no such endpoint of the EPaySe face
   * @throws Refusal.Conflict when nobody asks for its verification, or its URL was changed while
   *     the challenge was under way
   * @throws Refusal.LimitReached when the tenant waits for too many already
   * @throws org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException when too many
   *     challenges are under way on this node
   */
  @Bulkhead(20)
  public Check challenge(String tenant, long endpointId) {
    EndpointRecord before =
        endpoints
            .find(tenant, Face.EPAYSE, endpointId)
            .orElseThrow(() -> new Refusal.NotFound(KIND, endpointId));
    if (before.ownership() == Ownership.NOT_REQUIRED) {
      throw new Refusal.Conflict("The endpoint needs no verification", endpointId);
    }
    Endpoint target =
        endpoints
            .findAssembled(tenant, endpointId)
            .orElseThrow(() -> new Refusal.NotFound(KIND, endpointId));
    OwnershipChallenge challenge = OwnershipChallenge.of(random);
    DeliveryAttempt attempt =
        sends.await(tenant, () -> sender.send(target, event(challenge, target)).join());
    boolean answered = challenge.isAnsweredBy(attempt.result());
    return new Check(
        answered ? endpoints.verified(tenant, endpointId, target.url()) : before,
        answered,
        attempt);
  }

  private EventContent event(OwnershipChallenge challenge, Endpoint endpoint) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    String id = ids.next();
    return new EventContent(
        0,
        id,
        OwnershipChallenge.EVENT_TYPE,
        challenge.event(id, now, OperationalEvents.isLive(endpoint)));
  }
}
