package dev.webhooks.core.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a {@link ScriptedReceiver}: cuts requests out of the bytes and answers them.
 */
final class ScriptedConnection extends ByteToMessageDecoder {
  private static final ByteBuf END_OF_HEAD =
      Unpooled.unreleasableBuffer(
          Unpooled.copiedBuffer("\r\n\r\n", StandardCharsets.ISO_8859_1).asReadOnly());

  /** Is told of every request before it is answered. */
  interface Observer {
    void received(ReceivedRequest request);
  }

  private final int number;
  private final Function<ReceivedRequest, Answer> script;
  private final Observer observer;
  private String head = "";
  private int bodyLength;

  ScriptedConnection(int number, Function<ReceivedRequest, Answer> script, Observer observer) {
    this.number = number;
    this.script = script;
    this.observer = observer;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (head.isEmpty() && !readHead(in)) {
      return;
    }
    if (in.readableBytes() >= bodyLength) {
      byte[] body = new byte[bodyLength];
      in.readBytes(body);
      ReceivedRequest request =
          new ReceivedRequest(head, body, Instant.now(), number, session(ctx));
      head = "";
      observer.received(request);
      answer(ctx, script.apply(request));
    }
  }

  private static @Nullable SSLSession session(ChannelHandlerContext ctx) {
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    return tls == null ? null : tls.engine().getSession();
  }

  private boolean readHead(ByteBuf in) {
    int end = ByteBufUtil.indexOf(END_OF_HEAD, in);
    if (end < 0) {
      return false;
    }
    head = in.readCharSequence(end - in.readerIndex(), StandardCharsets.ISO_8859_1).toString();
    in.skipBytes(4);
    bodyLength = contentLength(head);
    return true;
  }

  private static int contentLength(String head) {
    String name = "content-length:";
    for (int at = head.indexOf('\n'); at >= 0; at = head.indexOf('\n', at + 1)) {
      if (head.regionMatches(true, at + 1, name, 0, name.length())) {
        int end = head.indexOf('\r', at + 1);
        String value = head.substring(at + 1 + name.length(), end < 0 ? head.length() : end);
        return Integer.parseInt(value.strip());
      }
    }
    return 0;
  }

  private static void answer(ChannelHandlerContext ctx, Answer answer) {
    answer
        .gate()
        .whenComplete(
            (opened, failed) -> {
              if (ctx.executor().inEventLoop()) {
                answerAfterDelay(ctx, answer);
              } else {
                ctx.executor().execute(() -> answerAfterDelay(ctx, answer));
              }
            });
  }

  private static void answerAfterDelay(ChannelHandlerContext ctx, Answer answer) {
    long delay = answer.delay().toNanos();
    if (delay > 0) {
      ctx.executor().schedule(() -> write(ctx, answer, 0), delay, TimeUnit.NANOSECONDS);
    } else {
      write(ctx, answer, 0);
    }
  }

  private static void write(ChannelHandlerContext ctx, Answer answer, int from) {
    byte[] bytes = answer.bytes();
    int to = Math.min(bytes.length, from + answer.pieceBytes());
    if (from < to) {
      ctx.writeAndFlush(Unpooled.wrappedBuffer(bytes, from, to - from));
    }
    if (to == bytes.length) {
      end(ctx, answer.ending());
    } else if (ctx.channel().isActive()) {
      long pause = answer.pause().toNanos();
      ctx.executor().schedule(() -> write(ctx, answer, to), pause, TimeUnit.NANOSECONDS);
    }
  }

  private static void end(ChannelHandlerContext ctx, Answer.Ending ending) {
    switch (ending) {
      case CLOSE ->
          ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
      case RESET -> reset(ctx);
      case KEEP_OPEN, HANG -> {}
    }
  }

  /** Closes below a TLS handler, whose close_notify would otherwise come first. */
  private static void reset(ChannelHandlerContext ctx) {
    ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
    ctx.pipeline().firstContext().close();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
