package dev.webhooks.core.jdbc;

import dev.webhooks.core.headers.CompactHeaders;
import dev.webhooks.core.model.AttemptResult;
import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.model.Header;
import dev.webhooks.core.model.Timings;
import dev.webhooks.core.model.Trigger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as its row keeps it, but for its number, when it began and how long it took: what only
 * its own page shows is one value to the database, which is less work than a column for each.
 *
 * <p>Bytes, big-endian: flags; the trigger; the error if there is one; the status if there was an
 * answer; the timings that are not zero, four bytes each; the address behind its length in one
 * byte; the request's headers as {@link CompactHeaders} behind their length in two. Then an
 * answer's headers in the same way and its body, or else a failure's detail in UTF-8, to the end.
 * {@code V19__exchanges.sql} writes the same.
 */
final class ExchangeBytes {
  private static final int ANSWERED = 0x01;
  private static final int TRUNCATED = 0x02;
  private static final int ERROR = 0x04;

  /** Of the first of four timings; the others follow. */
  private static final int FIRST_TIMING = 0x08;

  private static final int MOST_CHARACTERS = 0xFF;

  /** What is not one of the parts whose lengths vary, at most. */
  private static final int HEAD = 1 + 1 + 1 + 2 + 4 * 4 + 1 + 2 + 2;

  private static final byte[] EMPTY = {};

  private ExchangeBytes() {}

  static byte[] write(DeliveryAttempt attempt) {
    var result = attempt.result();
    var response = result instanceof AttemptResult.Response answer ? answer : null;
    var timings = attempt.timings();
    int[] micros = {
      micros(timings.dns()),
      micros(timings.connect()),
      micros(timings.tls()),
      micros(timings.firstByte())
    };
    byte[] address = address(attempt.address());
    byte[] requestHeaders = CompactHeaders.of(attempt.requestHeaders()).bytes();
    byte[] responseHeaders =
        response == null ? EMPTY : CompactHeaders.of(response.headers()).bytes();
    byte[] rest = rest(result);
    var out =
        ByteBuffer.allocate(
            HEAD + address.length + requestHeaders.length + responseHeaders.length + rest.length);
    out.put((byte) flags(response, attempt.error(), micros));
    out.put((byte) Codes.of(attempt.trigger()));
    if (attempt.error() != null) {
      out.put((byte) Codes.of(attempt.error()));
    }
    if (response != null) {
      out.putShort((short) response.status());
    }
    for (int one : micros) {
      if (one > 0) {
        out.putInt(one);
      }
    }
    out.put((byte) address.length).put(address);
    out.putShort((short) requestHeaders.length).put(requestHeaders);
    if (response != null) {
      out.putShort((short) responseHeaders.length).put(responseHeaders);
    }
    out.put(rest);
    return Arrays.copyOf(out.array(), out.position());
  }

  /** An answer's body, or a failure's detail. */
  private static byte[] rest(AttemptResult result) {
    return result instanceof AttemptResult.Response answer
        ? AttemptLimits.body(answer.body())
        : AttemptLimits.detail(((AttemptResult.Failure) result).detail())
            .getBytes(StandardCharsets.UTF_8);
  }

  private static int flags(
      AttemptResult.@Nullable Response response, @Nullable ErrorClass error, int[] micros) {
    int flags = error == null ? 0 : ERROR;
    if (response != null) {
      flags |= response.truncated() ? ANSWERED | TRUNCATED : ANSWERED;
    }
    for (int i = 0; i < micros.length; i++) {
      flags |= micros[i] > 0 ? FIRST_TIMING << i : 0;
    }
    return flags;
  }

  /** How long it took, for a column of its own; no time is null, and not counted. */
  static @Nullable Integer total(DeliveryAttempt attempt) {
    int total = micros(attempt.timings().total());
    return total == 0 ? null : total;
  }

  private static int micros(long micros) {
    return (int) Math.max(0, Math.min(micros, Integer.MAX_VALUE));
  }

  private static byte[] address(@Nullable String address) {
    byte[] latin = address == null ? EMPTY : address.getBytes(StandardCharsets.ISO_8859_1);
    return latin.length <= MOST_CHARACTERS ? latin : Arrays.copyOf(latin, MOST_CHARACTERS);
  }

  /** Reads what {@link #write} wrote. */
  static DeliveryAttempt read(int number, Instant startedAt, long totalMicros, byte[] exchange) {
    var in = ByteBuffer.wrap(exchange);
    int flags = in.get();
    Trigger trigger = Codes.trigger(in.get());
    ErrorClass error = (flags & ERROR) == 0 ? null : Codes.error(in.get());
    boolean answered = (flags & ANSWERED) != 0;
    int status = answered ? in.getShort() : 0;
    var timings =
        new Timings(
            micros(in, flags, 0),
            micros(in, flags, 1),
            micros(in, flags, 2),
            micros(in, flags, 3),
            totalMicros);
    String address = new String(next(in, in.get() & 0xFF), StandardCharsets.ISO_8859_1);
    var requestHeaders = headers(in);
    AttemptResult result =
        answered
            ? new AttemptResult.Response(status, headers(in), rest(in), (flags & TRUNCATED) != 0)
            : new AttemptResult.Failure(
                error == null ? ErrorClass.TIMEOUT : error,
                new String(rest(in), StandardCharsets.UTF_8));
    return new DeliveryAttempt(
        number,
        trigger,
        startedAt,
        timings,
        address.isEmpty() ? null : address,
        requestHeaders,
        result,
        error);
  }

  private static int micros(ByteBuffer in, int flags, int place) {
    return (flags & FIRST_TIMING << place) == 0 ? 0 : in.getInt();
  }

  private static List<Header> headers(ByteBuffer in) {
    return CompactHeaders.read(next(in, in.getShort()));
  }

  private static byte[] rest(ByteBuffer in) {
    return next(in, in.remaining());
  }

  private static byte[] next(ByteBuffer in, int length) {
    byte[] next = new byte[length];
    in.get(next);
    return next;
  }
}
