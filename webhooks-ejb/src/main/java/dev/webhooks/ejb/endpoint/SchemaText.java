package dev.webhooks.ejb.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.resource.AllowSchemaLoader;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema (2020-12) made ready to check content. It fetches nothing: a reference to another
 * document than the standard's own schemas, which the library has, is refused. Immutable and
 * thread-safe.
 */
public final class SchemaText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_ERRORS = 10;

  /** Of one finding, which quotes the schema and the content, both as long as a body may be. */
  private static final int MAX_LENGTH = 500;

  private static final Pattern CLASS_NAME = Pattern.compile("([a-z]\\w*\\.)+[A-Z][\\w$]*:?\\s*");

  /** Where the library finds what is under {@code json-schema.org}. */
  private static final Pattern STANDARD = Pattern.compile("classpath:draft[-/][\\w/-]+");

  /** Those of the library come after ours and would load from anywhere. */
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(
          SpecVersion.VersionFlag.V202012,
          builder ->
              builder.schemaLoaders(
                  loaders -> loaders.add(new AllowSchemaLoader(SchemaText::isStandard))));

  private static final List<String> UNUSABLE =
      List.of("cannot be checked by the schema of its type");

  private final @Nullable JsonSchema schema;

  private SchemaText(@Nullable JsonSchema schema) {
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

  /** Reads a schema that is stored: by one that cannot be used any more nothing is right. */
  static SchemaText ofStored(String text) {
    try {
      return parse(text);
    } catch (IllegalArgumentException e) {
      return new SchemaText(null);
    }
  }

  /** What is wrong with this JSON, at most ten findings; empty when nothing is. */
  public List<String> violationsOf(byte[] content) {
    return schema == null ? UNUSABLE : violationsOf(content, schema);
  }

  private static List<String> violationsOf(byte[] content, JsonSchema schema) {
    try {
      JsonNode node = JSON.readTree(content);
      return SchemaBudget.within(() -> schema.validate(node)).stream()
          .limit(MAX_ERRORS)
          .map(message -> shortened(message.getInstanceLocation() + " " + message.getError()))
          .toList();
    } catch (IOException e) {
      return List.of("must be JSON");
    } catch (SchemaBudget.Exhausted e) {
      return List.of("takes too long to check by the schema of its type");
    } catch (RuntimeException | StackOverflowError e) {
      // Such as a number that is beyond what the validator reckons with.
      return UNUSABLE;
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
                  shortened(
                      "is no JSON Schema: "
                          + message.getInstanceLocation()
                          + " "
                          + message.getError()));
            });
  }

  private static JsonSchema compile(JsonNode node) {
    try {
      return SchemaBudget.within(() -> ready(node));
    } catch (SchemaBudget.Exhausted e) {
      throw new IllegalArgumentException(
          "must not be so intricate: too many references, or regular expressions that may match"
              + " nothing in too many ways",
          e);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(reason(e), e);
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException("must not refer to itself without end", e);
    }
  }

  /** Also checks something by it: one that refers to itself on the spot never comes to an end. */
  private static JsonSchema ready(JsonNode node) {
    JsonSchema schema = FACTORY.getSchema(node, SchemaBudget.config());
    schema.initializeValidators();
    var unused = schema.validate(JSON.createObjectNode());
    return schema;
  }

  private static boolean isStandard(AbsoluteIri document) {
    return STANDARD.matcher(document.toString()).matches();
  }

  /** In words for the tenant: the library's name classes. */
  private static String reason(RuntimeException e) {
    String message = CLASS_NAME.matcher(String.valueOf(e.getMessage())).replaceAll("");
    return shortened(
        "cannot be used: " + message.replaceAll("^[:\\s]+", "").replaceAll("\\s+", " "));
  }

  private static String shortened(String finding) {
    return finding.length() <= MAX_LENGTH ? finding : finding.substring(0, MAX_LENGTH) + "…";
  }
}
