package dev.webhooks.jaxrs.client.model;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type of the event catalogue.
 *
 * @param name such as {@code payment.succeeded}
 * @param description one sentence
 * @param builtIn whether every tenant has it
 * @param archived whether nothing more of it can be published
 * @param schema the JSON Schema that payloads are checked against, an object, or true or false;
 *     null: none
 * @param schemaVersion the schema's number, from 1
 * @param examples of the {@code data} value
 * @param createdAt when it was added
 */
public record EventType(
    String name,
    @Nullable String description,
    boolean builtIn,
    boolean archived,
    @Nullable JsonValue schema,
    @Nullable Integer schemaVersion,
    List<JsonObject> examples,
    @Nullable Instant createdAt) {

  /** Absent examples are none, and null as JSON is no schema. */
  public EventType {
    schema = JsonValue.NULL.equals(schema) ? null : schema;
    examples = Copies.of(examples);
  }
}
