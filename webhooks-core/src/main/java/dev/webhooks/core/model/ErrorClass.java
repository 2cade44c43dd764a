package dev.webhooks.core.model;

import java.util.Locale;

/** Why an attempt did not succeed, as the delivery log shows it. */
public enum ErrorClass {
  /** The host name could not be resolved. */
  DNS_ERROR,
  /** Nothing listens at the address. */
  CONNECTION_REFUSED,
  /** The connection broke before a whole answer had arrived. */
  CONNECTION_RESET,
  /** No connection (TCP and TLS) within the connect timeout. */
  CONNECT_TIMEOUT,
  /** No whole answer within the total deadline. */
  TIMEOUT,
  /** The TLS handshake failed: protocol, certificate or host name. */
  TLS_ERROR,
  /** The name resolves to an address that must not be called. */
  BLOCKED_ADDRESS,
  /** No access token could be obtained; the receiver was not called. */
  TOKEN_ERROR,
  /** The status was right, the body was not. */
  BAD_BODY,
  /** The receiver answered with a status that is not a success. */
  HTTP_STATUS;

  /** The name in the API, such as {@code connection_refused}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
