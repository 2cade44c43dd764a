package dev.webhooks.core.dispatch;

import dev.webhooks.core.spi.Membership;
import dev.webhooks.core.spi.ShardLeases;
import dev.webhooks.core.spi.Wakeups;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Sends what is owed to the endpoints of the shards this node owns. Thread-safe.
 *
 * <p>Life: built; {@linkplain #start() started}; kept alive by {@linkplain #heartbeat()
 * heartbeats}, without which its lease ends and it stops sending; drained and stopped for good.
 */
public final class Dispatcher implements HandOver {
  private static final Logger LOG = System.getLogger(Dispatcher.class.getName());

  private static final long AFTER_FAILURE = Duration.ofMillis(100).toNanos();

  private final String node;
  private final Mailbox mailbox;
  private final LoopClock clock;
  private final DispatchLoop loop;
  private final Ownership ownership;
  private final Tally tally;
  private final ShardLeases leases;
  private final Wakeups wakeups;
  private final EndpointDirectory directory;
  private final Duration lease;
  private final ThreadFactory threads;
  private final Runnable onStop;
  private final Object beating = new Object();
  private volatile boolean leaving;
  private volatile boolean stopped;

  Dispatcher(
      String node,
      Mailbox mailbox,
      LoopClock clock,
      DispatchLoop loop,
      Ownership ownership,
      Tally tally,
      ShardLeases leases,
      Wakeups wakeups,
      EndpointDirectory directory,
      Duration lease,
      ThreadFactory threads,
      Runnable onStop) {
    this.node = node;
    this.mailbox = mailbox;
    this.clock = clock;
    this.loop = loop;
    this.ownership = ownership;
    this.tally = tally;
    this.leases = leases;
    this.wakeups = wakeups;
    this.directory = directory;
    this.lease = lease;
    this.threads = threads;
    this.onStop = onStop;
  }

  /** Collects what a dispatcher works with. */
  public static DispatcherBuilder builder() {
    return new DispatcherBuilder();
  }

  /** Starts the dispatch thread. Sends nothing before the first {@link #heartbeat()}. */
  public void start() {
    listen();
    threads.newThread(this::runUntilStopped).start();
  }

  /** Starts the dispatch thread and a thread that beats this often; once a second is usual. */
  public void start(Duration heartbeatEvery) {
    start();
    threads.newThread(() -> beatUntilStopped(heartbeatEvery)).start();
  }

  /**
   * Renews this node's lease, takes and gives up shards, and learns of changed endpoints. To be
   * called about once a second. Blocks; a failure is logged, not thrown: what beats must go on.
   */
  public void heartbeat() {
    synchronized (beating) {
      if (!stopped) {
        refreshEndpoints();
        releaseDrained();
        renewLease();
      }
    }
  }

  @Override
  public void handOver(List<NewDeliveries> committed) {
    Set<Long> elsewhere = new HashSet<>();
    List<NewDeliveries> here = new ArrayList<>(committed.size());
    for (NewDeliveries one : committed) {
      boolean anyHere = false;
      for (var delivery : one.deliveries()) {
        if (ownership.owns(delivery.endpointId())) {
          anyHere = true;
        } else {
          elsewhere.add(delivery.endpointId());
        }
      }
      if (anyHere) {
        here.add(one);
      }
    }
    if (!here.isEmpty()) {
      mailbox.post(() -> here.forEach(loop::take));
    }
    announceElsewhere(elsewhere);
  }

  /**
   * Makes the owners look for what a committed transaction added to the lanes of these endpoints:
   * this node at once, other nodes by a wake-up. For resends and recoveries.
   */
  public void announce(Set<Long> endpointIds) {
    Set<Long> elsewhere = new HashSet<>(endpointIds);
    elsewhere.removeIf(ownership::owns);
    Set<Long> here = Set.copyOf(endpointIds);
    mailbox.post(() -> loop.wake(here));
    announceElsewhere(elsewhere);
  }

  /** What it has done and holds now. */
  public DispatcherStats stats() {
    return tally.snapshot();
  }

  /**
   * Stops fetching, waits at most this long for what is under way, records it, gives up its shards
   * (each as soon as nothing is under way for it) and stops for good. Blocks; goes on with
   * heartbeats meanwhile.
   *
   * @return whether everything under way was recorded
   */
  public boolean drainAndStop(Duration patience) {
    CompletableFuture<Boolean> drained = new CompletableFuture<>();
    leaving = true;
    mailbox.post(() -> loop.drain(drained));
    boolean complete = await(drained, clock.elapsed() + patience.toNanos());
    synchronized (beating) {
      stopped = true;
      mailbox.post(() -> {});
      leave();
    }
    onStop.run();
    return complete;
  }

  /** Runs rounds on the calling thread until nothing is left to do now. For tests. */
  void runUntilIdle() {
    long wait = loop.step();
    while (wait <= 0) {
      wait = loop.step();
    }
  }

  private void listen() {
    wakeups.listen(
        endpointIds -> {
          Set<Long> woken = Set.copyOf(endpointIds);
          mailbox.post(() -> loop.wake(woken));
        },
        () -> mailbox.post(loop::rereadAll));
  }

  private void runUntilStopped() {
    while (!stopped) {
      long wait = step();
      if (wait > 0) {
        mailbox.await(wait);
      }
    }
  }

  private long step() {
    try {
      return loop.step();
    } catch (RuntimeException | Error e) {
      // Whatever it was, the other lanes must go on: without this thread the node would keep its
      // shards and send nothing.
      LOG.log(Level.ERROR, "A round of the dispatcher failed", e);
      return AFTER_FAILURE;
    }
  }

  private void beatUntilStopped(Duration every) {
    while (!stopped) {
      heartbeat();
      LockSupport.parkNanos(every.toNanos());
    }
  }

  private void refreshEndpoints() {
    try {
      directory.refresh();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, "Endpoints could not be refreshed", e);
    }
  }

  private void releaseDrained() {
    List<OwnedShard> drained = ownership.takeDrained();
    if (drained.isEmpty()) {
      return;
    }
    try {
      leases.release(node, drained.stream().map(s -> s.number).collect(Collectors.toSet()));
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, "Shards could not be given up; trying again", e);
      ownership.offerAgain(drained);
    }
  }

  private void renewLease() {
    long sentAt = clock.elapsed();
    try {
      Membership membership =
          leaving ? leases.farewell(node, lease) : leases.heartbeat(node, lease);
      long answeredAt = clock.elapsed();
      mailbox.post(() -> loop.learn(membership, sentAt, answeredAt, lease));
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, "The lease could not be renewed", e);
    }
  }

  private void announceElsewhere(Set<Long> endpointIds) {
    if (!endpointIds.isEmpty()) {
      wakeups.announce(endpointIds);
    }
  }

  private boolean await(CompletableFuture<Boolean> drained, long deadline) {
    while (true) {
      long left = deadline - clock.elapsed();
      if (left <= 0) {
        return drained.getNow(false);
      }
      try {
        return drained.get(Math.min(left, 1_000_000_000L), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        heartbeat();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return drained.getNow(false);
      } catch (ExecutionException e) {
        return false;
      }
    }
  }

  private void leave() {
    try {
      leases.leave(node);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The node could not sign off; its lease will end by itself", e);
    }
  }
}
