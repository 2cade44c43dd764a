package dev.webhooks.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The machine's ceiling: the same request over and over, one in flight on each connection, nothing
 * parsed beyond counting the bytes of the fixed answer. No sender can be faster here.
 */
final class LoadGenerator {
  private static final int CONNECTIONS = 64;

  /** Of what a plain {@link Receiver} answers. */
  static final int ANSWER_BYTES = 87;

  private final int port;
  private final byte[] request;
  private final SslContext tls;
  private final AtomicLong answers = new AtomicLong();

  private LoadGenerator(int port, int bodyBytes, SslContext tls) {
    this.port = port;
    this.request = request(port, bodyBytes);
    this.tls = tls;
  }

  static LoadGenerator plain(int port, int bodyBytes) {
    return new LoadGenerator(port, bodyBytes, null);
  }

  /** Over TLS 1.3, trusting the authority in this file. */
  static LoadGenerator tls(int port, int bodyBytes, Path authorityPem) throws IOException {
    SslContext tls =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.JDK)
            .protocols("TLSv1.3")
            .trustManager(authorityPem.toFile())
            .build();
    return new LoadGenerator(port, bodyBytes, tls);
  }

  /** POSTs per second to a plain {@link Receiver}. */
  double postsPerSecond(Duration warmUp, Duration timed) throws Exception {
    var loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try {
      List<Channel> channels = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        channels.add(connect(loops));
      }
      channels.forEach(ch -> ch.writeAndFlush(Unpooled.wrappedBuffer(request)));
      Pace.pass(warmUp);
      long from = answers.get();
      long start = System.nanoTime();
      Pace.pass(timed);
      return (answers.get() - from) * 1e9 / (System.nanoTime() - start);
    } finally {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }

  private Channel connect(MultiThreadIoEventLoopGroup loops) throws InterruptedException {
    return new Bootstrap()
        .group(loops)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel ch) {
                if (tls != null) {
                  ch.pipeline().addLast(tls.newHandler(ch.alloc(), "127.0.0.1", port));
                }
                ch.pipeline().addLast(new Repeat(request, answers));
              }
            })
        .connect("127.0.0.1", port)
        .sync()
        .channel();
  }

  private static byte[] request(int port, int bodyBytes) {
    return ("POST /ceiling HTTP/1.1\r\nHost: 127.0.0.1:"
            + port
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + bodyBytes
            + "\r\n\r\n"
            + "x".repeat(bodyBytes))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static final class Repeat extends ChannelInboundHandlerAdapter {
    private final byte[] request;
    private final AtomicLong answers;
    private int read;

    Repeat(byte[] request, AtomicLong answers) {
      this.request = request;
      this.answers = answers;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ByteBuf in = (ByteBuf) message;
      read += in.readableBytes();
      in.release();
      if (read >= ANSWER_BYTES) {
        read = 0;
        answers.incrementAndGet();
        ctx.writeAndFlush(Unpooled.wrappedBuffer(request));
      }
    }
  }
}
