package dev.webhooks.ejb.dispatch;

import dev.webhooks.core.operation.ExhaustedDeliveries;
import dev.webhooks.core.operation.HealthWatch;
import dev.webhooks.core.operation.StatisticsRecorder;
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
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a node does every two seconds besides sending: concludes who is failing, tells of deliveries
 * that were given up, stores statistics, carries recoveries on.
 */
@Singleton
@Startup
@DependsOn("DispatcherLifecycle")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BackgroundTimer {
  private static final System.Logger LOG = System.getLogger(BackgroundTimer.class.getName());
  private static final long EVERY_MILLIS = 2_000;

  /** Steps of recoveries at a time: more would keep the other work waiting. */
  private static final int STEPS = 20;

  private final AtomicBoolean running = new AtomicBoolean();
  private volatile boolean stopped;

  @Resource private TimerService timers;

  private HealthWatch health;
  private ExhaustedDeliveries exhausted;
  private StatisticsRecorder statistics;
  private RecoverySteps recoveries;

  /** For the server. */
  @SuppressWarnings("NullAway.Init")
  public BackgroundTimer() {}

  @Inject
  @SuppressWarnings("NullAway.Init")
  BackgroundTimer(
      HealthWatch health,
      ExhaustedDeliveries exhausted,
      StatisticsRecorder statistics,
      RecoverySteps recoveries) {
    this.health = health;
    this.exhausted = exhausted;
    this.statistics = statistics;
    this.recoveries = recoveries;
  }

  @PostConstruct
  void start() {
    timers.createIntervalTimer(EVERY_MILLIS, EVERY_MILLIS, new TimerConfig("background", false));
  }

  /** Does what there is to do, unless it is still being done. */
  @Timeout
  void look() {
    if (!stopped && running.compareAndSet(false, true)) {
      try {
        safely("Health", () -> health.examine());
        safely("Exhausted deliveries", () -> exhausted.publish());
        safely("Statistics", () -> statistics.flush());
        safely("Recovery", this::recover);
      } finally {
        running.set(false);
      }
    }
  }

  @PreDestroy
  void stop() {
    stopped = true;
  }

  private void recover() {
    int steps = 0;
    while (steps < STEPS && !stopped && recoveries.take()) {
      steps++;
    }
  }

  /** One that fails must not keep the others from their work, nor make the server end the timer. */
  private static void safely(String work, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, work + ": failed and is tried again", e);
    }
  }
}
