package dev.webhooks.ejb.endpoint;

import dev.webhooks.core.model.BodyFormat;
import dev.webhooks.core.model.Header;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything a tenant can edit of an endpoint, for both faces. Immutable; secrets are in clear but
 * do not print.
 *
 * @param name the webhook's name or the endpoint's description
 * @param url the target
 * @param enabled false: nothing new is sent and what is pending is cancelled
 * @param selection which events it wants
 * @param credentials how its receiver knows us
 * @param bodyFormat the form of the body
 * @param retryDelays from the end of one attempt to the next; null: the installation's schedule of
 *     this face; empty: one attempt, no retry
 * @param timeout the total deadline of an attempt, null for the face's default
 * @param headers sent with every request
 * @param rateLimit attempts per second, null for no limit
 * @param ordered whether deliveries wait for the one before
 * @param verifiesPayment whether an accepted delivery marks the bank transaction as verified
 * @param metadata the tenant's own labels, not interpreted
 * @param verifyOwnership whether nothing is sent before the target has answered a challenge
 */
public record EndpointSettings(
    String name,
    URI url,
    boolean enabled,
    Selection selection,
    Credentials credentials,
    BodyFormat bodyFormat,
    @Nullable List<Duration> retryDelays,
    @Nullable Duration timeout,
    List<Header> headers,
    @Nullable Integer rateLimit,
    boolean ordered,
    boolean verifiesPayment,
    Map<String, String> metadata,
    boolean verifyOwnership) {

  public EndpointSettings {
    retryDelays = retryDelays == null ? null : List.copyOf(retryDelays);
    headers = List.copyOf(headers);
    metadata = Map.copyOf(metadata);
  }

  /** The plainest settings: enabled, JSON, the installation's retries, nothing special. */
  public static EndpointSettings of(
      String name, URI url, Selection selection, Credentials credentials) {
    return new EndpointSettings(
        name,
        url,
        true,
        selection,
        credentials,
        BodyFormat.JSON,
        null,
        null,
        List.of(),
        null,
        false,
        false,
        Map.of(),
        false);
  }

  /** The same, enabled or disabled. */
  public EndpointSettings withEnabled(boolean enabled) {
    return new EndpointSettings(
        name,
        url,
        enabled,
        selection,
        credentials,
        bodyFormat,
        retryDelays,
        timeout,
        headers,
        rateLimit,
        ordered,
        verifiesPayment,
        metadata,
        verifyOwnership);
  }

  /** The same with other credentials. */
  public EndpointSettings withCredentials(Credentials credentials) {
    return new EndpointSettings(
        name,
        url,
        enabled,
        selection,
        credentials,
        bodyFormat,
        retryDelays,
        timeout,
        headers,
        rateLimit,
        ordered,
        verifiesPayment,
        metadata,
        verifyOwnership);
  }
}
