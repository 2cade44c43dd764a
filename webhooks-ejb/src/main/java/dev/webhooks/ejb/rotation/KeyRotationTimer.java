package dev.webhooks.ejb.rotation;

import dev.webhooks.ejb.endpoint.OlderKeys;
import dev.webhooks.ejb.endpoint.SecretKeys;
import dev.webhooks.ejb.retention.ClusterTurn;
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
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks on every node, once a minute, whether secrets are under older keys; one node at a time
 * encrypts them anew. A node that dies leaves its turn to another after ten minutes.
 */
@Singleton
@Startup
@DependsOn("DispatcherLifecycle")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class KeyRotationTimer {
  private static final System.Logger LOG = System.getLogger(KeyRotationTimer.class.getName());
  private static final String WORK = "key-rotation";
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMinutes(1);
  private static final Duration TURN = Duration.ofMinutes(10);

  /** Endpoints a step: changes of endpoints wait that long. */
  private static final int BATCH = 50;

  private final AtomicBoolean running = new AtomicBoolean();
  private volatile boolean stopped;

  @Resource private TimerService timers;

  private OlderKeys olderKeys;
  private SecretKeys keys;
  private KeyRotation rotation;
  private ClusterTurn turn;

  /** For the server. */
  @SuppressWarnings("NullAway.Init")
  public KeyRotationTimer() {}

  @Inject
  @SuppressWarnings("NullAway.Init")
  KeyRotationTimer(OlderKeys olderKeys, SecretKeys keys, KeyRotation rotation, ClusterTurn turn) {
    this.olderKeys = olderKeys;
    this.keys = keys;
    this.rotation = rotation;
    this.turn = turn;
  }

  @PostConstruct
  void start() {
    timers.createIntervalTimer(
        FIRST.toMillis(), LOOK.toMillis(), new TimerConfig("key rotation", false));
  }

  /** Counts, and works if there is something to do and nobody else does it. */
  @Timeout
  void look() {
    if (!stopped && running.compareAndSet(false, true)) {
      try {
        long older = count();
        if (older > 0 && turn.take(WORK, TURN)) {
          rotate(older);
          count();
        }
      } catch (RuntimeException | Error e) {
        // A server ends timers that fail twice in a row.
        LOG.log(Level.WARNING, "Key rotation failed and is tried again within ten minutes", e);
      } finally {
        running.set(false);
      }
    }
  }

  @PreDestroy
  void stop() {
    stopped = true;
  }

  private long count() {
    long older = olderKeys.count();
    if (rotation.saw(older) && keys.keys().size() > 1) {
      LOG.log(
          Level.INFO,
          "Every stored secret is encrypted under key {0}: older keys may be removed",
          keys.current().id());
    }
    return older;
  }

  private void rotate(long older) {
    long renewed = new KeyRotationRun(after -> olderKeys.renew(after, BATCH), () -> !stopped).run();
    LOG.log(
        Level.INFO,
        "Secrets of {0} of {1} endpoints under older keys are encrypted under key {2} now",
        renewed,
        older,
        keys.current().id());
  }
}
