package dev.webhooks.core.spi;

import dev.webhooks.core.model.ClientIdentity;
import dev.webhooks.core.model.Header;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP POST to make.
 *
 * @param url the target; its host name is resolved and checked by the transport
 * @param headers sent in this order; the transport adds {@code host}, {@code content-length} and
 *     nothing else
 * @param body sent as it is; not modified by anyone after the call
 * @param connectTimeout for TCP and TLS together
 * @param timeout the total deadline: from the call to the last byte of the answer
 * @param identity the client certificate to present over TLS, null for none; a connection is only
 *     ever used for one identity
 */
public record HttpCall(
    URI url,
    List<Header> headers,
    byte[] body,
    Duration connectTimeout,
    Duration timeout,
    @Nullable ClientIdentity identity) {

  /** A call without a client certificate. */
  public HttpCall(
      URI url, List<Header> headers, byte[] body, Duration connectTimeout, Duration timeout) {
    this(url, headers, body, connectTimeout, timeout, null);
  }
}
