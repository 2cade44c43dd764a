package dev.webhooks.war.health;

import dev.webhooks.core.dispatch.DispatcherStats;
import dev.webhooks.ejb.config.Engine;
import dev.webhooks.ejb.dispatch.NodeStart;
import dev.webhooks.ejb.dispatch.QueueProbe;
import dev.webhooks.ejb.rotation.KeyRotation;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Ready: the node has started and the database answers. Tells how far the queue is behind, what the
 * dispatcher holds and whether older keys are still needed; a backlog alone does not make a node
 * unready, because accepting events is still right then.
 */
@org.eclipse.microprofile.health.Readiness
@Dependent
public class Readiness implements HealthCheck {
  private final NodeStart start;
  private final QueueProbe probe;
  private final Engine engine;
  private final KeyRotation rotation;

  @Inject
  Readiness(NodeStart start, QueueProbe probe, Engine engine, KeyRotation rotation) {
    this.start = start;
    this.probe = probe;
    this.engine = engine;
    this.rotation = rotation;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("database");
    if (!start.isDone()) {
      return answer.down().withData("reason", "the service is starting").build();
    }
    Optional<Duration> overdue = probe.findOldestOverdue();
    if (overdue.isEmpty()) {
      return answer.down().withData("reason", "the database does not answer").build();
    }
    DispatcherStats stats = engine.dispatcher().stats();
    rotation
        .findUnderOlderKeys()
        .ifPresent(count -> answer.withData("endpoints_under_older_keys", count));
    return answer
        .up()
        .withData("oldest_overdue_seconds", overdue.get().toSeconds())
        .withData("shards", stats.shards())
        .withData("in_flight", stats.inFlight())
        .withData("buffered", stats.buffered())
        .build();
  }
}
