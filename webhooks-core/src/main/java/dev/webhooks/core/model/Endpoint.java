package dev.webhooks.core.model;

import dev.webhooks.core.retry.RetrySchedule;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A receiver of a tenant: where it is, what it wants, how it is authenticated and retried.
 *
 * <p>Life: created enabled or disabled; disabled by its tenant, by a 410 answer or by lasting
 * failure; enabled again; deleted for good. Disabling and deleting cancel what is pending. Where
 * ownership of the target is to be proven, what is pending waits for it.
 *
 * @param id positive, unique over both faces and all tenants
 * @param tenant whose it is
 * @param face which product's rules it follows
 * @param status whether it is sent anything
 * @param url the target
 * @param subscription which events it takes
 * @param authentication how its receiver knows us
 * @param bodyFormat the form of the body; fixed for a delivery when it is published
 * @param retrySchedule when failures are tried again
 * @param timeout the total deadline of an attempt
 * @param headers sent with every request
 * @param rateLimit attempts per second over all nodes, null for no limit
 * @param ordered whether deliveries wait for the one before
 * @param verifiesPayment whether an accepted delivery marks the bank transaction as verified
 * @param cancelledThrough pending deliveries that arrived up to this number were cancelled by a
 *     disabling; 0 if none
 * @param version the number of the change that led to this state, rising over all endpoints
 */
public record Endpoint(
    long id,
    String tenant,
    Face face,
    EndpointStatus status,
    URI url,
    Subscription subscription,
    Authentication authentication,
    BodyFormat bodyFormat,
    RetrySchedule retrySchedule,
    Duration timeout,
    List<Header> headers,
    @Nullable Integer rateLimit,
    boolean ordered,
    boolean verifiesPayment,
    long cancelledThrough,
    long version) {

  /**
   * Whether a new event is owed to it, and if not, why: the one place where that is decided, for
   * publishing and for explaining alike. Pure.
   */
  public Match match(Event event) {
    if (!tenant.equals(event.tenant())) {
      return Match.ANOTHER_TENANT;
    }
    return switch (status) {
      case ENABLED, UNVERIFIED -> subscription.match(event);
      case DISABLED -> Match.DISABLED;
      case DELETED -> Match.DELETED;
    };
  }

  /** Whether a new event is owed to it. */
  public boolean takes(Event event) {
    return match(event).isTaken();
  }

  /** Whether a pending delivery was cancelled by what happened to this endpoint. */
  public boolean hasCancelled(PendingDelivery delivery) {
    return !status.isOwed() || delivery.arrival() <= cancelledThrough;
  }

  /**
   * Starts from an enabled endpoint of the tenant {@code default} that takes every live event,
   * unsigned, under EPaySe's rules for success and retries, with 30 seconds per attempt.
   */
  public static EndpointBuilder builder(long id, URI url) {
    return new EndpointBuilder(id, url);
  }

  /** A builder that starts from this endpoint. */
  public EndpointBuilder toBuilder() {
    return new EndpointBuilder(this);
  }
}
