package dev.webhooks.jaxrs.client;

import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One call of the API, from its method and path to its decoded answer; used once, not shared. */
final class ApiCall {
  private final Supplier<String> token;
  private final WireFormat format;
  private final String method;
  private final MultivaluedMap<String, Object> headers = new MultivaluedHashMap<>();
  private WebTarget target;
  private @Nullable Entity<byte[]> entity;

  ApiCall(Supplier<String> token, WireFormat format, String method, WebTarget target) {
    this.token = token;
    this.format = format;
    this.method = method;
    this.target = target;
  }

  /** Sets the path's one variable, {@code {id}}. */
  ApiCall id(Object id) {
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
    entity = Entity.entity(format.write(value), MediaType.APPLICATION_JSON_TYPE);
    return this;
  }

  /**
   * Sends it and reads the answer.
   *
   * @throws WebhooksApiException if it is refused
   */
  Answer send() {
    try (Response response = exchange()) {
      byte[] body = response.hasEntity() ? response.readEntity(byte[].class) : new byte[0];
      return Answer.of(ResponseHead.of(response), body, format);
    }
  }

  <T> T data(Class<T> type) {
    return send().data(type);
  }

  private Response exchange() {
    Invocation.Builder request = target.request(MediaType.APPLICATION_JSON_TYPE);
    headers.forEach((name, values) -> request.header(name, values.get(0)));
    request.header(HttpHeaders.AUTHORIZATION, "Bearer " + token.get());
    return entity == null ? request.method(method) : request.method(method, entity);
  }
}
