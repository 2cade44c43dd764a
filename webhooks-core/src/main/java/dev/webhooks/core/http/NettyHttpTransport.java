package dev.webhooks.core.http;

import dev.webhooks.core.spi.HttpCall;
import dev.webhooks.core.spi.HttpExchange;
import dev.webhooks.core.spi.HttpTransport;
import dev.webhooks.core.target.TargetPolicy;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * HTTP/1.1 on Netty's event loops and codec, with a pool of kept-alive connections of our own.
 *
 * <p>Names are resolved here, every address is checked by the {@link TargetPolicy}, and the
 * connection goes to an address that passed; TLS still verifies the name. When a name has permitted
 * and other addresses, only the permitted ones are called; when it has none, the call ends as
 * {@code BLOCKED_ADDRESS}. A connection is used again only after an answer that was read to its
 * end, and a request that was sent is never repeated, not even when a kept-alive connection turns
 * out closed.
 *
 * <p>Thread-safe. Its daemon threads are called {@code webhooks-http-…}.
 */
public final class NettyHttpTransport implements HttpTransport {
  private final EventLoopGroup loops;
  private final List<ConnectionPool> pools = new ArrayList<>();
  private final NameResolution names;

  /** A transport with default settings and the system's name resolution. */
  public NettyHttpTransport(TargetPolicy policy) {
    this(policy, TransportOptions.defaults(), HostResolver.SYSTEM);
  }

  /** A transport with these settings and this name resolution. */
  public NettyHttpTransport(TargetPolicy policy, TransportOptions options, HostResolver resolver) {
    this.names = new NameResolution(resolver, options.resolverThreads(), options.addressLifetime());
    this.loops =
        new MultiThreadIoEventLoopGroup(
            options.eventLoops(),
            new DefaultThreadFactory("webhooks-http", true),
            NioIoHandler.newFactory());
    for (EventExecutor loop : loops) {
      pools.add(new ConnectionPool((EventLoop) loop, options, policy, names));
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when the URL is none of http(s), or a header would break the
   *     request: control characters, no token as its name, or one of the transport's own ({@code
   *     host}, {@code content-length}, {@code transfer-encoding}, {@code connection}, {@code
   *     expect}, {@code upgrade})
   */
  @Override
  public CompletableFuture<HttpExchange> send(HttpCall call) {
    Origin origin = Origin.of(call.url(), call.identity());
    PendingCall pending = new PendingCall(origin, call);
    pools.get(Math.floorMod(spread(origin.hashCode()), pools.size())).start(pending);
    return pending.exchange();
  }

  @Override
  public void close() {
    pools.forEach(ConnectionPool::close);
    var terminated = loops.shutdownGracefully(0, 5, TimeUnit.SECONDS);
    terminated.addListener(done -> names.close());
    if (!isOnLoop()) {
      terminated.awaitUninterruptibly(10, TimeUnit.SECONDS);
    }
  }

  /** Whether waiting for the loops would be waiting for ourselves. */
  private boolean isOnLoop() {
    for (EventExecutor loop : loops) {
      if (loop.inEventLoop()) {
        return true;
      }
    }
    return false;
  }

  /** Addresses that differ in their last digit should not all meet on one loop. */
  private static int spread(int hash) {
    int mixed = hash * 0x9e3779b9;
    return mixed ^ mixed >>> 16;
  }
}
