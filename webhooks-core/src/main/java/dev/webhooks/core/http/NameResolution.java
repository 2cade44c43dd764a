package dev.webhooks.core.http;

import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks names up on threads of its own and remembers the answers for a short time. Look-ups of one
 * name that overlap are one. A name that was slow or failed is looked up by a quarter of the
 * threads from then on, until it is quick again: names that hang cannot keep the others from being
 * resolved for longer than their first look-up. Thread-safe.
 */
final class NameResolution implements AutoCloseable {
  private static final int REMEMBERED_NAMES = 10_000;
  private static final int WAITING_NAMES = 2_000;
  private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long FAILURE_LIFETIME_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** The last look-up of a name, done or under way. */
  private static final class LookUp {
    final CompletableFuture<List<InetAddress>> addresses = new CompletableFuture<>();
    final boolean suspect;
    final long startedAt = System.nanoTime();
    volatile long endedAt;

    LookUp(boolean suspect) {
      this.suspect = suspect;
    }

    boolean wasSlowOrFailed() {
      return addresses.isCompletedExceptionally() || endedAt - startedAt > SLOW_NANOS;
    }
  }

  private final HostResolver resolver;
  private final long lifetimeNanos;
  private final ThreadPoolExecutor threads;
  private final ThreadPoolExecutor suspectThreads;
  private final Map<String, LookUp> lookUps =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, LookUp> eldest) {
          return size() > REMEMBERED_NAMES;
        }
      };

  NameResolution(HostResolver resolver, int threads, Duration lifetime) {
    this.resolver = resolver;
    this.lifetimeNanos = lifetime.toNanos();
    int forSuspects = Math.max(1, threads / 4);
    this.threads = daemons(threads - forSuspects, "webhooks-http-dns");
    this.suspectThreads = daemons(forSuspects, "webhooks-http-dns-slow");
  }

  /**
   * The addresses of this host, at once when they are remembered or the host is an address itself.
   * Fails with {@link UnknownHostException}, or with what the resolver threw.
   */
  CompletableFuture<List<InetAddress>> addressesOf(String host) {
    byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
    if (literal != null) {
      return CompletableFuture.completedFuture(List.of(address(literal)));
    }
    LookUp lookUp;
    synchronized (lookUps) {
      LookUp last = lookUps.get(host);
      if (last != null && isUsable(last)) {
        return last.addresses;
      }
      lookUp = new LookUp(last != null && last.wasSlowOrFailed());
      lookUps.put(host, lookUp);
    }
    start(host, lookUp);
    return lookUp.addresses;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    suspectThreads.shutdownNow();
  }

  private boolean isUsable(LookUp lookUp) {
    if (!lookUp.addresses.isDone()) {
      return true;
    }
    long lifetime =
        lookUp.addresses.isCompletedExceptionally() ? FAILURE_LIFETIME_NANOS : lifetimeNanos;
    return System.nanoTime() - lookUp.endedAt < lifetime;
  }

  private void start(String host, LookUp lookUp) {
    try {
      (lookUp.suspect ? suspectThreads : threads).execute(() -> run(host, lookUp));
    } catch (RejectedExecutionException e) {
      end(lookUp, List.of(), new IllegalStateException("too many names wait to be looked up"));
    } catch (Error e) {
      end(lookUp, List.of(), e);
    }
  }

  private void run(String host, LookUp lookUp) {
    try {
      List<InetAddress> addresses = resolver.resolve(host);
      end(lookUp, addresses, addresses.isEmpty() ? new UnknownHostException(host) : null);
    } catch (UnknownHostException | RuntimeException | Error e) {
      end(lookUp, List.of(), e);
    }
  }

  private static void end(LookUp lookUp, List<InetAddress> addresses, @Nullable Throwable failure) {
    lookUp.endedAt = System.nanoTime();
    if (failure == null) {
      lookUp.addresses.complete(addresses);
    } else {
      lookUp.addresses.completeExceptionally(failure);
    }
  }

  private static InetAddress address(byte[] literal) {
    try {
      return InetAddress.getByAddress(literal);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ThreadPoolExecutor daemons(int count, String name) {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            count,
            count,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING_NAMES),
            new DefaultThreadFactory(name, true));
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }
}
