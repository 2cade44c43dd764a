package dev.webhooks.core.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.postgresql.PGConnection;

/** Listens on a connection of its own until it is closed; connects again when that breaks. */
final class PostgresListener {
  private static final System.Logger LOG = System.getLogger(PostgresListener.class.getName());
  private static final int POLL_MILLIS = 500;

  /** So often a silent connection is asked whether it still lives. */
  private static final int POLLS_BEFORE_PROBE = 20;

  private static final long RECONNECT_MILLIS = 1_000;

  private final ConnectionSource unpooled;
  private final String node;
  private final Consumer<Set<Long>> lanes;
  private final Runnable lost;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  PostgresListener(
      ConnectionSource unpooled, String node, Consumer<Set<Long>> lanes, Runnable lost) {
    this.unpooled = unpooled;
    this.node = node;
    this.lanes = lanes;
    this.lost = lost;
    this.thread = PostgresWakeups.daemon(this::run, "webhooks-listen");
  }

  void start() {
    thread.start();
  }

  void close() {
    closed.countDown();
  }

  private void run() {
    boolean wasConnected = false;
    while (!isClosedAfter(0)) {
      try (var connection = unpooled.getConnection()) {
        begin(connection);
        if (wasConnected) {
          runSafely(lost);
        }
        wasConnected = true;
        listen(connection);
      } catch (SQLException | RuntimeException | Error e) {
        // Even when memory has run out: what other nodes publish would be found late from then on.
        LOG.log(System.Logger.Level.WARNING, "not listening for wake-ups: {0}", e.getMessage());
        isClosedAfter(RECONNECT_MILLIS);
      }
    }
  }

  private boolean isClosedAfter(long millis) {
    try {
      return closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
      return true;
    }
  }

  private static void begin(Connection connection) throws SQLException {
    connection.setAutoCommit(true);
    execute(connection, "listen " + WakeupMessage.CHANNEL);
  }

  private void listen(Connection connection) throws SQLException {
    var postgres = connection.unwrap(PGConnection.class);
    int silent = 0;
    while (!isClosedAfter(0)) {
      var notifications = postgres.getNotifications(POLL_MILLIS);
      if (notifications == null || notifications.length == 0) {
        silent = probe(connection, silent + 1);
        continue;
      }
      silent = 0;
      var announced = new HashSet<Long>();
      for (var notification : notifications) {
        WakeupMessage.parse(notification.getParameter())
            .filter(message -> !message.node().equals(node))
            .ifPresent(message -> announced.addAll(message.endpoints()));
      }
      if (!announced.isEmpty()) {
        runSafely(() -> lanes.accept(Set.copyOf(announced)));
      }
    }
    execute(connection, "unlisten " + WakeupMessage.CHANNEL);
  }

  private static int probe(Connection connection, int silent) throws SQLException {
    if (silent < POLLS_BEFORE_PROBE) {
      return silent;
    }
    execute(connection, "select 1");
    return 0;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void runSafely(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, "a wake-up was not taken", e);
    }
  }
}
