package dev.webhooks.ejb.dispatch;

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
 * Carries recoveries on, on whichever node comes first: a page is one transaction that holds the
 * recovery's row, so that nodes take turns and a node that ends leaves nothing half done.
 */
@Singleton
@Startup
@DependsOn("DispatcherLifecycle")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RecoveryTimer {
  private static final System.Logger LOG = System.getLogger(RecoveryTimer.class.getName());
  private static final long LOOK_MILLIS = 2_000;

  private final AtomicBoolean running = new AtomicBoolean();
  private volatile boolean stopped;

  @Resource private TimerService timers;

  private RecoveryService recoveries;

  /** For the server. */
  @SuppressWarnings("NullAway.Init")
  public RecoveryTimer() {}

  @Inject
  @SuppressWarnings("NullAway.Init")
  RecoveryTimer(RecoveryService recoveries) {
    this.recoveries = recoveries;
  }

  @PostConstruct
  void start() {
    timers.createIntervalTimer(LOOK_MILLIS, LOOK_MILLIS, new TimerConfig("recovery", false));
  }

  /** Carries on what is unfinished. */
  @Timeout
  void look() {
    if (!stopped && running.compareAndSet(false, true)) {
      try {
        recoveries.unfinished().forEach(this::carryOn);
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "A recovery failed and is tried again", e);
      } finally {
        running.set(false);
      }
    }
  }

  @PreDestroy
  void stop() {
    stopped = true;
  }

  @SuppressWarnings("StatementWithEmptyBody")
  private void carryOn(long id) {
    while (!stopped && recoveries.advance(id)) {
      // One page, one transaction.
    }
  }
}
