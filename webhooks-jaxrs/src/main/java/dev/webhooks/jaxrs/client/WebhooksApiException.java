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
  private final int status;
  private final String errorCode;
  private final Map<String, List<String>> fieldErrors;
  private final @Nullable String requestId;
  private final @Nullable Duration retryAfter;

  WebhooksApiException(
      int status,
      String errorCode,
      String message,
      Map<String, List<String>> fieldErrors,
      @Nullable String requestId,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
    this.errorCode = errorCode;
    this.fieldErrors = fieldErrors;
    this.requestId = requestId;
    this.retryAfter = retryAfter;
  }

  /** The HTTP status. */
  public int status() {
    return status;
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
    return Optional.ofNullable(requestId);
  }

  /** How long to wait before asking again, with 429 and 503. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
