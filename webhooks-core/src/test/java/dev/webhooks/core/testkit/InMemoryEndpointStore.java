package dev.webhooks.core.testkit;

import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.EndpointStatus;
import dev.webhooks.core.spi.EndpointStore;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Endpoints that a test sets. Thread-safe. */
public final class InMemoryEndpointStore implements EndpointStore {
  private final Map<Long, Endpoint> endpoints = new LinkedHashMap<>();
  private final Map<Long, DisableReason> reasons = new LinkedHashMap<>();
  private long version;

  /** Puts an endpoint under the next version, in place of one with the same id. */
  public synchronized Endpoint put(Endpoint endpoint) {
    var stored = copy(endpoint, endpoint.status(), ++version);
    endpoints.put(stored.id(), stored);
    return stored;
  }

  /** Why the product disabled this endpoint, null when it did not. */
  public synchronized DisableReason reasonOf(long endpointId) {
    return reasons.get(endpointId);
  }

  @Override
  public synchronized List<Endpoint> changedAfter(long after) {
    return endpoints.values().stream()
        .filter(endpoint -> endpoint.version() > after)
        .sorted(Comparator.comparingLong(Endpoint::version))
        .toList();
  }

  @Override
  public synchronized boolean disable(long endpointId, DisableReason reason) {
    var endpoint = endpoints.get(endpointId);
    if (endpoint == null || endpoint.status() != EndpointStatus.ENABLED) {
      return false;
    }
    endpoints.put(endpointId, copy(endpoint, EndpointStatus.DISABLED, ++version));
    reasons.put(endpointId, reason);
    return true;
  }

  private static Endpoint copy(Endpoint e, EndpointStatus status, long version) {
    return new Endpoint(
        e.id(),
        e.tenant(),
        e.face(),
        status,
        e.url(),
        e.subscription(),
        e.authentication(),
        e.bodyFormat(),
        e.retrySchedule(),
        e.timeout(),
        e.headers(),
        e.rateLimit(),
        e.ordered(),
        e.verifiesPayment(),
        e.cancelledThrough(),
        version);
  }
}
