package dev.webhooks.jaxrs.client;

import jakarta.json.bind.JsonbException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells answers from refusals, and both from what is not the service's. */
final class AnswerReader {

  private AnswerReader() {}

  static <T> Answer<T> read(WireFormat format, Response response, Type dataType) {
    byte[] body = response.hasEntity() ? response.readEntity(byte[].class) : new byte[0];
    if (response.getStatusInfo().getFamily() != Response.Status.Family.SUCCESSFUL) {
      throw refusal(format, response, body);
    }
    try {
      return format.readAnswer(body, dataType);
    } catch (JsonbException e) {
      throw unreadable(response, e);
    }
  }

  private static WebhooksApiException refusal(WireFormat format, Response response, byte[] body) {
    Answer<Object> answer;
    try {
      answer = format.readAnswer(body, Object.class);
    } catch (JsonbException e) {
      return unreadable(response, e);
    }
    return answer.error() == null
        ? unreadable(response, null)
        : new WebhooksApiException(
            response.getStatus(),
            answer.error(),
            Objects.requireNonNullElse(answer.message(), answer.error()),
            answer.fieldErrors(),
            response.getHeaderString("X-Request-Id"),
            retryAfter(response),
            null);
  }

  private static WebhooksApiException unreadable(Response response, @Nullable Throwable cause) {
    return new WebhooksApiException(
        response.getStatus(),
        "unreadable_answer",
        "HTTP " + response.getStatus() + " without an answer of the service",
        Map.of(),
        response.getHeaderString("X-Request-Id"),
        retryAfter(response),
        cause);
  }

  /** The service sends seconds; a date, which a proxy may send, is left out. */
  private static @Nullable Duration retryAfter(Response response) {
    String value = response.getHeaderString(HttpHeaders.RETRY_AFTER);
    return value != null && value.matches("\\d{1,9}")
        ? Duration.ofSeconds(Long.parseLong(value))
        : null;
  }
}
