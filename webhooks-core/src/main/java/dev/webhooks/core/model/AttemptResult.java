package dev.webhooks.core.model;

import java.util.List;

/** How the last HTTP exchange of an attempt ended, before anything is decided about it. */
public sealed interface AttemptResult {

  /**
   * The receiver answered.
   *
   * @param status the HTTP status code
   * @param headers in the order received
   * @param body as received, without decompression; at most the transport's read limit
   * @param truncated whether the receiver sent more than the read limit
   */
  record Response(int status, List<Header> headers, byte[] body, boolean truncated)
      implements AttemptResult {}

  /**
   * No whole answer.
   *
   * @param error its class
   * @param detail one sentence for the log; carries no secret
   */
  record Failure(ErrorClass error, String detail) implements AttemptResult {}
}
