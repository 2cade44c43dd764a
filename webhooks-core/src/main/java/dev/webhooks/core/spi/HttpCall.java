package dev.webhooks.core.spi;

import dev.webhooks.core.model.Header;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * One HTTP POST to make.
 *
 * @param url the target; its host name is resolved and checked by the transport
 * @param headers sent in this order; the transport adds {@code host}, {@code content-length} and
 *     nothing else
 * @param body sent as it is; not modified by anyone after the call
 * @param connectTimeout for TCP and TLS together
 * @param timeout the total deadline: from the call to the last byte of the answer
 */
public record HttpCall(
    URI url, List<Header> headers, byte[] body, Duration connectTimeout, Duration timeout) {}
