package dev.webhooks.core.http;

import dev.webhooks.core.model.AttemptResult.Failure;
import dev.webhooks.core.model.ErrorClass;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a receiver, with at most one exchange at a time. It is the host's again when an
 * answer has been read to its end, and closed in every other case: nothing is ever sent twice.
 */
final class Connection extends ChannelInboundHandlerAdapter {
  /** What we are early by, so that our request does not meet the receiver's close. */
  private static final int KEEP_ALIVE_MARGIN_SECONDS = 1;

  /** How long a receiver that closes after every answer, unannounced, has to show it. */
  private static final long PROBATION_MILLIS = 10;

  /**
   * The most that an answer may take, times what its last head and its body may: interim answers
   * and what is around chunks have no end of their own.
   */
  private static final int MOST_TIMES = 16;

  private final HostConnections host;
  private final Channel channel;
  private final String address;
  private final int maxBodyBytes;
  private final long mostBytes;
  private final long openedAt = System.nanoTime();

  private @Nullable PendingCall current;
  private ResponseReader answer;
  private @Nullable ChannelFuture lastWrite;
  private long received;
  private boolean reused;
  private boolean answered;
  private boolean closing;
  private long idleUntil;

  Connection(
      HostConnections host, Channel channel, String address, int maxHeaderBytes, int maxBodyBytes) {
    this.host = host;
    this.channel = channel;
    this.address = address;
    this.maxBodyBytes = maxBodyBytes;
    this.mostBytes = MOST_TIMES * ((long) maxHeaderBytes + maxBodyBytes);
    this.answer = new ResponseReader(maxBodyBytes);
  }

  /** Sends the call's request; its answer, or the end of the connection, completes the call. */
  void send(PendingCall call) {
    current = call;
    answer = new ResponseReader(maxBodyBytes);
    received = 0;
    call.sent(channel, address);
    ByteBuf request = channel.alloc().directBuffer(call.head().length + call.body().length);
    request.writeBytes(call.head()).writeBytes(call.body());
    lastWrite = channel.writeAndFlush(request);
    if (!lastWrite.isSuccess()) {
      lastWrite.addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }
  }

  /** Closes it; it is not {@link #isOpen} any more, even while TLS says good-bye. */
  void close() {
    closing = true;
    channel.close();
  }

  HostConnections host() {
    return host;
  }

  boolean isOpen() {
    return !closing && channel.isActive();
  }

  boolean isOlderThan(long nanos) {
    return System.nanoTime() - openedAt > nanos;
  }

  /** Nothing is sent over it until further notice; false when it has to be closed at once. */
  boolean becomeIdle(long idleTimeoutNanos) {
    long announced = answer.keepAliveSeconds() - (long) KEEP_ALIVE_MARGIN_SECONDS;
    idleUntil = System.nanoTime() + Math.min(idleTimeoutNanos, TimeUnit.SECONDS.toNanos(announced));
    return announced > 0;
  }

  boolean isIdleTooLong(long now) {
    return now - idleUntil > 0;
  }

  /** So many bytes have arrived: whether anybody waits for them. */
  boolean expects(int bytes) {
    PendingCall call = current;
    if (call == null) {
      return false;
    }
    if (!call.hasFirstByte()) {
      call.firstByteArrived();
    }
    received += bytes;
    if (received > mostBytes) {
      abort(call, Failures.ofEndless());
      return false;
    }
    return true;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object part) {
    try {
      PendingCall call = current;
      // Nobody asked, or whoever did has given up while TLS still says good-bye.
      if (call == null || call.isDone()) {
        answered = false;
        close();
      } else {
        read(call, (HttpObject) part);
      }
    } finally {
      ReferenceCountUtil.release(part);
    }
  }

  private void read(PendingCall call, HttpObject part) {
    if (part.decoderResult().isFailure()) {
      abort(call, Failures.ofAnswer(part.decoderResult().cause()));
      return;
    }
    if (part instanceof HttpResponse response) {
      answer.head(response);
    }
    if (!answer.hasStatus()) {
      abort(call, Failures.ofStatus());
      return;
    }
    if (answer.switchesProtocol()) {
      String detail = "The receiver changed the protocol without being asked to.";
      abort(call, new Failure(ErrorClass.CONNECTION_RESET, detail));
    } else if (part instanceof HttpContent content) {
      readBody(call, content);
    }
  }

  private void readBody(PendingCall call, HttpContent content) {
    if (!answer.add(content.content())) {
      current = null;
      call.complete(answer.toResponse(true));
      close();
    } else if (content instanceof LastHttpContent && !answer.isInterim()) {
      current = null;
      answered = true;
      call.complete(answer.toResponse(false));
    }
  }

  /** Only now is it known that nothing came with the answer that does not belong to it. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (answered) {
      answered = false;
      if (answer.keepsAlive() && isWritten() && isOpen() && !holdsBytes(ctx)) {
        release();
      } else {
        close();
      }
    }
  }

  private static boolean holdsBytes(ChannelHandlerContext ctx) {
    return ctx.pipeline().get(ResponseDecoder.class).holdsBytes();
  }

  private void release() {
    if (reused) {
      host.release(this);
    } else {
      reused = true;
      channel.eventLoop().schedule(this::endProbation, PROBATION_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void endProbation() {
    if (isOpen()) {
      host.release(this);
    }
  }

  /** A receiver may answer before it has read the whole request; the rest must not follow. */
  private boolean isWritten() {
    return lastWrite != null && lastWrite.isSuccess();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    PendingCall call = current;
    if (call != null) {
      current = null;
      call.fail(ErrorClass.CONNECTION_RESET, closedDetail(call));
    }
  }

  private String closedDetail(PendingCall call) {
    if (call.hasFirstByte()) {
      return "The receiver closed the connection before its answer was whole.";
    }
    return reused
        ? "The receiver closed the kept-alive connection without answering."
        : "The receiver closed the connection without answering.";
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslCloseCompletionEvent) {
      close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    PendingCall call = current;
    if (call == null) {
      close();
    } else {
      abort(call, Failures.ofExchange(cause));
    }
  }

  private void abort(PendingCall call, Failure failure) {
    current = null;
    call.complete(failure);
    close();
  }
}
