package dev.webhooks.ejb.config;

import dev.webhooks.core.http.TransportTls;
import dev.webhooks.core.retry.RetrySchedule;
import dev.webhooks.core.target.Cidr;
import dev.webhooks.ejb.endpoint.SecretKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The installation's settings, read once from MicroProfile Config and validated. Injectable. Every
 * key is described in docs/configuration.md. Prints without secrets.
 *
 * @param development whether plain http, loopback targets and development keys are allowed
 * @param dataDirectory where the embedded database and the development keys are
 * @param database which database product is used
 * @param catalogueFile event types to import at the start, null for none
 * @param secretKeys encrypt secrets at rest; null in development mode: made in the data directory
 * @param metrics whether metrics are shown
 * @param api what the REST API needs
 * @param sending how deliveries are made
 * @param keeping for how long things are kept
 */
public record Settings(
    boolean development,
    Path dataDirectory,
    Database database,
    @Nullable Path catalogueFile,
    @Nullable SecretKeys secretKeys,
    boolean metrics,
    Api api,
    Sending sending,
    Keeping keeping) {

  /**
   * What the REST API needs.
   *
   * @param tenantClaim the token claim that names the tenant
   * @param scopeSuffices whether a token without the {@code permissions} claim is let through on
   *     its scopes alone
   * @param zone in which local times are shown and read
   * @param requestsPerSecond of one client of a tenant on one node, before 429; 0 for no limit
   * @param maxBodyBytes of a request that is not NDJSON, before 413
   */
  public record Api(
      String tenantClaim,
      boolean scopeSuffices,
      ZoneId zone,
      int requestsPerSecond,
      int maxBodyBytes) {}

  /**
   * How deliveries are made.
   *
   * @param transactionRetries of the SePay face
   * @param eventRetries of the EPaySe face
   * @param connectTimeout for TCP and TLS together
   * @param timeout the total deadline of an attempt
   * @param allowedCidrs private networks that may be targets
   * @param trust whose certificates receivers may have
   * @param inFlight requests under way on this node
   * @param inFlightPerEndpoint requests under way to one endpoint
   * @param lease how long a silent node keeps its shards
   * @param drain how long a stopping node waits for what is in flight
   * @param failingAfter nothing but failures for so long disables an endpoint
   * @param endpointsPerTenant of the EPaySe face
   * @param verifyOwnership whether every new target of the EPaySe face must answer a challenge
   * @param verifyWithin unanswered for so long disables an endpoint
   */
  public record Sending(
      RetrySchedule transactionRetries,
      RetrySchedule eventRetries,
      Duration connectTimeout,
      Duration timeout,
      List<Cidr> allowedCidrs,
      TransportTls trust,
      int inFlight,
      int inFlightPerEndpoint,
      Duration lease,
      Duration drain,
      Duration failingAfter,
      int endpointsPerTenant,
      boolean verifyOwnership,
      Duration verifyWithin) {}

  /**
   * For how long things are kept.
   *
   * @param events payloads, after publication
   * @param deliveries deliveries and attempts, after publication
   * @param idempotencyKeys after first use
   */
  public record Keeping(Duration events, Duration deliveries, Duration idempotencyKeys) {}
}
