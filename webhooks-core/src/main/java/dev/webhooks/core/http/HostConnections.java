package dev.webhooks.core.http;

import dev.webhooks.core.model.AttemptResult.Failure;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one origin and the calls that wait for one. The connection used last is used
 * first, so that the others can grow old. Confined to the event loop of its pool.
 */
final class HostConnections {
  private final ConnectionPool pool;
  private final Origin origin;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final Deque<PendingCall> waiting = new ArrayDeque<>();

  /** Connections that are open, being opened, or waiting for an address to be opened to. */
  private int taken;

  /** Whether the pool will say when it has room for another connection. */
  private boolean starving;

  HostConnections(ConnectionPool pool, Origin origin) {
    this.pool = pool;
    this.origin = origin;
  }

  Origin origin() {
    return origin;
  }

  void serve(PendingCall call) {
    Connection connection = takeIdle();
    if (connection != null) {
      connection.send(call);
    } else if (mayOpen()) {
      resolve(call);
    } else {
      waiting.addLast(call);
    }
  }

  /** An exchange has ended well: the connection may serve again. */
  void release(Connection connection) {
    PendingCall next = pool.mayServeAgain(connection) ? nextWaiting() : null;
    if (starving && waiting.isEmpty()) {
      starving = false;
      pool.starvesNoMore(this);
    }
    if (next != null) {
      connection.send(next);
    } else if (pool.mayRest(connection)) {
      idle.addFirst(connection);
      pool.becameIdle(connection);
    } else {
      connection.close();
    }
  }

  /** The connection is open and ready for its first call. */
  void opened(Connection connection, PendingCall call) {
    if (call.isDone()) {
      connection.close();
    } else {
      connection.send(call);
    }
  }

  void notOpened(PendingCall call, Failure failure) {
    call.complete(failure);
    freed();
  }

  /** The connection has been closed, by whomever. */
  void closed(Connection connection) {
    if (idle.remove(connection)) {
      pool.noLongerIdle(connection);
    }
    freed();
  }

  void forgetIfUnused() {
    if (taken == 0 && waiting.isEmpty()) {
      pool.forget(this);
    }
  }

  /** Closes an idle connection. */
  void discard(Connection connection) {
    idle.remove(connection);
    pool.noLongerIdle(connection);
    connection.close();
  }

  /** The pool has room again. */
  void fed() {
    starving = false;
    serveWaiting();
  }

  private void freed() {
    taken--;
    pool.freed();
    serveWaiting();
  }

  private void serveWaiting() {
    while (mayOpen()) {
      PendingCall call = nextWaiting();
      if (call == null) {
        break;
      }
      serve(call);
    }
    forgetIfUnused();
  }

  private boolean mayOpen() {
    return !starving && taken < pool.maxConnectionsPerHost();
  }

  private @Nullable Connection takeIdle() {
    Connection connection = idle.pollFirst();
    while (connection != null) {
      pool.noLongerIdle(connection);
      if (connection.isOpen()) {
        return connection;
      }
      connection = idle.pollFirst();
    }
    return null;
  }

  private @Nullable PendingCall nextWaiting() {
    PendingCall call = waiting.pollFirst();
    while (call != null && call.isDone()) {
      call = waiting.pollFirst();
    }
    return call;
  }

  /** Addresses that are known are used within this call: the caller goes on with the next. */
  private void resolve(PendingCall call) {
    taken++;
    CompletableFuture<List<InetAddress>> addresses = pool.addressesOf(origin);
    if (addresses.isDone()) {
      resolved(call, addresses);
      return;
    }
    call.resolving();
    long startedAt = System.nanoTime();
    addresses.whenComplete(
        (found, failure) ->
            pool.execute(
                () -> {
                  call.resolved(System.nanoTime() - startedAt);
                  resolved(call, addresses);
                  serveWaiting();
                }));
  }

  private void resolved(PendingCall call, CompletableFuture<List<InetAddress>> addresses) {
    taken--;
    if (call.isDone()) {
      return;
    }
    try {
      List<InetAddress> permitted = pool.permitted(addresses.join());
      if (permitted.isEmpty()) {
        call.complete(Failures.ofBlocked(origin.host()));
      } else {
        open(call, permitted);
      }
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      call.complete(Failures.ofResolving(origin.host(), cause));
    }
  }

  private void open(PendingCall call, List<InetAddress> addresses) {
    Connection connection = takeIdle();
    if (connection != null) {
      connection.send(call);
    } else if (!starving && pool.take()) {
      taken++;
      pool.dial(this, call, addresses);
    } else {
      starve(call);
    }
  }

  private void starve(PendingCall call) {
    waiting.addLast(call);
    if (!starving) {
      starving = true;
      pool.starves(this);
    }
  }
}
