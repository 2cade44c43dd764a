package dev.webhooks.jaxrs.client.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One try of a delivery, with its last HTTP exchange.
 *
 * @param number from 1
 * @param trigger {@code automatic}, {@code manual}, {@code test} or {@code recovery}
 * @param startedAt when it began
 * @param durations how long its parts took
 * @param address the address that was dialled
 * @param requestHeaders with secrets redacted
 * @param responseStatus null without an answer
 * @param responseHeaders as received
 * @param responseBody the first 4 KiB
 * @param error why it did not succeed, such as {@code connect_timeout}; null if it did
 * @param errorDetail what a failed connection said; null with an answer
 * @param nextAttemptAt when the next one was planned; null if none
 */
public record DeliveryAttempt(
    int number,
    String trigger,
    @Nullable Instant startedAt,
    @Nullable Durations durations,
    @Nullable String address,
    List<Header> requestHeaders,
    @Nullable Integer responseStatus,
    List<Header> responseHeaders,
    @Nullable String responseBody,
    @Nullable String error,
    @Nullable String errorDetail,
    @Nullable Instant nextAttemptAt) {

  /** Absent headers are none. */
  public DeliveryAttempt {
    requestHeaders = Copies.of(requestHeaders);
    responseHeaders = Copies.of(responseHeaders);
  }

  /** Whether the receiver accepted it. */
  public boolean succeeded() {
    return error == null;
  }

  /**
   * How long the parts of an attempt took; null parts did not happen.
   *
   * @param dns milliseconds
   * @param connect milliseconds
   * @param tls milliseconds
   * @param firstByte milliseconds
   * @param total milliseconds
   */
  public record Durations(
      @Nullable Long dns,
      @Nullable Long connect,
      @Nullable Long tls,
      @Nullable Long firstByte,
      @Nullable Long total) {}

  /** A header line. */
  public record Header(String name, String value) {}
}
