package dev.webhooks.ejb.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.util.List;

/**
 * A JSON Schema (2020-12) made ready to check content. It fetches nothing: a reference to another
 * document is refused. Immutable and thread-safe.
 */
public final class SchemaText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_ERRORS = 10;
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(
          SpecVersion.VersionFlag.V202012,
          builder -> builder.schemaLoaders(loaders -> loaders.values(List::clear)));

  private final JsonSchema schema;

  private SchemaText(JsonSchema schema) {
    this.schema = schema;
  }

  /**
   * Reads a schema.
   *
   * @throws IllegalArgumentException when it is none; the message says why
   */
  public static SchemaText parse(String text) {
    JsonNode node = read(text);
    if (!node.isObject() && !node.isBoolean()) {
      throw new IllegalArgumentException("must be a JSON Schema: an object or a boolean");
    }
    refuseUnsound(node);
    return new SchemaText(compile(node));
  }

  /** What is wrong with this JSON, at most ten findings; empty when nothing is. */
  public List<String> violationsOf(byte[] content) {
    try {
      return schema.validate(JSON.readTree(content)).stream()
          .limit(MAX_ERRORS)
          .map(message -> message.getInstanceLocation() + " " + message.getError())
          .toList();
    } catch (IOException e) {
      return List.of("must be JSON");
    }
  }

  /** Whether two JSON texts say the same, however they are laid out. */
  static boolean saySame(String one, String other) {
    return read(one).equals(read(other));
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("must be JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static void refuseUnsound(JsonNode node) {
    JsonSchema meta =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(SchemaLocation.of(SpecVersion.VersionFlag.V202012.getId()));
    meta.validate(node).stream()
        .findFirst()
        .ifPresent(
            message -> {
              throw new IllegalArgumentException(
                  "is no JSON Schema: " + message.getInstanceLocation() + " " + message.getError());
            });
  }

  private static JsonSchema compile(JsonNode node) {
    try {
      JsonSchema schema =
          FACTORY.getSchema(node, SchemaValidatorsConfig.builder().failFast(false).build());
      schema.initializeValidators();
      return schema;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("cannot be used: " + e.getMessage(), e);
    }
  }
}
