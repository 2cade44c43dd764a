package dev.webhooks.it.support;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;

/** An answer of the API, read as JSON where it is asked for. */
public final class Reply {

  private final HttpResponse<String> response;

  Reply(HttpResponse<String> response) {
    this.response = response;
  }

  /** The HTTP status code. */
  public int status() {
    return response.statusCode();
  }

  /** The body as sent. */
  public String body() {
    return response.body();
  }

  /** The first value of a header. */
  public Optional<String> findHeader(String name) {
    return response.headers().firstValue(name);
  }

  /** The same answer; fails with its body if the status is another. */
  public Reply expect(int status) {
    if (status() != status) {
      throw new AssertionError(
          response.request().method()
              + " "
              + response.uri()
              + ": expected "
              + status
              + " but got "
              + status()
              + "\n"
              + body());
    }
    return this;
  }

  /** The body as a JSON object. */
  public JsonObject json() {
    return value().asJsonObject();
  }

  /** The body as any JSON value. */
  public JsonValue value() {
    try (var reader = Json.createReader(new StringReader(body()))) {
      return reader.readValue();
    } catch (RuntimeException e) {
      throw new AssertionError("not JSON: " + body(), e);
    }
  }

  /** The object under {@code data}. */
  public JsonObject data() {
    return json().getJsonObject("data");
  }

  /** The list under {@code data}. */
  public List<JsonObject> list() {
    JsonArray array = json().getJsonArray("data");
    return array.getValuesAs(JsonObject.class);
  }

  /** The number {@code data.id}. */
  public long id() {
    return data().getJsonNumber("id").longValueExact();
  }

  /** The error code of an error envelope. */
  public String error() {
    return json().getString("error", "");
  }

  /** The names of the fields a validation error names. */
  public List<String> wrongFields() {
    JsonObject errors = json().getJsonObject("errors");
    return errors == null ? List.of() : List.copyOf(errors.keySet());
  }

  @Override
  public String toString() {
    return status() + " " + body();
  }
}
