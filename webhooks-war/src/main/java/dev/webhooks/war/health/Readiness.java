package dev.webhooks.war.health;

import dev.webhooks.core.dispatch.Dispatcher;
import dev.webhooks.core.dispatch.DispatcherStats;
import dev.webhooks.core.spi.DeliveryQueue;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Ready: the database answers. Tells how far the queue is behind and what the dispatcher holds; a
 * backlog alone does not make a node unready, because accepting events is still right then.
 */
@org.eclipse.microprofile.health.Readiness
@Dependent
public class Readiness implements HealthCheck {
  private static final Logger LOG = System.getLogger(Readiness.class.getName());

  private final DeliveryQueue queue;
  private final Dispatcher dispatcher;

  @Inject
  Readiness(DeliveryQueue queue, Dispatcher dispatcher) {
    this.queue = queue;
    this.dispatcher = dispatcher;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("database");
    try {
      Duration overdue = queue.oldestOverdue();
      DispatcherStats stats = dispatcher.stats();
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
