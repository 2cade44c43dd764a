package dev.webhooks.core.testkit;

import dev.webhooks.core.testkit.ScriptedConnection.Observer;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A real HTTP/1.1 receiver on a loopback port, whose answers a script decides: what a sender is
 * tested against. It records every request and can also fail in the ways receivers do (see {@link
 * Answer}). Thread-safe; the script runs on the receiver's event loop and must not block.
 *
 * <pre>{@code
 * try (var receiver = ScriptedReceiver.answering(Answer.status(503))) {
 *   sender.send(receiver.url("/hook"));
 *   ReceivedRequest request = receiver.awaitRequests(1).get(0);
 *   receiver.script(anything -> Answer.ok());
 * }
 * }</pre>
 *
 * <p>Requests need a {@code content-length}; the chunked transfer coding is not understood.
 */
public final class ScriptedReceiver implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final EventLoopGroup loops;
  private final List<Channel> listeners = new ArrayList<>();
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Queue<ReceivedRequest> requests = new ConcurrentLinkedQueue<>();
  private final LongAdder requestCount = new LongAdder();
  private final AtomicInteger connectionCount = new AtomicInteger();
  private final boolean recording;
  private final @Nullable SslContext tls;
  private volatile Function<ReceivedRequest, Answer> script;

  private ScriptedReceiver(Builder builder) {
    this.script = builder.script;
    this.recording = builder.recording;
    this.tls = builder.tls;
    this.loops =
        new MultiThreadIoEventLoopGroup(
            builder.threads,
            new DefaultThreadFactory("scripted-receiver", true),
            NioIoHandler.newFactory());
    bind(builder.port, builder.addresses);
  }

  /** An http receiver that answers by this script. */
  public static ScriptedReceiver start(Function<ReceivedRequest, Answer> script) {
    return builder().script(script).start();
  }

  /** An http receiver that always gives this answer. */
  public static ScriptedReceiver answering(Answer answer) {
    return start(request -> answer);
  }

  /** Everything that can be chosen. */
  public static Builder builder() {
    return new Builder();
  }

  /** The URL of this path (starting with a slash) at 127.0.0.1. */
  public URI url(String path) {
    return url("127.0.0.1", path);
  }

  /** The URL of this path under another name or address of this machine. */
  public URI url(String host, String path) {
    return URI.create((tls == null ? "http://" : "https://") + host + ":" + port() + path);
  }

  /** The port it listens on. */
  public int port() {
    return ((InetSocketAddress) listeners.get(0).localAddress()).getPort();
  }

  /** Answers by another script from the next request on. */
  public void script(Function<ReceivedRequest, Answer> newScript) {
    this.script = newScript;
  }

  /** What has arrived so far, oldest first; empty when it does not record. */
  public List<ReceivedRequest> requests() {
    return List.copyOf(requests);
  }

  /** The requests, once at least so many have arrived; fails after 20 seconds. */
  public List<ReceivedRequest> awaitRequests(int count) {
    await(() -> requests.size() >= count, () -> requests.size() + " of " + count + " requests");
    return requests();
  }

  /** How many requests have arrived so far. */
  public long requestCount() {
    return requestCount.sum();
  }

  /** How many connections have been accepted so far. */
  public int connectionCount() {
    return connectionCount.get();
  }

  /** How many connections are open now. */
  public int openConnections() {
    return connections.size();
  }

  /** Returns once exactly so many connections are open; fails after 20 seconds. */
  public void awaitOpenConnections(int count) {
    await(() -> connections.size() == count, () -> connections.size() + " connections are open");
  }

  /** Closes every open connection, as a receiver does with idle ones. */
  public void closeConnections() {
    connections.close().syncUninterruptibly();
  }

  /** Stops listening and closes every connection. */
  @Override
  public void close() {
    listeners.forEach(listener -> listener.close().syncUninterruptibly());
    closeConnections();
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS);
  }

  private void bind(int port, int addresses) {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 8192)
            .childHandler(new Initializer());
    int bound = port;
    for (int last = 1; last <= addresses; last++) {
      listeners.add(bootstrap.bind("127.0.0." + last, bound).syncUninterruptibly().channel());
      bound = port();
    }
  }

  private void record(ReceivedRequest request) {
    requestCount.increment();
    if (recording) {
      requests.add(request);
    }
  }

  private static void await(BooleanSupplier condition, Supplier<String> state) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("After " + PATIENCE + " only " + state.get());
      }
      LockSupport.parkNanos(500_000);
    }
  }

  private final class Initializer extends ChannelInitializer<SocketChannel> {
    @Override
    protected void initChannel(SocketChannel channel) {
      connections.add(channel);
      if (tls != null) {
        channel.pipeline().addLast(tls.newHandler(channel.alloc()));
      }
      Observer observer = ScriptedReceiver.this::record;
      int number = connectionCount.incrementAndGet();
      channel
          .pipeline()
          .addLast(new ScriptedConnection(number, request -> script.apply(request), observer));
    }
  }

  /** The choices for a receiver. */
  public static final class Builder {
    private Function<ReceivedRequest, Answer> script = request -> Answer.ok();
    private boolean recording = true;
    private @Nullable SslContext tls;
    private int threads = 1;
    private int port;
    private int addresses = 1;

    private Builder() {}

    /** Decides every answer; 200 when not given. */
    public Builder script(Function<ReceivedRequest, Answer> newScript) {
      this.script = newScript;
      return this;
    }

    /** Listens for TLS with a certificate of this authority for these names and addresses. */
    public Builder tls(TestAuthority authority, String... names) {
      return tls(authority.serverContext(names));
    }

    /** Listens for TLS with this context. */
    public Builder tls(SslContext context) {
      this.tls = context;
      return this;
    }

    /** Only counts: for throughput tests, where remembering every request would fill the heap. */
    public Builder countingOnly() {
      this.recording = false;
      return this;
    }

    /** This port instead of a free one. */
    public Builder port(int newPort) {
      this.port = newPort;
      return this;
    }

    /** Listens on 127.0.0.1 to 127.0.0.n, which a sender sees as n hosts. */
    public Builder addresses(int count) {
      this.addresses = count;
      return this;
    }

    /** The number of event loops; 1 when not given. */
    public Builder threads(int count) {
      this.threads = count;
      return this;
    }

    /** Starts it. */
    public ScriptedReceiver start() {
      return new ScriptedReceiver(this);
    }
  }
}
