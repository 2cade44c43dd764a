package dev.webhooks.core.dispatch;

import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.EndpointStatus;
import dev.webhooks.core.model.Event;
import dev.webhooks.core.model.Subscription;
import dev.webhooks.core.spi.EndpointStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A node's picture of all endpoints, at most one refresh behind the store. Thread-safe. Whoever
 * asks for the first time who is owed an event waits for the first refresh: an event that was
 * matched with nobody yet would be lost for everybody. Afterwards reading never blocks.
 */
public final class EndpointDirectory {
  private static final Endpoint[] NOBODY = {};

  private final EndpointStore store;
  private final Map<Long, Endpoint> byId = new ConcurrentHashMap<>();
  private final Map<String, Endpoint[]> enabledByTenant = new ConcurrentHashMap<>();
  private long version;
  private volatile long refreshesBegun;
  private volatile long lastRefresh;

  /** A directory that has read nothing yet. */
  public EndpointDirectory(EndpointStore store) {
    this.store = store;
  }

  /** Takes over what has changed in the store since the last time. Blocks. */
  public synchronized void refresh() {
    long number = refreshesBegun + 1;
    refreshesBegun = number;
    for (Endpoint endpoint : store.changedAfter(version)) {
      accept(endpoint);
    }
    lastRefresh = number;
  }

  private void requireRead() {
    if (lastRefresh == 0) {
      refresh();
    }
  }

  /** How many refreshes have begun: the moment that {@link #isRefreshedSince} compares with. */
  long refreshesBegun() {
    return refreshesBegun;
  }

  /** Whether a refresh that began after this moment is over. */
  boolean isRefreshedSince(long moment) {
    return lastRefresh > moment;
  }

  /** The endpoint with this id, deleted ones included. */
  public Optional<Endpoint> find(long endpointId) {
    return Optional.ofNullable(byId.get(endpointId));
  }

  /** The endpoints that are owed this event, in the order of their ids. */
  public List<Endpoint> matching(Event event) {
    requireRead();
    List<Endpoint> matching = new ArrayList<>();
    for (Endpoint endpoint : enabledByTenant.getOrDefault(event.tenant(), NOBODY)) {
      if (endpoint.takes(event)) {
        matching.add(endpoint);
      }
    }
    return matching;
  }

  /**
   * What {@link #matching} decides about each endpoint of the event's tenant, deleted ones left
   * out, in the order of their ids: for people who ask why. Looks at the endpoints of all tenants.
   */
  public List<MatchedEndpoint> explain(Event event) {
    requireRead();
    return byId.values().stream()
        .filter(endpoint -> endpoint.tenant().equals(event.tenant()))
        .filter(endpoint -> endpoint.status() != EndpointStatus.DELETED)
        .sorted(Comparator.comparingLong(Endpoint::id))
        .map(endpoint -> MatchedEndpoint.of(endpoint, event))
        .toList();
  }

  /**
   * Whether an enabled endpoint of the tenant takes this event type, whatever else it asks for:
   * what nobody takes need not be published.
   */
  public boolean isSubscribed(String tenant, String type) {
    requireRead();
    for (Endpoint endpoint : enabledByTenant.getOrDefault(tenant, NOBODY)) {
      if (endpoint.subscription() instanceof Subscription.Events events && events.takes(type)) {
        return true;
      }
    }
    return false;
  }

  /** The endpoints that are sent nothing until their target is verified. */
  public Set<Long> unverified() {
    return byId.values().stream()
        .filter(endpoint -> endpoint.status() == EndpointStatus.UNVERIFIED)
        .map(Endpoint::id)
        .collect(Collectors.toSet());
  }

  /** {@link #find} for the hot path. */
  @Nullable Endpoint lookUp(Long endpointId) {
    return byId.get(endpointId);
  }

  private void accept(Endpoint endpoint) {
    Endpoint before = byId.put(endpoint.id(), endpoint);
    if (before != null && !before.tenant().equals(endpoint.tenant())) {
      enabledByTenant.computeIfPresent(before.tenant(), (t, known) -> without(known, endpoint));
    }
    enabledByTenant.compute(endpoint.tenant(), (tenant, known) -> with(known, endpoint));
    version = Math.max(version, endpoint.version());
  }

  private static Endpoint @Nullable [] with(Endpoint @Nullable [] known, Endpoint endpoint) {
    Endpoint[] others = known == null ? NOBODY : without(known, endpoint);
    if (!endpoint.status().isOwed()) {
      return others.length == 0 ? null : others;
    }
    int place = 0;
    while (place < others.length && others[place].id() < endpoint.id()) {
      place++;
    }
    Endpoint[] all = new Endpoint[others.length + 1];
    System.arraycopy(others, 0, all, 0, place);
    all[place] = endpoint;
    System.arraycopy(others, place, all, place + 1, others.length - place);
    return all;
  }

  private static Endpoint[] without(Endpoint[] known, Endpoint endpoint) {
    List<Endpoint> others = new ArrayList<>(known.length);
    for (Endpoint one : known) {
      if (one.id() != endpoint.id()) {
        others.add(one);
      }
    }
    return others.toArray(NOBODY);
  }
}
