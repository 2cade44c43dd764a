package dev.webhooks.jaxrs.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A refusal by the service, or an answer that is not the service's (a proxy's error page). Refusals
 * that programs act on have a class of their own; the others (405, 413, 415, 500 …) are told by
 * {@link #status()} and {@link #errorCode()}. What never got an answer is a {@code
 * jakarta.ws.rs.ProcessingException}.
 */
public class WebhooksApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ResponseHead head;
  private final String errorCode;
  private final transient Map<String, List<String>> fieldErrors;

  private WebhooksApiException(
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

  private WebhooksApiException(ResponseHead head, String errorCode, String message) {
    this(head, errorCode, message, Map.of(), null);
  }

  static WebhooksApiException refusal(
      ResponseHead head, String code, String message, Map<String, List<String>> fieldErrors) {
    return switch (head.status()) {
      case 400 -> new Invalid(head, code, message, fieldErrors);
      case 401 -> new Unauthorized(head, code, message);
      case 403 -> new Forbidden(head, code, message);
      case 404 -> new NotFound(head, code, message);
      case 409 -> new Conflict(head, code, message);
      case 412 -> new StaleVersion(head, code, message);
      case 429 -> new RateLimited(head, code, message);
      case 503 -> new Unavailable(head, code, message);
      default -> new WebhooksApiException(head, code, message);
    };
  }

  static WebhooksApiException unreadable(ResponseHead head, Throwable cause) {
    return new Unreadable(head, head.redirection().orElse(""), cause);
  }

  static WebhooksApiException unreadable(ResponseHead head, String reason) {
    return new Unreadable(head, ": " + reason, null);
  }

  /** The HTTP status. */
  public final int status() {
    return head.status();
  }

  /**
   * The code of the contract, such as {@code validation_error} or {@code not_found}; {@code
   * unreadable_answer} if the answer was not the service's.
   */
  public final String errorCode() {
    return errorCode;
  }

  /** Field to what is wrong with it; empty unless the status is 400. */
  public final Map<String, List<String>> fieldErrors() {
    return fieldErrors == null ? Map.of() : fieldErrors;
  }

  /** Names the request in the service's log. */
  public final Optional<String> requestId() {
    return Optional.ofNullable(head.requestId());
  }

  /** How long to wait before asking again, with 429 and 503. */
  public final Optional<Duration> retryAfter() {
    return Optional.ofNullable(head.retryAfter());
  }

  /** The challenge of a 401 or 403 ({@code WWW-Authenticate}, RFC 6750). */
  public final Optional<String> challenge() {
    return Optional.ofNullable(head.challenge());
  }

  /** 400: the content breaks rules; {@link #fieldErrors()} says which. */
  public static final class Invalid extends WebhooksApiException {
    private static final long serialVersionUID = 1L;

    private Invalid(
        ResponseHead head, String code, String message, Map<String, List<String>> fieldErrors) {
      super(head, code, message, fieldErrors, null);
    }
  }

  /** 401: the token does not hold. */
  public static final class Unauthorized extends WebhooksApiException {
    private static final long serialVersionUID = 1L;

    private Unauthorized(ResponseHead head, String code, String message) {
      super(head, code, message);
    }
  }

  /** 403: the token lacks the scope, or its user the permission. */
  public static final class Forbidden extends WebhooksApiException {
    private static final long serialVersionUID = 1L;

    private Forbidden(ResponseHead head, String code, String message) {
      super(head, code, message);
    }
  }

  /** 404: the tenant has no such object. */
  public static final class NotFound extends WebhooksApiException {
    private static final long serialVersionUID = 1L;

    private NotFound(ResponseHead head, String code, String message) {
      super(head, code, message);
    }
  }

  /** 409: it contradicts what is stored. */
  public static final class Conflict extends WebhooksApiException {
    private static final long serialVersionUID = 1L;

    private Conflict(ResponseHead head, String code, String message) {
      super(head, code, message);
    }
  }

  /** 412: it was changed since it was read; read it again and decide anew. */
  public static final class StaleVersion extends WebhooksApiException {
    private static final long serialVersionUID = 1L;

    private StaleVersion(ResponseHead head, String code, String message) {
      super(head, code, message);
    }
  }

  /** 429: more requests than are allowed; {@link #retryAfter()} says when there are more. */
  public static final class RateLimited extends WebhooksApiException {
    private static final long serialVersionUID = 1L;

    private RateLimited(ResponseHead head, String code, String message) {
      super(head, code, message);
    }
  }

  /** 503: the service cannot do it now; whether it did it in part is not known. */
  public static final class Unavailable extends WebhooksApiException {
    private static final long serialVersionUID = 1L;

    private Unavailable(ResponseHead head, String code, String message) {
      super(head, code, message);
    }
  }

  /**
   * Any status: an answer that is not the service's, such as a proxy's error page, a redirection,
   * or another page than was asked for.
   */
  public static final class Unreadable extends WebhooksApiException {
    private static final long serialVersionUID = 1L;

    private Unreadable(ResponseHead head, String reason, @Nullable Throwable cause) {
      super(
          head,
          "unreadable_answer",
          "HTTP " + head.status() + " without an answer of the service" + reason,
          Map.of(),
          cause);
    }
  }
}
