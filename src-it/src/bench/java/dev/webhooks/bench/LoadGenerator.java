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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The machine's ceiling: the same request over and over, one in flight on each connection, nothing
 * parsed beyond counting the bytes of the fixed answer. No sender can be faster here.
 */
final class LoadGenerator {
  private static final int CONNECTIONS = 64;
  private static final int ANSWER_BYTES = 87;

  private LoadGenerator() {}

  /**
   * POSTs per second to a plain {@link Receiver}, after a warm-up as long as a third of the run.
   */
  static double postsPerSecond(int port, int bodyBytes, Duration duration) throws Exception {
    byte[] request = request(port, bodyBytes);
    var loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    var answers = new AtomicLong();
    try {
      List<Channel> channels = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        channels.add(connect(loops, port, request, answers));
      }
      channels.forEach(ch -> ch.writeAndFlush(Unpooled.wrappedBuffer(request)));
      Pace.pass(duration.dividedBy(3));
      long from = answers.get();
      long start = System.nanoTime();
      Pace.pass(duration);
      return (answers.get() - from) * 1e9 / (System.nanoTime() - start);
    } finally {
      loops.shutdownGracefully().sync();
    }
  }

  private static Channel connect(
      MultiThreadIoEventLoopGroup loops, int port, byte[] request, AtomicLong answers)
      throws InterruptedException {
    return new Bootstrap()
        .group(loops)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel ch) {
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
