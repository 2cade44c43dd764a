package dev.webhooks.war.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The API document is valid OpenAPI 3.1, and its examples are what its schemas say. */
class OpenApiDocumentTest {
  private static final String LOCATION = "https://webhooks.example/openapi";
  private static final JsonNode DOCUMENT = load();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(
          SpecVersion.VersionFlag.V202012,
          factory ->
              factory
                  .schemaLoaders(loaders -> loaders.schemas(Map.of(LOCATION, DOCUMENT.toString())))
                  .schemaMappers(
                      mappers ->
                          mappers.mapPrefix(
                              "https://spec.openapis.org/", "classpath:spec.openapis.org/")));

  private static JsonNode load() {
    try (InputStream yaml = Files.newInputStream(Path.of("src/main/webapp/openapi.yaml"))) {
      return new ObjectMapper().valueToTree(new Yaml().load(yaml));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> refusals(String schema, JsonNode value) {
    return SCHEMAS
        .getSchema(SchemaLocation.of(schema), SchemaValidatorsConfig.builder().build())
        .validate(value, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true))
        .stream()
        .map(Object::toString)
        .toList();
  }

  @Test
  void the_document_is_valid_by_the_official_schema() {
    String official = "https://spec.openapis.org/oas/3.1/schema-base/2022-10-07";

    assertThat(refusals(official, DOCUMENT)).isEmpty();
    assertThat(refusals(official, new ObjectMapper().createObjectNode())).isNotEmpty();
  }

  @Test
  void every_example_is_what_its_schema_says() {
    List<String> wrong = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    walk("", DOCUMENT, wrong, seen);

    assertThat(wrong).isEmpty();
    assertThat(seen).hasSizeGreaterThan(80);
  }

  @Test
  void every_success_and_every_request_has_an_example() {
    DOCUMENT
        .get("paths")
        .forEach(
            path ->
                path.forEach(
                    operation -> {
                      String id = operation.get("operationId").asText();
                      requireExample(id + " request", operation.path("requestBody"));
                      operation
                          .get("responses")
                          .properties()
                          .forEach(
                              answer ->
                                  requireExample(id + " " + answer.getKey(), answer.getValue()));
                    }));
  }

  private static void requireExample(String what, JsonNode node) {
    node.path("content")
        .forEach(
            content ->
                assertThat(content.has("example") || content.has("examples")).as(what).isTrue());
  }

  /** Wherever a schema lies beside examples: media types, parameters, headers, schemas. */
  private static void walk(String pointer, JsonNode node, List<String> wrong, Set<String> seen) {
    if (node.isObject()) {
      if (node.has("schema") && !pointer.endsWith("/properties")) {
        check(pointer + "/schema", node.get("example"), wrong, seen);
        for (JsonNode named : node.path("examples")) {
          check(pointer + "/schema", named.get("value"), wrong, seen);
        }
      } else if (node.path("examples").isArray()) {
        node.get("examples").forEach(example -> check(pointer, example, wrong, seen));
      }
      node.properties()
          .forEach(
              field -> {
                if (!field.getKey().startsWith("example")) {
                  walk(pointer + "/" + escape(field.getKey()), field.getValue(), wrong, seen);
                }
              });
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        walk(pointer + "/" + i, node.get(i), wrong, seen);
      }
    }
  }

  private static String escape(String key) {
    return key.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D");
  }

  private static void check(
      String pointer, JsonNode example, List<String> wrong, Set<String> seen) {
    if (example != null) {
      seen.add(pointer);
      refusals(LOCATION + "#" + pointer, example)
          .forEach(refusal -> wrong.add(pointer + ": " + refusal));
    }
  }
}
