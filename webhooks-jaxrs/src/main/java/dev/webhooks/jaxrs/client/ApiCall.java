package dev.webhooks.jaxrs.client;

import dev.webhooks.jaxrs.client.model.PublishResult;
import dev.webhooks.jaxrs.client.model.Versioned;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Type;
import java.util.List;
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

  /** Sends it where only success counts. */
  void send() {
    this.<Object>answer(Object.class);
  }

  <T> T data(Class<T> dataType) {
    return this.<T>answer(dataType).requireData();
  }

  <T> Answer<List<T>> list(Class<T> itemType) {
    return answer(WireFormat.generic(List.class, itemType));
  }

  /** One result per item of a bulk request, in its order. */
  <T> List<PublishResult<T>> results(Class<T> receiptType) {
    Type item = WireFormat.generic(Answer.class, receiptType);
    Answer<List<Answer<T>>> answer = answer(WireFormat.generic(List.class, item));
    return answer.requireData().stream().map(Answer::publishResult).toList();
  }

  <T> Versioned<T> versioned(Class<T> dataType) {
    try (Response response = exchange()) {
      Answer<T> answer = AnswerReader.read(format, response, dataType);
      return new Versioned<>(answer.requireData(), response.getHeaderString(HttpHeaders.ETAG));
    }
  }

  private <T> Answer<T> answer(Type dataType) {
    try (Response response = exchange()) {
      return AnswerReader.read(format, response, dataType);
    }
  }

  private Response exchange() {
    Invocation.Builder request = target.request(MediaType.APPLICATION_JSON_TYPE);
    headers.forEach((name, values) -> request.header(name, values.get(0)));
    request.header(HttpHeaders.AUTHORIZATION, "Bearer " + token.get());
    return entity == null ? request.method(method) : request.method(method, entity);
  }
}
