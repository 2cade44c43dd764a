package dev.webhooks.it.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Makes the schemas of answers say what readers of the document take them to say: a field that is
 * not listed is not there. The document itself leaves that open, so that a client that was
 * generated from it survives the next version of the service.
 */
final class StrictSchemas {
  private static final List<String> PARTS = List.of("if", "then", "else", "not");
  private static final String STRICT = "#/components/strict/";
  private static final String SCHEMAS = "#/components/schemas/";

  private StrictSchemas() {}

  /**
   * Adds {@code components.strict} to the document, and makes the schemas of answers refer there.
   */
  static void addTo(ObjectNode document) {
    ObjectNode components = (ObjectNode) document.get("components");
    ObjectNode strict = components.putObject("strict");
    for (Map.Entry<String, JsonNode> schema : components.get("schemas").properties()) {
      strict.set(schema.getKey(), close(schema.getValue().deepCopy()));
    }
    document.findValues("responses").forEach(StrictSchemas::closeResponses);
  }

  private static void closeResponses(JsonNode responses) {
    for (JsonNode response : responses) {
      for (JsonNode content : response.path("content")) {
        close(content.get("schema"));
      }
    }
  }

  /** Closes a schema that stands for a whole value; returns it. */
  private static JsonNode close(JsonNode schema) {
    if (schema instanceof ObjectNode object) {
      closeParts(object);
      boolean isObject = object.has("properties") || object.has("allOf");
      if (isObject && !object.has("additionalProperties")) {
        object.put("unevaluatedProperties", false);
      }
      JsonNode reference = object.get("$ref");
      if (reference != null) {
        object.put("$ref", reference.asText().replace(SCHEMAS, STRICT));
      }
    }
    return schema;
  }

  /** What is combined in {@code allOf} and conditions stays open: only the whole is closed. */
  private static void closeParts(ObjectNode object) {
    object.path("properties").forEach(StrictSchemas::close);
    close(object.path("items"));
    close(object.path("additionalProperties"));
    object.path("oneOf").forEach(StrictSchemas::close);
    object.path("anyOf").forEach(StrictSchemas::close);
    object.path("allOf").forEach(StrictSchemas::closeInside);
    PARTS.forEach(part -> closeInside(object.path(part)));
  }

  private static void closeInside(JsonNode part) {
    if (part instanceof ObjectNode object) {
      closeParts(object);
    }
  }
}
