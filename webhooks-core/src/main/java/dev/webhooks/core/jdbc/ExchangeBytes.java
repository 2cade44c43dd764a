package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.AttemptResult;
import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.model.Timings;
import dev.webhooks.core.model.Trigger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as its row keeps it, but for its number, when it began and how long it took: what only
 * its own page shows is one value to the database, which is less work than a column for each.
 *
 * <p>Bytes, big-endian: flags; the trigger; the error if there is one; the status if there was an
 * answer; the timings that are not zero, four bytes each; the address behind its length in one
 * byte; the request's headers as {@link HeaderBytes} behind their length in two. Then an answer's
 * headers in the same way and its body, or else a failure's detail in UTF-8, to the end. {@code
 * V19__exchanges.sql} writes the same.
 */
final class ExchangeBytes {
  private static final int ANSWERED = 0x01;
  private static final int TRUNCATED = 0x02;
  private static final int ERROR = 0x04;

  /** Of the first of four timings; the others follow. */
  private static final int FIRST_TIMING = 0x08;

  private static final int MOST_CHARACTERS = 0xFF;

  /** What stands before the headers, at most about. */
  private static final int HEAD = 64;

  private static final int PER_HEADER = 24;

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
    var bytes = new ByteWriter(HEAD + 2 * PER_HEADER * attempt.requestHeaders().size());
    bytes.write(flags(response, attempt.error(), micros));
    bytes.write(Codes.of(attempt.trigger()));
    if (attempt.error() != null) {
      bytes.write(Codes.of(attempt.error()));
    }
    if (response != null) {
      bytes.writeShort(response.status());
    }
    for (int one : micros) {
      if (one > 0) {
        bytes.writeInt(one);
      }
    }
    writeAddress(bytes, attempt.address());
    HeaderBytes.write(bytes, attempt.requestHeaders(), AttemptLimits.HEADERS);
    if (response != null) {
      HeaderBytes.write(bytes, response.headers(), AttemptLimits.HEADERS);
      bytes.write(AttemptLimits.body(response.body()));
    } else {
      String detail = AttemptLimits.detail(((AttemptResult.Failure) result).detail());
      bytes.write(detail.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
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

  private static void writeAddress(ByteWriter bytes, @Nullable String address) {
    int length = address == null ? 0 : Math.min(address.length(), MOST_CHARACTERS);
    bytes.write(length);
    if (address != null) {
      bytes.write(address, length);
    }
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
    String address = HeaderBytes.characters(in, in.get() & 0xFF);
    var requestHeaders = HeaderBytes.read(in);
    AttemptResult result =
        answered
            ? new AttemptResult.Response(
                status, HeaderBytes.read(in), rest(in), (flags & TRUNCATED) != 0)
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

  private static byte[] rest(ByteBuffer in) {
    byte[] rest = new byte[in.remaining()];
    in.get(rest);
    return rest;
  }
}
