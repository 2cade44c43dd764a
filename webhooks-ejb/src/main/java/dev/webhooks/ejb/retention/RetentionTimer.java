package dev.webhooks.ejb.retention;

import dev.webhooks.core.spi.RecoveryStore;
import dev.webhooks.core.spi.Retention;
import dev.webhooks.core.spi.StatisticsStore;
import dev.webhooks.ejb.config.Settings;
import dev.webhooks.ejb.endpoint.JpaEndpointStore;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Cleans up on one node at a time, about once an hour: a row in the database says when it was last
 * done. A node looks at it soon after its start.
 */
@Singleton
@Startup
@DependsOn("DispatcherLifecycle")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RetentionTimer {
  private static final System.Logger LOG = System.getLogger(RetentionTimer.class.getName());
  private static final Duration EVERY = Duration.ofHours(1);
  private static final Duration LOOK = Duration.ofMinutes(5);
  private static final Duration FIRST_LOOK = Duration.ofSeconds(10);

  private final AtomicBoolean running = new AtomicBoolean();
  private volatile boolean stopped;

  @Resource private TimerService timers;

  private Retention retention;
  private StatisticsStore statistics;
  private RecoveryStore recoveries;
  private JpaEndpointStore endpoints;
  private InstantSource clock;
  private ClusterTurn turn;
  private Settings settings;

  /** For the server. */
  @SuppressWarnings("NullAway.Init")
  public RetentionTimer() {}

  @Inject
  @SuppressWarnings("NullAway.Init")
  RetentionTimer(
      Retention retention,
      StatisticsStore statistics,
      RecoveryStore recoveries,
      JpaEndpointStore endpoints,
      InstantSource clock,
      ClusterTurn turn,
      Settings settings) {
    this.retention = retention;
    this.statistics = statistics;
    this.recoveries = recoveries;
    this.endpoints = endpoints;
    this.clock = clock;
    this.turn = turn;
    this.settings = settings;
  }

  @PostConstruct
  void start() {
    retentionRun().prepare();
    timers.createIntervalTimer(
        FIRST_LOOK.toMillis(), LOOK.toMillis(), new TimerConfig("retention", false));
  }

  /** Cleans up if nobody did within the last hour. */
  @Timeout
  void look() {
    if (!stopped && running.compareAndSet(false, true)) {
      try {
        if (turn.take("retention", EVERY)) {
          cleanUp();
        }
      } catch (RuntimeException | Error e) {
        // A server ends timers that fail twice in a row.
        LOG.log(Level.WARNING, "Clean-up failed and is tried again within about an hour", e);
      } finally {
        running.set(false);
      }
    }
  }

  @PreDestroy
  void stop() {
    stopped = true;
  }

  private RetentionRun retentionRun() {
    return new RetentionRun(retention, statistics, recoveries, () -> !stopped);
  }

  private void cleanUp() {
    long removed = retentionRun().run(settings.keeping(), clock.instant());
    int unverified =
        endpoints.disableUnverified(clock.instant().minus(settings.sending().verifyWithin()));
    if (unverified > 0) {
      LOG.log(Level.INFO, "Disabled endpoints that were not verified in time: {0}", unverified);
    }
    if (removed > 0) {
      LOG.log(Level.INFO, "Removed what was kept long enough: {0}", removed);
    }
  }
}
