package dev.webhooks.core.spi;

import java.util.concurrent.CompletableFuture;

/**
 * Makes HTTP calls, thousands at a time.
 *
 * <p>An implementation resolves the name itself, calls only addresses the target policy permits
 * (checked on the address that is dialled), verifies the host name under TLS, follows no redirect,
 * keeps no cookie, repeats nothing, decompresses nothing, and bounds the answer's headers and body.
 * Thread-safe.
 */
public interface HttpTransport extends AutoCloseable {

  /**
   * Starts a call and returns at once. The future always completes normally: a call that fails
   * completes with an {@link dev.webhooks.core.model.AttemptResult.Failure}. It completes on a
   * thread of the transport, which must not be blocked.
   */
  CompletableFuture<HttpExchange> send(HttpCall call);

  /** Closes every connection; calls still under way complete as {@code CONNECTION_RESET}. */
  @Override
  void close();
}
