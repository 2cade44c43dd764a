package dev.webhooks.core.http;

import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.target.TargetPolicy;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The connections of one event loop to all its hosts. Every host belongs to one loop, so nothing
 * here is ever locked. Confined to the loop, but for {@link #start} and {@link #close}.
 */
final class ConnectionPool {
  private static final String CLOSED = "The transport was closed.";

  /**
   * So many connections are closed at once, and then calls have their turn: after a burst thousands
   * are too old in the same moment.
   */
  private static final int SWEEP = 100;

  private static final long SWEEP_PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

  private final EventLoop loop;
  private final TransportOptions options;
  private final TargetPolicy policy;
  private final NameResolution names;
  private final Dialer dialer;
  private final int maxConnections;
  private final DeadlineWheel deadlines;

  private final Map<Origin, HostConnections> hosts = new HashMap<>();
  private final Deque<HostConnections> starving = new ArrayDeque<>();

  /** The one that has been idle for longest comes first. */
  private final Set<Connection> idle = new LinkedHashSet<>();

  private int connections;
  private boolean sweeping;
  private boolean closed;

  ConnectionPool(
      EventLoop loop, TransportOptions options, TargetPolicy policy, NameResolution names) {
    this.loop = loop;
    this.options = options;
    this.policy = policy;
    this.names = names;
    this.dialer = new Dialer(loop, options);
    this.maxConnections = Math.max(1, options.maxConnections() / options.eventLoops());
    this.deadlines = new DeadlineWheel(loop);
  }

  /** Hands a call over to the loop, from any thread. */
  void start(PendingCall call) {
    try {
      loop.execute(() -> serve(call));
    } catch (RejectedExecutionException e) {
      refuse(call);
    }
  }

  /** Fails every call and closes every connection, from any thread. */
  void close() {
    execute(this::closeNow);
  }

  /** Does something on the loop, if it still runs. */
  void execute(Runnable action) {
    try {
      loop.execute(action);
    } catch (RejectedExecutionException e) {
      // The transport was closed: every call has been completed, nothing is left to do.
    }
  }

  int maxConnectionsPerHost() {
    return options.maxConnectionsPerHost();
  }

  CompletableFuture<List<InetAddress>> addressesOf(Origin origin) {
    return names.addressesOf(origin.plainHost());
  }

  List<InetAddress> permitted(List<InetAddress> addresses) {
    return addresses.stream().filter(policy::permits).toList();
  }

  /** Takes room for one connection, if there is any. */
  boolean take() {
    if (!hasRoom()) {
      return false;
    }
    connections++;
    return true;
  }

  /** Whether there is room for one more; the connection idle for longest makes it. */
  private boolean hasRoom() {
    if (connections >= maxConnections) {
      closeEldestIdle();
    }
    return connections < maxConnections;
  }

  /** This host gets the next room. */
  void starves(HostConnections host) {
    starving.addLast(host);
  }

  /** Its own connections have served what waited. */
  void starvesNoMore(HostConnections host) {
    starving.remove(host);
  }

  /**
   * Whether more hosts wait for room than there is. A connection that is closed for one of them
   * makes room before the next is looked at: of a hundred answers that come together one host's
   * need ends one connection, and not all.
   */
  private boolean isShort() {
    return starving.size() > maxConnections - connections;
  }

  /** A connection is closed: its room is another's. */
  void freed() {
    connections--;
    if (!starving.isEmpty()) {
      // Not at once: the host whose connection this was is in the middle of its own work.
      execute(this::feed);
    }
  }

  void dial(HostConnections host, PendingCall call, List<InetAddress> addresses) {
    dialer.dial(host, call, addresses);
  }

  /**
   * Whether the connection may take another call: it is young, and no other host needs its room.
   */
  boolean mayServeAgain(Connection connection) {
    return (!isShort() || starving.peekFirst() == connection.host()) && isYoung(connection);
  }

  /** Whether the connection may be kept without a call. */
  boolean mayRest(Connection connection) {
    return !closed
        && !isShort()
        && isYoung(connection)
        && connection.becomeIdle(options.idleTimeout().toNanos());
  }

  void becameIdle(Connection connection) {
    idle.add(connection);
    if (!sweeping) {
      sweeping = true;
      sweepAfter(sweepInterval());
    }
  }

  void noLongerIdle(Connection connection) {
    idle.remove(connection);
  }

  void forget(HostConnections host) {
    hosts.remove(host.origin(), host);
  }

  private void serve(PendingCall call) {
    if (closed) {
      refuse(call);
      return;
    }
    if (!call.origin().tls() && !policy.permitsHttp()) {
      call.complete(Failures.ofPlain());
      return;
    }
    call.watchedBy(deadlines);
    HostConnections host =
        hosts.computeIfAbsent(call.origin(), origin -> new HostConnections(this, origin));
    host.serve(call);
    host.forgetIfUnused();
  }

  private void feed() {
    while (!starving.isEmpty() && hasRoom()) {
      starving.removeFirst().fed();
    }
  }

  private boolean isYoung(Connection connection) {
    return !connection.isOlderThan(options.connectionLifetime().toNanos());
  }

  private void closeEldestIdle() {
    Iterator<Connection> eldest = idle.iterator();
    if (eldest.hasNext()) {
      discard(eldest.next());
    }
  }

  private long sweepInterval() {
    long interval = Math.min(TimeUnit.SECONDS.toNanos(1), options.idleTimeout().toNanos());
    return Math.max(interval, TimeUnit.MILLISECONDS.toNanos(1));
  }

  private void sweepAfter(long nanos) {
    loop.schedule(this::sweep, nanos, TimeUnit.NANOSECONDS);
  }

  private void sweep() {
    long now = System.nanoTime();
    List<Connection> old =
        idle.stream().filter(one -> one.isIdleTooLong(now)).limit(SWEEP).toList();
    old.forEach(ConnectionPool::discard);
    sweeping = !idle.isEmpty();
    if (sweeping) {
      sweepAfter(old.size() == SWEEP ? SWEEP_PAUSE : sweepInterval());
    }
  }

  private void closeNow() {
    closed = true;
    deadlines
        .entries()
        .forEach(entry -> ((PendingCall) entry).abort(ErrorClass.CONNECTION_RESET, CLOSED));
    List.copyOf(idle).forEach(ConnectionPool::discard);
  }

  private static void discard(Connection connection) {
    connection.host().discard(connection);
  }

  private static void refuse(PendingCall call) {
    call.fail(ErrorClass.CONNECTION_RESET, CLOSED);
  }
}
