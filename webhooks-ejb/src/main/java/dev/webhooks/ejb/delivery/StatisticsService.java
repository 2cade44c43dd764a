package dev.webhooks.ejb.delivery;

import dev.webhooks.core.operation.StatisticsReport;
import dev.webhooks.core.operation.StatisticsReport.Interval;
import dev.webhooks.core.spi.StatisticsStore;
import dev.webhooks.ejb.Refusal;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Tells how deliveries went, of endpoints of either face, deleted ones included. It counts what was
 * recorded up to a few seconds ago, in whole hours. Thread-safe; blocks.
 */
@Dependent
public class StatisticsService {
  private final CancellationMarks endpoints;
  private final StatisticsStore statistics;

  @Inject
  StatisticsService(CancellationMarks endpoints, StatisticsStore statistics) {
    this.endpoints = endpoints;
    this.statistics = statistics;
  }

  /**
   * Of one endpoint.
   *
   * @param from rounded down to the full hour
   * @throws Refusal.NotFound when the tenant never had it
   */
  public StatisticsReport ofEndpoint(
      String tenant, long endpointId, Instant from, Instant to, Interval interval) {
    requireEndpoint(tenant, endpointId);
    return report(List.of(endpointId), from, to, interval);
  }

  /** Of all endpoints of a tenant. */
  public StatisticsReport ofTenant(String tenant, Instant from, Instant to, Interval interval) {
    return report(endpointsOf(tenant), from, to, interval);
  }

  /**
   * Makes sure that there is or was such an endpoint.
   *
   * @throws Refusal.NotFound when the tenant never had it
   */
  public void requireEndpoint(String tenant, long endpointId) {
    if (!endpointsOf(tenant).contains(endpointId)) {
      throw new Refusal.NotFound("Endpoint", endpointId);
    }
  }

  private StatisticsReport report(
      Collection<Long> endpointIds, Instant from, Instant to, Interval interval) {
    return StatisticsReport.of(
        statistics.read(endpointIds, from.truncatedTo(ChronoUnit.HOURS), to), interval);
  }

  private Set<Long> endpointsOf(String tenant) {
    return endpoints.of(tenant).keySet();
  }
}
