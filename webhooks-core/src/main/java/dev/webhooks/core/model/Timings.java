package dev.webhooks.core.model;

/**
 * Where the time of one HTTP exchange went, in microseconds. A phase that did not happen (a reused
 * connection has no connect) is 0; a phase that was not reached is 0 too.
 *
 * @param dns resolving the host name
 * @param connect the TCP handshake
 * @param tls the TLS handshake
 * @param firstByte from the request written to the first byte of the answer
 * @param total from the start of the call to its end
 */
public record Timings(long dns, long connect, long tls, long firstByte, long total) {
  /** Nothing was measured. */
  public static final Timings NONE = new Timings(0, 0, 0, 0, 0);
}
