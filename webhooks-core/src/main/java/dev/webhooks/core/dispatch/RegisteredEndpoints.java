package dev.webhooks.core.dispatch;

import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.EndpointStatus;
import dev.webhooks.core.spi.EndpointStore;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The endpoints an application registers itself, kept in memory: for applications that know their
 * receivers from configuration or keep them in tables of their own. Every node registers the same
 * ones under the same ids. Senders of the same process see a change before the call that made it
 * returns. Thread-safe.
 *
 * <p>Nothing is kept over a restart: whoever disables, removes or replaces endpoints registers them
 * so again. What is owed to an id waits until that id is registered, so an id is never given to
 * another receiver.
 *
 * <p>While an endpoint is disabled, what comes due for it is cancelled; what is still pending when
 * it is enabled again is sent.
 */
public final class RegisteredEndpoints implements EndpointStore {
  private final Map<Long, Endpoint> endpoints = new HashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
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
  public void put(Endpoint endpoint) {
    store(endpoint);
    tell();
  }

  private synchronized void store(Endpoint endpoint) {
    endpoints.put(endpoint.id(), endpoint.toBuilder().version(++version).build());
  }

  private void tell() {
    listeners.forEach(Runnable::run);
  }

  /** Is run after each change, on the thread that made it; without a lock, which it may want. */
  void addListener(Runnable listener) {
    listeners.add(listener);
  }

  void removeListener(Runnable listener) {
    listeners.remove(listener);
  }

  /** Sends nothing more to this endpoint and cancels what is pending for it. */
  public void remove(long endpointId) {
    synchronized (this) {
      find(endpointId)
          .ifPresent(known -> store(known.toBuilder().status(EndpointStatus.DELETED).build()));
    }
    tell();
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
  public boolean disable(long endpointId, DisableReason reason) {
    synchronized (this) {
      Endpoint known = endpoints.get(endpointId);
      if (known == null || known.status() != EndpointStatus.ENABLED) {
        return false;
      }
      store(known.toBuilder().status(EndpointStatus.DISABLED).build());
    }
    tell();
    return true;
  }
}
