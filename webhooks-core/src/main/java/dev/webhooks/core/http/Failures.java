package dev.webhooks.core.http;

import dev.webhooks.core.model.AttemptResult.Failure;
import dev.webhooks.core.model.ErrorClass;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Which error class an exception is, with one sentence that carries no part of a request. */
final class Failures {
  private static final int LONGEST_REASON = 300;

  private Failures() {}

  static Failure ofResolving(String host, Throwable cause) {
    String reason = cause instanceof UnknownHostException ? "" : ": " + reason(cause);
    return new Failure(ErrorClass.DNS_ERROR, "The name " + host + " has no address" + reason + ".");
  }

  static Failure ofBlocked(String host) {
    String detail = "No address of " + host + " may be called.";
    return new Failure(ErrorClass.BLOCKED_ADDRESS, detail);
  }

  static Failure ofPlain() {
    return new Failure(ErrorClass.BLOCKED_ADDRESS, "Only https URLs may be called.");
  }

  /** What stopped a TCP or TLS handshake. */
  static Failure ofConnecting(String address, long connectTimeoutNanos, Throwable cause) {
    if (cause instanceof ConnectTimeoutException || cause instanceof SslHandshakeTimeoutException) {
      String detail = "No connection to " + address + " within " + seconds(connectTimeoutNanos);
      return new Failure(ErrorClass.CONNECT_TIMEOUT, detail + ".");
    }
    if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
      String detail = "Nothing listens at " + address + ": " + reason(cause) + ".";
      return new Failure(ErrorClass.CONNECTION_REFUSED, detail);
    }
    if (isTls(cause)) {
      return new Failure(ErrorClass.TLS_ERROR, "The TLS handshake failed: " + reason(cause) + ".");
    }
    String detail = "The connection to " + address + " broke while it was opened: ";
    return new Failure(ErrorClass.CONNECTION_RESET, detail + reason(cause) + ".");
  }

  /** What broke an open connection. */
  static Failure ofExchange(Throwable cause) {
    return isTls(cause)
        ? new Failure(ErrorClass.TLS_ERROR, "TLS failed: " + reason(cause) + ".")
        : new Failure(ErrorClass.CONNECTION_RESET, "The connection broke: " + reason(cause) + ".");
  }

  /** What was wrong with the bytes of an answer. */
  static Failure ofAnswer(Throwable cause) {
    String detail =
        cause instanceof TooLongFrameException
            ? "The answer's status line or headers are too long."
            : "The answer is not HTTP/1.1: " + reason(cause) + ".";
    return new Failure(ErrorClass.CONNECTION_RESET, detail);
  }

  /** An answer without a status. */
  static Failure ofStatus() {
    String detail = "The answer is not HTTP/1.1: its status is not one of three digits.";
    return new Failure(ErrorClass.CONNECTION_RESET, detail);
  }

  /** An answer of which only a small part is one. */
  static Failure ofEndless() {
    String detail = "The receiver sent far more than its answer's last head and body.";
    return new Failure(ErrorClass.CONNECTION_RESET, detail);
  }

  /** Such as {@code 15 s} or {@code 0.2 s}. */
  static String seconds(long nanos) {
    return BigDecimal.valueOf(nanos / 1_000_000, 3).stripTrailingZeros().toPlainString() + " s";
  }

  private static boolean isTls(Throwable cause) {
    return cause instanceof SSLException
        || (cause instanceof DecoderException && cause.getCause() instanceof SSLException);
  }

  /** The innermost message, which for TLS names the certificate's fault. */
  private static String reason(Throwable cause) {
    Throwable innermost = cause;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return innermost instanceof ClosedChannelException
        ? "the receiver closed it"
        : oneLine(innermost.getMessage());
  }

  /** Tenants read it: a class name would tell them nothing. */
  private static String oneLine(@Nullable String message) {
    String text = message == null ? "no reason was given" : message;
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) : line;
  }
}
