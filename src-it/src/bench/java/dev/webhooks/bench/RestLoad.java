package dev.webhooks.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Clients of the REST API: kept-alive connections with one request in flight on each, every one the
 * client of one tenant. They pause while more is owed than a fixed number, so that what comes in is
 * what goes out.
 */
final class RestLoad implements AutoCloseable {
  private static final int LARGEST_ANSWER = 1 << 20;

  private final int port;
  private final long deliveriesPerRequest;
  private final long ahead;
  private final LongSupplier delivered;
  private final long deliveredAtStart;
  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Queue<Runnable> paused = new ConcurrentLinkedQueue<>();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicReference<String> refusal = new AtomicReference<>();
  private volatile long arrived;
  private volatile boolean closed;

  /**
   * @param deliveriesPerRequest how many deliveries an accepted request leads to
   * @param ahead how many deliveries may be owed
   * @param delivered counts what arrived at the receiver
   */
  RestLoad(int port, long deliveriesPerRequest, long ahead, LongSupplier delivered) {
    this.port = port;
    this.deliveriesPerRequest = deliveriesPerRequest;
    this.ahead = ahead;
    this.delivered = delivered;
    this.deliveredAtStart = delivered.getAsLong();
  }

  /** Opens connections; the n-th posts for the n-th of these tokens, again and again. */
  void start(int connections, List<String> tokens, String body) {
    for (int i = 0; i < connections; i++) {
      connect(request(tokens.get(i % tokens.size()), body));
    }
    var watch = new Thread(this::watch, "arrivals");
    watch.setDaemon(true);
    watch.start();
  }

  /** Requests that were answered by 202 so far; fails when another answer came. */
  long accepted() {
    if (refusal.get() != null) {
      throw new IllegalStateException("the service answered " + refusal.get());
    }
    return accepted.get();
  }

  private void watch() {
    while (!closed) {
      arrived = delivered.getAsLong() - deliveredAtStart;
      while (!paused.isEmpty() && mayPost()) {
        paused.remove().run();
      }
      Pace.until(System.nanoTime() + 5_000_000);
    }
  }

  private boolean mayPost() {
    return (sent.get() + 1) * deliveriesPerRequest - arrived <= ahead;
  }

  private void connect(byte[] request) {
    new Bootstrap()
        .group(loops)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel ch) {
                ch.pipeline()
                    .addLast(
                        new HttpResponseDecoder(),
                        new HttpObjectAggregator(LARGEST_ANSWER),
                        new Client(request));
              }
            })
        .connect("127.0.0.1", port)
        .addListener(
            (ChannelFuture connected) -> {
              if (connected.isSuccess()) {
                post(connected.channel(), request);
              } else {
                refusal.set(connected.cause().toString());
              }
            });
  }

  private void post(Channel channel, byte[] request) {
    if (mayPost()) {
      sent.incrementAndGet();
      channel.writeAndFlush(Unpooled.wrappedBuffer(request));
    } else {
      paused.add(() -> post(channel, request));
    }
  }

  private static byte[] request(String token, String body) {
    return ("POST /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + token
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
  }

  private final class Client extends SimpleChannelInboundHandler<FullHttpResponse> {
    private final byte[] request;
    private boolean lastAnswered;

    Client(byte[] request) {
      this.request = request;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse response) {
      if (response.status().code() == 202) {
        accepted.incrementAndGet();
      } else {
        refusal.set(response.status() + " " + response.content().toString(StandardCharsets.UTF_8));
      }
      if (HttpUtil.isKeepAlive(response)) {
        post(ctx.channel(), request);
      } else {
        // Servers close a connection after so many requests; a client opens another.
        lastAnswered = true;
        ctx.close();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      if (closed) {
        return;
      }
      if (lastAnswered) {
        connect(request);
      } else {
        refusal.set("by closing the connection");
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      refusal.set(cause.toString());
    }
  }
}
