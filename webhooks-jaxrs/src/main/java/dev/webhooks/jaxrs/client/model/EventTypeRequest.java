package dev.webhooks.jaxrs.client.model;

import jakarta.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of an event type, on creation or (null fields are not sent) on update.
 *
 * @param name such as {@code invoice.paid}; cannot be changed
 * @param description one sentence
 * @param schema a JSON Schema that payloads are checked against
 * @param examples of the {@code data} value, each of which the schema accepts
 */
public record EventTypeRequest(
    String name,
    @Nullable String description,
    @Nullable JsonObject schema,
    @Nullable List<JsonObject> examples) {

  /** Copies the examples. */
  public EventTypeRequest {
    examples = Copies.ofNullable(examples);
  }

  /** Without examples. */
  public EventTypeRequest(String name, @Nullable String description, @Nullable JsonObject schema) {
    this(name, description, schema, null);
  }
}
