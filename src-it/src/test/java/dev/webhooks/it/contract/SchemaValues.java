package dev.webhooks.it.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.curiousoddman.rgxgen.RgxGen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Makes values that a schema of the document allows, with a liking for its bounds. What schemas say
 * by conditions is not looked at: most values are valid, not all.
 */
final class SchemaValues {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ApiDocument document;
  private final Random random;

  SchemaValues(ApiDocument document, Random random) {
    this.document = document;
    this.random = random;
  }

  /** The properties of an object, those of its parts included, by name. */
  Map<String, JsonNode> properties(JsonNode schema) {
    Map<String, JsonNode> properties = new TreeMap<>();
    JsonNode resolved = document.resolve(schema);
    for (JsonNode part : resolved.path("allOf")) {
      properties.putAll(properties(part));
    }
    resolved.path("properties").properties().forEach(p -> properties.put(p.getKey(), p.getValue()));
    return properties;
  }

  /** A value. */
  JsonNode value(JsonNode schema) {
    JsonNode resolved = document.resolve(schema);
    if (resolved.has("const")) {
      return resolved.get("const");
    }
    if (resolved.has("enum")) {
      return element(resolved.get("enum"));
    }
    if (resolved.has("oneOf")) {
      return value(element(resolved.get("oneOf")));
    }
    return ofType(type(resolved), resolved);
  }

  private String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isArray() ? element(type).asText() : type.asText("object");
  }

  private JsonNode ofType(String type, JsonNode schema) {
    return switch (type) {
      case "null" -> JSON.nullNode();
      case "boolean" -> JSON.booleanNode(random.nextBoolean());
      case "integer" -> JSON.numberNode(integer(schema));
      case "number" -> JSON.numberNode(integer(schema) / 100.0);
      case "string" -> JSON.textNode(text(schema));
      case "array" -> array(schema);
      default -> object(schema);
    };
  }

  private long integer(JsonNode schema) {
    long least = schema.path("minimum").asLong(0);
    long most = schema.path("maximum").asLong(1_000_000);
    return switch (random.nextInt(4)) {
      case 0 -> least;
      case 1 -> most;
      default -> random.nextLong(least, most + 1);
    };
  }

  private String text(JsonNode schema) {
    if (schema.has("examples") && random.nextBoolean()) {
      return element(schema.get("examples")).asText();
    }
    if (schema.has("pattern")) {
      return RgxGen.parse(schema.get("pattern").asText()).generate(random);
    }
    return switch (schema.path("format").asText()) {
      case "date-time" -> "2026-01-16T08:19:%02dZ".formatted(random.nextInt(60));
      case "uri" -> OddValues.oneOf(OddValues.ADDRESSES, random);
      default -> "\u00e9".repeat(length(schema));
    };
  }

  private int length(JsonNode schema) {
    int least = schema.path("minLength").asInt(0);
    int most = schema.path("maxLength").asInt(least + 20);
    return random.nextInt(4) == 0 ? most : random.nextInt(least, Math.min(most, least + 40) + 1);
  }

  private ArrayNode array(JsonNode schema) {
    ArrayNode array = JSON.arrayNode();
    int length = schema.path("minItems").asInt(0) + random.nextInt(3);
    for (int i = 0; i < length; i++) {
      array.add(value(schema.path("items")));
    }
    return array;
  }

  private ObjectNode object(JsonNode schema) {
    ObjectNode object = JSON.objectNode();
    properties(schema)
        .forEach(
            (name, property) -> {
              if (random.nextInt(3) > 0) {
                object.set(name, value(property));
              }
            });
    JsonNode others = schema.path("additionalProperties");
    if (others.isObject()) {
      object.set("X-Other", value(others));
    }
    return object;
  }

  private JsonNode element(JsonNode array) {
    List<JsonNode> elements = new ArrayList<>();
    array.forEach(elements::add);
    return OddValues.oneOf(elements, random);
  }
}
