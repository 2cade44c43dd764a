package dev.webhooks.core.http;

import dev.webhooks.core.model.AttemptResult;
import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.model.Timings;
import dev.webhooks.core.spi.HttpCall;
import dev.webhooks.core.spi.HttpExchange;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A call from its start to its one result: it waits, or its connection is being opened, or it is
 * being answered. Made on any thread, then confined to the event loop of its host.
 */
final class PendingCall extends DeadlineWheel.Entry {
  private final CompletableFuture<HttpExchange> exchange = new CompletableFuture<>();
  private final Origin origin;
  private final HttpCall call;
  private final byte[] head;
  private final long startedAt = System.nanoTime();
  private final long deadline;

  private long waitedNanos;
  private long dnsNanos;
  private long connectNanos;
  private long tlsNanos;
  private long sentAt;
  private long firstByteAt;
  private @Nullable String address;
  private @Nullable Channel channel;
  private @Nullable DeadlineWheel wheel;
  private String doing = "waiting for a free connection";
  private boolean done;

  PendingCall(Origin origin, HttpCall call) {
    this.origin = origin;
    this.call = call;
    this.head = RequestHead.of(origin, call);
    this.deadline = startedAt + call.timeout().toNanos();
  }

  Origin origin() {
    return origin;
  }

  byte[] head() {
    return head;
  }

  byte[] body() {
    return call.body();
  }

  long connectTimeoutNanos() {
    return call.connectTimeout().toNanos();
  }

  CompletableFuture<HttpExchange> exchange() {
    return exchange;
  }

  boolean isDone() {
    return done;
  }

  /** The loop has turned to the call; from now on its deadline is watched. */
  void watchedBy(DeadlineWheel newWheel) {
    waitedNanos = System.nanoTime() - startedAt;
    this.wheel = newWheel;
    newWheel.add(this);
  }

  void resolving() {
    doing = "looking up " + origin.host();
  }

  void resolved(long nanos) {
    dnsNanos += nanos;
    doing = "waiting for a free connection";
  }

  void connecting(Channel newChannel, String newAddress) {
    doing = "connecting to " + newAddress;
    channel = newChannel;
    address = newAddress;
  }

  void connected(long tcpNanos, long newTlsNanos) {
    connectNanos = tcpNanos;
    tlsNanos = newTlsNanos;
  }

  void sent(Channel newChannel, String newAddress) {
    doing = "waiting for the answer";
    channel = newChannel;
    address = newAddress;
    sentAt = System.nanoTime();
  }

  void firstByteArrived() {
    firstByteAt = System.nanoTime();
    doing = "reading the answer";
  }

  boolean hasFirstByte() {
    return firstByteAt != 0;
  }

  void fail(ErrorClass error, String detail) {
    complete(new AttemptResult.Failure(error, detail));
  }

  /** Completes the call, unless it is done already. */
  void complete(AttemptResult result) {
    if (!done) {
      done = true;
      if (wheel != null) {
        wheel.remove(this);
      }
      exchange.complete(
          new HttpExchange(result, timings(), address, Duration.ofNanos(waitedNanos)));
    }
  }

  /** Completes the call as failed and gives its connection up. */
  void abort(ErrorClass error, String detail) {
    fail(error, detail);
    if (channel != null) {
      channel.close();
    }
  }

  @Override
  long deadline() {
    return deadline;
  }

  @Override
  void expired() {
    String limit = Failures.seconds(call.timeout().toNanos());
    abort(
        ErrorClass.TIMEOUT,
        "No whole answer within " + limit + ": time ran out while " + doing + ".");
  }

  private Timings timings() {
    long toFirstByte = hasFirstByte() ? firstByteAt - sentAt : 0;
    long total = System.nanoTime() - startedAt;
    return new Timings(
        micros(dnsNanos),
        micros(connectNanos),
        micros(tlsNanos),
        micros(toFirstByte),
        micros(total));
  }

  private static long micros(long nanos) {
    return TimeUnit.NANOSECONDS.toMicros(nanos);
  }
}
