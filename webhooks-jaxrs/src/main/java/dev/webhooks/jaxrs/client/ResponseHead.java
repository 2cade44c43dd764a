package dev.webhooks.jaxrs.client;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an answer says besides its body. */
record ResponseHead(
    int status,
    @Nullable String requestId,
    @Nullable String etag,
    @Nullable Duration retryAfter,
    @Nullable String challenge,
    @Nullable String location)
    implements Serializable {

  static ResponseHead of(Response response) {
    return new ResponseHead(
        response.getStatus(),
        response.getHeaderString("X-Request-Id"),
        response.getHeaderString(HttpHeaders.ETAG),
        seconds(response.getHeaderString(HttpHeaders.RETRY_AFTER)),
        response.getHeaderString(HttpHeaders.WWW_AUTHENTICATE),
        response.getHeaderString(HttpHeaders.LOCATION));
  }

  /** Where it sends the client, in words. */
  Optional<String> redirection() {
    return status / 100 == 3 && location != null
        ? Optional.of(": it refers to " + location + ", and redirections are not followed")
        : Optional.empty();
  }

  boolean isSuccess() {
    return status / 100 == 2;
  }

  /** The service sends seconds; a date, which a proxy may send, is left out. */
  private static @Nullable Duration seconds(@Nullable String value) {
    return value != null && value.matches("\\d{1,9}")
        ? Duration.ofSeconds(Long.parseLong(value))
        : null;
  }
}
