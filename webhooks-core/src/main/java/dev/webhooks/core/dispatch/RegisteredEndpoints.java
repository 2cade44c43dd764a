package dev.webhooks.core.dispatch;

import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.EndpointStatus;
import dev.webhooks.core.spi.EndpointStore;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The endpoints an application registers itself, kept in memory: for applications that know their
 * receivers from configuration or keep them in tables of their own. Every node registers the same
 * ones under the same ids. Changes reach the dispatcher within a second. Thread-safe.
 *
 * <p>While an endpoint is disabled, what comes due for it is cancelled; what is still pending when
 * it is enabled again is sent.
 */
public final class RegisteredEndpoints implements EndpointStore {
  private final Map<Long, Endpoint> endpoints = new HashMap<>();
  private long version;

  /** Registers these endpoints. */
  public static RegisteredEndpoints of(Endpoint... endpoints) {
    RegisteredEndpoints registered = new RegisteredEndpoints();
    for (Endpoint endpoint : endpoints) {
      registered.put(endpoint);
    }
    return registered;
  }

  /** Registers an endpoint, in place of one with the same id; its version is given here. */
  public synchronized void put(Endpoint endpoint) {
    endpoints.put(endpoint.id(), endpoint.toBuilder().version(++version).build());
  }

  /** Sends nothing more to this endpoint and cancels what is pending for it. */
  public synchronized void remove(long endpointId) {
    find(endpointId)
        .ifPresent(known -> put(known.toBuilder().status(EndpointStatus.DELETED).build()));
  }

  /** The endpoint with this id as it is now; also one that was disabled or removed. */
  public synchronized Optional<Endpoint> find(long endpointId) {
    return Optional.ofNullable(endpoints.get(endpointId));
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
    Endpoint known = endpoints.get(endpointId);
    if (known == null || known.status() != EndpointStatus.ENABLED) {
      return false;
    }
    put(known.toBuilder().status(EndpointStatus.DISABLED).build());
    return true;
  }
}
