package dev.webhooks.jaxrs.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A refusal by the service, or an answer that is not the service's (a proxy's error page). What
 * never got an answer is a {@code jakarta.ws.rs.ProcessingException}.
 */
public final class WebhooksApiException extends RuntimeException {
  private final transient ResponseHead head;
  private final String errorCode;
  private final transient Map<String, List<String>> fieldErrors;

  WebhooksApiException(
      ResponseHead head,
      String errorCode,
      String message,
      Map<String, List<String>> fieldErrors,
      @Nullable Throwable cause) {
    super(message, cause);
    this.head = head;
    this.errorCode = errorCode;
    this.fieldErrors = fieldErrors;
  }

  /** The HTTP status. */
  public int status() {
    return head.status();
  }

  /**
   * The code of the contract, such as {@code validation_error} or {@code not_found}; {@code
   * unreadable_answer} if the answer was not the service's.
   */
  public String errorCode() {
    return errorCode;
  }

  /** Field to what is wrong with it; empty unless the status is 400. */
  public Map<String, List<String>> fieldErrors() {
    return fieldErrors;
  }

  /** Names the request in the service's log. */
  public Optional<String> requestId() {
    return Optional.ofNullable(head.requestId());
  }

  /** How long to wait before asking again, with 429 and 503. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(head.retryAfter());
  }
}
