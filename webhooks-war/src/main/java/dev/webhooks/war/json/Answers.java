package dev.webhooks.war.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.webhooks.ejb.Page;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The contract's envelope around every answer that is no refusal. */
public final class Answers {
  private Answers() {}

  /** 200 with what was asked for. */
  public static Response data(JsonValue data) {
    return ok(success().add("data", data).build()).build();
  }

  /** 200 with what was asked for, which is JSON already. */
  public static Response data(String json) {
    return with(200, ("{\"status\":\"success\",\"data\":" + json + "}").getBytes(UTF_8)).build();
  }

  /** 200 with what was asked for and its version. */
  public static Response data(JsonValue data, long version) {
    return ok(success().add("data", data).build())
        .tag(new EntityTag(Long.toString(version)))
        .build();
  }

  /** 200 with a sentence. */
  public static Response message(String message) {
    return ok(success().add("message", message).build()).build();
  }

  /** 200 with a sentence and data. */
  public static Response message(String message, JsonValue data) {
    return ok(success().add("message", message).add("data", data).build()).build();
  }

  /**
   * 201. Where it is now is told as a path: behind a proxy the service knows neither its scheme nor
   * its name.
   *
   * @param uri of the request
   * @param path of what was created, below the base path
   */
  public static Response created(String message, UriInfo uri, String path, JsonValue data) {
    return with(201, success().add("message", message).add("data", data).build())
        .header(HttpHeaders.LOCATION, uri.getBaseUri().getRawPath() + path)
        .build();
  }

  /** 202 with data. */
  public static Response accepted(JsonValue data) {
    return with(202, success().add("data", data).build()).build();
  }

  /** 202 with a body that is JSON already. */
  public static Response accepted(byte[] body) {
    return with(202, body).build();
  }

  /** A numbered page. */
  public static <T> Response page(Page<T> page, Function<? super T, JsonObject> write) {
    var data = Json.array();
    page.items().forEach(item -> data.add(write.apply(item)));
    JsonObjectBuilder pagination =
        Json.object()
            .add("total", page.total())
            .add("per_page", page.limit())
            .add("current_page", page.number())
            .add("last_page", page.last());
    return ok(success()
            .add("data", data)
            .add("meta", Json.object().add("pagination", pagination))
            .build())
        .build();
  }

  /** A page of a list that grows while it is read; null is the last page's cursor. */
  public static <T> Response cursorPage(
      Iterable<T> items, @Nullable String nextCursor, Function<? super T, JsonObject> write) {
    var data = Json.array();
    items.forEach(item -> data.add(write.apply(item)));
    JsonObjectBuilder meta = Json.object();
    addText(meta, "next_cursor", nextCursor);
    return ok(success().add("data", data).add("meta", meta).build()).build();
  }

  /** Adds a text, or null. */
  public static JsonObjectBuilder addText(
      JsonObjectBuilder object, String name, @Nullable Object value) {
    return value == null ? object.addNull(name) : object.add(name, value.toString());
  }

  /** Adds a whole number, or null. */
  public static JsonObjectBuilder addNumber(
      JsonObjectBuilder object, String name, @Nullable Number value) {
    return value == null ? object.addNull(name) : object.add(name, value.longValue());
  }

  /** The id, as what changed. */
  public static JsonObject id(long id) {
    return Json.object().add("id", id).build();
  }

  private static JsonObjectBuilder success() {
    return Json.object().add("status", "success");
  }

  private static Response.ResponseBuilder ok(JsonObject body) {
    return with(200, body);
  }

  private static Response.ResponseBuilder with(int status, JsonObject body) {
    return with(status, Json.bytes(body));
  }

  private static Response.ResponseBuilder with(int status, byte[] body) {
    return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(body);
  }
}
