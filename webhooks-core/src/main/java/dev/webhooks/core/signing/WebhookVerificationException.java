package dev.webhooks.core.signing;

/** A request is not the authentic, recent webhook it claims to be; it must not be acted upon. */
public final class WebhookVerificationException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why a request was refused. */
  public enum Reason {
    /** A header of the scheme is absent. */
    MISSING_HEADER,
    /** The timestamp is not a number of seconds, or the signature header lists no signature. */
    MALFORMED,
    /** Signed longer ago than the tolerance: perhaps a replay. */
    TIMESTAMP_TOO_OLD,
    /** Signed further in the future than the tolerance: one of the clocks is wrong. */
    TIMESTAMP_TOO_NEW,
    /** No listed signature is right for this body under any of the known secrets. */
    NO_MATCH
  }

  private final Reason reason;

  WebhookVerificationException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why the request was refused. */
  public Reason reason() {
    return reason;
  }
}
