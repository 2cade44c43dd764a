package dev.webhooks.core.jdbc;

import dev.webhooks.core.spi.Wakeups;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Wake-ups by {@code NOTIFY} and {@code LISTEN}. Announcements are sent on connections of their
 * own, at most one message per pause: a {@code NOTIFY} inside a publisher's transaction would take
 * a lock of the whole database when it commits, and would break XA callers.
 */
public final class PostgresWakeups implements Wakeups {
  private static final System.Logger LOG = System.getLogger(PostgresWakeups.class.getName());

  private final Jdbc jdbc;
  private final ConnectionSource unpooled;
  private final String node;
  private final Duration pause;
  private final ScheduledExecutorService sender;
  private final Set<Long> waiting = new HashSet<>();
  private boolean scheduled;
  private @Nullable PostgresListener listener;

  /**
   * @param connections give connections that take part in no transaction, for announcements
   * @param unpooled gives connections that may be held for as long as the process runs
   * @param node this process, whose own messages are ignored; no space in it
   * @param pause between two messages of this node; some milliseconds
   */
  public PostgresWakeups(
      ConnectionSource connections, ConnectionSource unpooled, String node, Duration pause) {
    this.jdbc = new Jdbc(connections);
    this.unpooled = unpooled;
    this.node = node;
    this.pause = pause;
    this.sender =
        Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "webhooks-notify"));
  }

  static Thread daemon(Runnable task, String name) {
    var thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public synchronized void announce(Set<Long> endpointIds) {
    waiting.addAll(endpointIds);
    if (!scheduled && !waiting.isEmpty()) {
      scheduled = true;
      schedule();
    }
  }

  private void schedule() {
    try {
      var unused = sender.schedule(this::send, pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.log(System.Logger.Level.DEBUG, "closed; the second look finds what was not announced");
    }
  }

  private synchronized Set<Long> takeWaiting() {
    var taken = Set.copyOf(waiting);
    waiting.clear();
    scheduled = false;
    return taken;
  }

  private void send() {
    try {
      var messages = WakeupMessage.split(node, takeWaiting());
      jdbc.query(
          "select pg_notify(?, m) from unnest(?::text[]) as message (m)",
          statement -> {
            statement.setString(1, WakeupMessage.CHANNEL);
            statement.setObject(2, messages.toArray(String[]::new));
          },
          row -> true);
    } catch (StoreException e) {
      // Lossy by contract.
      LOG.log(System.Logger.Level.DEBUG, "a wake-up was not sent: {0}", e.getMessage());
    }
  }

  @Override
  public synchronized void listen(Consumer<Set<Long>> lanes, Runnable lost) {
    if (listener != null) {
      throw new IllegalStateException("listening already");
    }
    listener = new PostgresListener(unpooled, node, lanes, lost);
    listener.start();
  }

  @Override
  public synchronized void close() {
    sender.shutdownNow();
    if (listener != null) {
      listener.close();
    }
  }
}
