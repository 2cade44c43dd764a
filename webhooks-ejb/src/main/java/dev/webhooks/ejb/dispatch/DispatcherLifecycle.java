package dev.webhooks.ejb.dispatch;

import dev.webhooks.core.dispatch.Dispatcher;
import dev.webhooks.ejb.config.CatalogueFile;
import dev.webhooks.ejb.config.Engine;
import dev.webhooks.ejb.config.IssuerKeys;
import dev.webhooks.ejb.config.SchemaMigration;
import dev.webhooks.ejb.config.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The life of this node: the database is migrated, the catalogue imported, then the dispatcher
 * started and kept alive by a timer, once a second; {@link #stop} ends it while the database is
 * still there.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DispatcherLifecycle {
  private static final System.Logger LOG = System.getLogger(DispatcherLifecycle.class.getName());
  private static final long SECOND = 1_000;

  private final AtomicBoolean beating = new AtomicBoolean();
  private final AtomicBoolean stopped = new AtomicBoolean();

  @Resource private TimerService timers;

  private IssuerKeys issuerKeys;
  private SchemaMigration migration;
  private CatalogueFile catalogue;
  private Settings settings;
  private Instance<Engine> engines;
  private QueueProbe probe;
  private NodeStart nodeStart;
  private Engine engine;
  private Dispatcher dispatcher;

  /** For the server. */
  @SuppressWarnings("NullAway.Init")
  public DispatcherLifecycle() {}

  @Inject
  @SuppressWarnings("NullAway.Init")
  DispatcherLifecycle(
      IssuerKeys issuerKeys,
      SchemaMigration migration,
      CatalogueFile catalogue,
      Settings settings,
      Instance<Engine> engines,
      QueueProbe probe,
      NodeStart nodeStart) {
    this.issuerKeys = issuerKeys;
    this.migration = migration;
    this.catalogue = catalogue;
    this.settings = settings;
    this.engines = engines;
    this.probe = probe;
    this.nodeStart = nodeStart;
  }

  @PostConstruct
  void start() {
    try {
      begin();
    } catch (RuntimeException e) {
      // The server's own report of a failed deployment buries the sentence that matters.
      LOG.log(Level.ERROR, "Start failed: {0}", reason(e));
      throw e;
    }
  }

  private void begin() {
    issuerKeys.ask();
    migration.apply();
    catalogue.apply();
    // Made only now: before the migration there is nothing to read.
    engine = engines.get();
    dispatcher = engine.dispatcher();
    dispatcher.start();
    probe.findOldestOverdue();
    nodeStart.finish();
    timers.createIntervalTimer(0, SECOND, new TimerConfig("heartbeat", false));
  }

  /** What the database says, or else the innermost message. */
  static String reason(Throwable thrown) {
    Throwable cause = thrown;
    while (!(cause instanceof SQLException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  /** Beats unless the beat before is still under way, which it is while the database is slow. */
  @Timeout
  void beat() {
    if (!stopped.get() && beating.compareAndSet(false, true)) {
      try {
        dispatcher.heartbeat();
      } finally {
        beating.set(false);
      }
    }
  }

  /**
   * Stops this node for good: takes nothing more, sends what is under way, gives up its shards.
   * Blocks for at most {@code webhooks.drain}. To be called from {@code contextDestroyed}: when
   * beans are destroyed the database is gone already.
   */
  @PreDestroy
  public void stop() {
    if (stopped.compareAndSet(false, true)) {
      boolean drained = engine.stop(settings.sending().drain());
      LOG.log(Level.INFO, drained ? "Drained and stopped" : "Stopped before all was drained");
    }
  }
}
