package dev.webhooks.bench;

import dev.webhooks.core.testkit.TestAuthority;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The receiver of every benchmark, in a process of its own: answers each POST with 200 as cheaply
 * as possible, and measures how old the event was on arrival where the body says when it was
 * published ({@code "at":<CLOCK_MONOTONIC nanoseconds>}).
 *
 * <p>Started with {@code delayMillis [authority.pem]}: with a file it speaks TLS 1.3 and writes
 * there whom to trust. A path that begins with {@code /hang}, {@code /reset} or {@code /500}
 * misbehaves; what arrives at {@code /c0} to {@code /c999} is also counted for each of these.
 * Commands on standard input: {@code count} prints what arrived at healthy paths, {@code counts N}
 * what arrived at each of the first N, {@code latency} prints p50, p99 and the maximum in
 * microseconds and starts over.
 */
public final class Receiver extends ChannelInboundHandlerAdapter {
  private static final byte[] OK =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{\"success\":true}"
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ERROR =
      "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] AT = "\"at\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

  private static final AtomicLong COUNT = new AtomicLong();
  private static final AtomicLongArray COUNTS = new AtomicLongArray(1000);

  /** Microseconds in buckets of about 3 %. */
  private static final AtomicLongArray LATENCY = new AtomicLongArray(1024);

  private final long delayMillis;
  private ByteBuf pending = Unpooled.EMPTY_BUFFER;

  private Receiver(long delayMillis) {
    this.delayMillis = delayMillis;
  }

  public static void main(String[] args) throws Exception {
    long delay = Long.parseLong(args[0]);
    SslContext tls = args.length > 1 ? tls(Path.of(args[1])) : null;
    var loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    Channel server =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 8192)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel ch) {
                    if (tls != null) {
                      ch.pipeline().addLast(tls.newHandler(ch.alloc()));
                    }
                    ch.pipeline().addLast(new Receiver(delay));
                  }
                })
            .bind(0)
            .sync()
            .channel();
    System.out.println("ready " + ((java.net.InetSocketAddress) server.localAddress()).getPort());
    var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      System.out.println(answer(line.split(" ")));
    }
    System.exit(0);
  }

  private static SslContext tls(Path authorityPem) throws IOException {
    var authority = new TestAuthority();
    Files.writeString(authorityPem, authority.pem());
    return authority.serverContext(Workload.certificateName(), "127.0.0.1");
  }

  private static Object answer(String[] command) {
    return switch (command[0]) {
      case "count" -> COUNT.get();
      case "counts" ->
          IntStream.range(0, Integer.parseInt(command[1]))
              .mapToObj(i -> Long.toString(COUNTS.get(i)))
              .collect(Collectors.joining(" "));
      case "latency" -> latencies();
      default -> throw new IllegalArgumentException(command[0]);
    };
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    if (pending.isReadable()) {
      in = Unpooled.wrappedBuffer(pending, in);
    }
    int answered = 0;
    int bad = 0;
    while (true) {
      int size = requestSize(in);
      if (size < 0 || in.readableBytes() < size) {
        break;
      }
      byte first = in.getByte(in.readerIndex() + 6);
      if (first == 'h' && path(in).startsWith("/hang")) {
        in.skipBytes(size);
        continue;
      }
      if (first == 'r' && path(in).startsWith("/reset")) {
        ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        ctx.close();
        in.release();
        pending = Unpooled.EMPTY_BUFFER;
        return;
      }
      if (first == '5') {
        bad++;
      } else {
        arrived(in, size);
        answered++;
      }
      in.skipBytes(size);
    }
    keep(in);
    answer(ctx, answered, OK);
    answer(ctx, bad, ERROR);
  }

  private void keep(ByteBuf in) {
    if (in.isReadable()) {
      pending = in;
    } else {
      in.release();
      pending = Unpooled.EMPTY_BUFFER;
    }
  }

  private void answer(ChannelHandlerContext ctx, int times, byte[] answer) {
    for (int i = 0; i < times; i++) {
      ByteBuf out = Unpooled.wrappedBuffer(answer);
      if (delayMillis == 0) {
        ctx.writeAndFlush(out);
      } else {
        ctx.executor().schedule(() -> ctx.writeAndFlush(out), delayMillis, TimeUnit.MILLISECONDS);
      }
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }

  private static String path(ByteBuf in) {
    int end = in.indexOf(in.readerIndex() + 5, in.writerIndex(), (byte) ' ');
    return in.toString(in.readerIndex() + 5, end - in.readerIndex() - 5, StandardCharsets.US_ASCII);
  }

  /** Head and body of the first request, -1 while its head is incomplete. */
  private static int requestSize(ByteBuf in) {
    int start = in.readerIndex();
    int end = in.writerIndex();
    for (int i = start; i + 3 < end; i++) {
      int eol = in.indexOf(i, end, (byte) '\n');
      if (eol < 0 || eol + 2 >= end) {
        return -1;
      }
      if (in.getByte(eol + 1) == '\r' && in.getByte(eol + 2) == '\n') {
        return eol + 3 - start + contentLength(in, start, eol);
      }
      i = eol;
    }
    return -1;
  }

  private static int contentLength(ByteBuf in, int from, int to) {
    for (int i = from; i < to - LENGTH.length; i++) {
      if (in.getByte(i) == '\n' && startsWithIgnoreCase(in, i + 1, LENGTH)) {
        int length = 0;
        for (int j = i + 1 + LENGTH.length; in.getByte(j) != '\r'; j++) {
          byte digit = in.getByte(j);
          if (digit != ' ') {
            length = length * 10 + digit - '0';
          }
        }
        return length;
      }
    }
    return 0;
  }

  private static boolean startsWithIgnoreCase(ByteBuf in, int at, byte[] lowerCase) {
    for (int i = 0; i < lowerCase.length; i++) {
      if ((in.getByte(at + i) | 0x20) != (lowerCase[i] | 0x20)) {
        return false;
      }
    }
    return true;
  }

  private static void arrived(ByteBuf in, int size) {
    COUNT.incrementAndGet();
    countPath(in);
    int end = in.readerIndex() + size;
    // The benchmark's bodies carry the time in their last 64 bytes.
    for (int i = Math.max(in.readerIndex(), end - 160); i < end - AT.length; i++) {
      if (in.getByte(i) == '"' && startsWithIgnoreCase(in, i, AT)) {
        long at = 0;
        for (int j = i + AT.length; in.getByte(j) >= '0' && in.getByte(j) <= '9'; j++) {
          at = at * 10 + in.getByte(j) - '0';
        }
        LATENCY.incrementAndGet(bucket((System.nanoTime() - at) / 1000));
        return;
      }
    }
  }

  private static void countPath(ByteBuf in) {
    int at = in.readerIndex() + 6;
    if (in.getByte(at) == 'c') {
      int number = 0;
      for (int i = at + 1; in.getByte(i) >= '0' && in.getByte(i) <= '9'; i++) {
        number = number * 10 + in.getByte(i) - '0';
      }
      if (number < COUNTS.length()) {
        COUNTS.incrementAndGet(number);
      }
    }
  }

  private static int bucket(long micros) {
    return micros < 1 ? 0 : (int) Math.min(1023, Math.log(micros) * 32);
  }

  private static String latencies() {
    long[] counts = new long[LATENCY.length()];
    long total = 0;
    for (int i = 0; i < counts.length; i++) {
      counts[i] = LATENCY.getAndSet(i, 0);
      total += counts[i];
    }
    return String.format(
        Locale.ROOT,
        "%d %d %d %d",
        total,
        quantile(counts, total, 0.5),
        quantile(counts, total, 0.99),
        quantile(counts, total, 1));
  }

  private static long quantile(long[] counts, long total, double q) {
    long rank = (long) Math.ceil(q * total);
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return (long) Math.exp((i + 1) / 32.0);
      }
    }
    return 0;
  }
}
