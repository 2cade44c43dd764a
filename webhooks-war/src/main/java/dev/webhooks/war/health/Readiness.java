package dev.webhooks.war.health;

import dev.webhooks.core.dispatch.Dispatcher;
import dev.webhooks.core.dispatch.DispatcherStats;
import dev.webhooks.core.dispatch.EndpointDirectory;
import dev.webhooks.core.spi.DeliveryQueue;
import dev.webhooks.ejb.rotation.KeyRotation;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Ready: the database answers. Tells how far the queue is behind, what the dispatcher holds and
 * whether older keys are still needed; a backlog alone does not make a node unready, because
 * accepting events is still right then.
 */
@org.eclipse.microprofile.health.Readiness
@Dependent
public class Readiness implements HealthCheck {
  private static final Logger LOG = System.getLogger(Readiness.class.getName());

  private final DeliveryQueue queue;
  private final Dispatcher dispatcher;
  private final EndpointDirectory directory;
  private final KeyRotation rotation;

  @Inject
  Readiness(
      DeliveryQueue queue,
      Dispatcher dispatcher,
      EndpointDirectory directory,
      KeyRotation rotation) {
    this.queue = queue;
    this.dispatcher = dispatcher;
    this.directory = directory;
    this.rotation = rotation;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("database");
    try {
      Duration overdue = queue.oldestOverdue(directory.unverified());
      DispatcherStats stats = dispatcher.stats();
      rotation
          .findUnderOlderKeys()
          .ifPresent(count -> answer.withData("endpoints_under_older_keys", count));
      return answer
          .up()
          .withData("oldest_overdue_seconds", overdue.toSeconds())
          .withData("shards", stats.shards())
          .withData("in_flight", stats.inFlight())
          .withData("buffered", stats.buffered())
          .build();
    } catch (RuntimeException e) {
      // What went wrong names hosts and tables: for the log, not for whoever asks.
      LOG.log(Level.WARNING, "Not ready: the database does not answer: " + e.getMessage());
      return answer.down().withData("reason", "the database does not answer").build();
    }
  }
}
