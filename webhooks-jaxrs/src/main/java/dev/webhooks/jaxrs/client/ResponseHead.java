package dev.webhooks.jaxrs.client;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an answer says besides its body. */
record ResponseHead(
    int status, @Nullable String requestId, @Nullable String etag, @Nullable Duration retryAfter) {

  static ResponseHead of(Response response) {
    return new ResponseHead(
        response.getStatus(),
        response.getHeaderString("X-Request-Id"),
        response.getHeaderString(HttpHeaders.ETAG),
        seconds(response.getHeaderString(HttpHeaders.RETRY_AFTER)));
  }

  boolean isSuccess() {
    return status / 100 == 2;
  }

  WebhooksApiException refusal(
      String errorCode, String message, Map<String, List<String>> fieldErrors) {
    return new WebhooksApiException(this, errorCode, message, fieldErrors, null);
  }

  WebhooksApiException unreadable(@Nullable Throwable cause) {
    String message = "HTTP " + status + " without an answer of the service";
    return new WebhooksApiException(this, "unreadable_answer", message, Map.of(), cause);
  }

  /** The service sends seconds; a date, which a proxy may send, is left out. */
  private static @Nullable Duration seconds(@Nullable String value) {
    return value != null && value.matches("\\d{1,9}")
        ? Duration.ofSeconds(Long.parseLong(value))
        : null;
  }
}
