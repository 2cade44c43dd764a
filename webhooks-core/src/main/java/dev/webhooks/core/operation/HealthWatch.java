package dev.webhooks.core.operation;

import dev.webhooks.core.dispatch.DispatchListener;
import dev.webhooks.core.operation.HealthPolicy.Step;
import dev.webhooks.core.spi.EndpointHealth;
import dev.webhooks.core.spi.EndpointHealth.Failing;
import dev.webhooks.core.spi.EndpointStore;
import dev.webhooks.core.spi.EndpointStore.DisableReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Disables endpoints that have only failed for too long. Listening costs an entry in a map; {@link
 * #examine} then compares what was heard with the stored state, which it changes only where the
 * state of an endpoint does. What a node heard since its last look is lost with it. Thread-safe.
 */
public final class HealthWatch implements DispatchListener {
  private final HealthPolicy policy;
  private final EndpointHealth health;
  private final EndpointStore endpoints;
  private final Consumer<Failing> announcement;

  /** Whether one attempt at least was accepted since the last look, by endpoint. */
  private final Map<Long, Boolean> heard = new ConcurrentHashMap<>();

  /**
   * @param announcement called once for an endpoint that has failed for long
   */
  public HealthWatch(
      HealthPolicy policy,
      EndpointHealth health,
      EndpointStore endpoints,
      Consumer<Failing> announcement) {
    this.policy = policy;
    this.health = health;
    this.endpoints = endpoints;
    this.announcement = announcement;
  }

  @Override
  public void recorded(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      var attempt = outcome.item().attempt();
      if (attempt != null) {
        heard.merge(outcome.endpoint().id(), attempt.error() == null, Boolean::logicalOr);
      }
    }
  }

  /**
   * Draws the conclusions from what was heard; to be called every few seconds. Blocks. When one of
   * them cannot be drawn, what was heard is looked at again the next time.
   */
  public synchronized void examine() {
    var news = new HashMap<Long, Boolean>();
    for (Long id : List.copyOf(heard.keySet())) {
      news.put(id, Boolean.TRUE.equals(heard.remove(id)));
    }
    if (news.isEmpty()) {
      return;
    }
    boolean done = false;
    try {
      conclude(news);
      done = true;
    } finally {
      if (!done) {
        news.forEach((id, accepted) -> heard.merge(id, accepted, Boolean::logicalOr));
      }
    }
  }

  /** Whoever cannot be told or disabled keeps nobody's success from being noted. */
  private void conclude(Map<Long, Boolean> news) {
    var known = new HashMap<Long, Failing>();
    health.failing().forEach(failing -> known.put(failing.endpointId(), failing));
    var steps = new EnumMap<Step, List<Long>>(Step.class);
    news.forEach(
        (id, accepted) ->
            steps
                .computeIfAbsent(policy.next(known.get(id), accepted), step -> new ArrayList<>())
                .add(id));
    change(steps.getOrDefault(Step.BEGIN, List.of()), health::begin);
    change(steps.getOrDefault(Step.CLEAR, List.of()), health::clear);
    steps.getOrDefault(Step.ANNOUNCE, List.of()).forEach(id -> announce(known.get(id)));
    steps.getOrDefault(Step.DISABLE, List.of()).forEach(this::disable);
  }

  private static void change(List<Long> endpointIds, Consumer<List<Long>> change) {
    if (!endpointIds.isEmpty()) {
      change.accept(endpointIds);
    }
  }

  private void announce(@Nullable Failing failing) {
    if (failing != null && health.announce(failing.endpointId())) {
      announcement.accept(failing);
    }
  }

  private void disable(Long endpointId) {
    endpoints.disable(endpointId, DisableReason.FAILING);
    health.clear(List.of(endpointId));
  }
}
