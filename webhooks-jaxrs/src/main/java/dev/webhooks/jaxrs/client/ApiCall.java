package dev.webhooks.jaxrs.client;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One call of the API, from its method and path to its decoded answer; used once, not shared. */
final class ApiCall {
  private static final MediaType NDJSON = new MediaType("application", "x-ndjson");
  private static final Set<String> NO_SEGMENTS = Set.of("", ".", "..");

  private final ApiConnection connection;
  private final String method;
  private final MultivaluedMap<String, Object> headers = new MultivaluedHashMap<>();
  private WebTarget target;
  private @Nullable Entity<byte[]> entity;
  private boolean isHarmlessTwice;

  ApiCall(ApiConnection connection, String method, WebTarget target) {
    this.connection = connection;
    this.method = method;
    this.isHarmlessTwice = method.equals(HttpMethod.GET);
    this.target = target;
  }

  /**
   * Sets the path's one variable, {@code {id}}.
   *
   * @throws IllegalArgumentException if it would make the path another one
   */
  ApiCall id(Object id) {
    if (NO_SEGMENTS.contains(id.toString())) {
      throw new IllegalArgumentException("No id: \"" + id + '"');
    }
    target = target.resolveTemplate("id", id);
    return this;
  }

  /** Adds a query parameter unless it is null; its characters are never read as a template. */
  ApiCall query(String name, @Nullable Object value) {
    if (value != null) {
      target = target.queryParam(name, "{" + name + "}").resolveTemplate(name, value);
    }
    return this;
  }

  ApiCall header(String name, @Nullable String value) {
    if (value != null) {
      headers.putSingle(name, value);
    }
    return this;
  }

  ApiCall body(Object value) {
    entity = Entity.entity(connection.format().write(value), MediaType.APPLICATION_JSON_TYPE);
    return this;
  }

  /**
   * Sets the key by which a repetition is recognised; null for none.
   *
   * @throws IllegalArgumentException if a header cannot hold it
   */
  ApiCall key(@Nullable String idempotencyKey) {
    IdempotencyKey.requireValid(idempotencyKey);
    isHarmlessTwice |= idempotencyKey != null;
    return header(IdempotencyKey.HEADER, idempotencyKey);
  }

  /** Says whether all items of the body have ids of their own, by which they are recognised. */
  ApiCall known(boolean allHaveIds) {
    isHarmlessTwice |= allHaveIds;
    return this;
  }

  /**
   * The version that must still be stored, otherwise the call is refused.
   *
   * @throws IllegalArgumentException when it is null: the call would overwrite what others changed
   */
  ApiCall ifMatch(@Nullable String etag) {
    if (etag == null) {
      throw new IllegalArgumentException(
          "What was read came without an ETag, which a proxy may have taken out, so nobody can"
              + " tell whether it was changed since: pass its id to change it all the same");
    }
    return header(HttpHeaders.IF_MATCH, etag);
  }

  /** Sets newline-delimited JSON as the body. */
  ApiCall lines(byte[] lines) {
    entity = Entity.entity(lines, NDJSON);
    return this;
  }

  /**
   * Sends it, again where that was asked for, and reads the answer.
   *
   * @throws WebhooksApiException if it is refused
   */
  Answer send() {
    Duration paused = Duration.ZERO;
    for (int failures = 1; ; failures++) {
      try {
        return sendOnce();
      } catch (WebhooksApiException refusal) {
        Duration pause = pauseAfter(refusal, failures, paused).orElseThrow(() -> refusal);
        pause(pause, refusal);
        paused = paused.plus(pause);
      }
    }
  }

  private Optional<Duration> pauseAfter(
      WebhooksApiException refusal, int failures, Duration paused) {
    return connection
        .repetition()
        .pauseAfter(
            refusal, isHarmlessTwice, failures, paused, ThreadLocalRandom.current().nextDouble());
  }

  private void pause(Duration pause, WebhooksApiException refusal) {
    try {
      connection.pauses().pause(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refusal;
    }
  }

  private Answer sendOnce() {
    try (Response response = exchange()) {
      byte[] body = connection.bodies().read(response);
      return Answer.of(ResponseHead.of(response), body, connection.format());
    }
  }

  <T> T data(Class<T> type) {
    return send().data(type);
  }

  private Response exchange() {
    Invocation.Builder request = target.request(MediaType.APPLICATION_JSON_TYPE);
    headers.forEach((name, values) -> request.header(name, values.get(0)));
    request.header(HttpHeaders.AUTHORIZATION, "Bearer " + connection.token().get());
    try {
      return entity == null ? request.method(method) : request.method(method, entity);
    } catch (ProcessingException e) {
      // Jersey takes the interruption away.
      if (e.getCause() instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw e;
    }
  }
}
