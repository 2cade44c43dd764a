package dev.webhooks.it.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.yaml.snakeyaml.Yaml;

/** The API document of this repository, for reading and for checking values. Thread-safe. */
public final class ApiDocument {
  private static final String LOCATION = "https://webhooks.example/openapi";
  private static final Path FILE =
      Path.of(System.getProperty("it.openapi", "../webhooks-war/src/main/webapp/openapi.yaml"));
  private static final ApiDocument REPOSITORYS = read(repositoryText());

  private final ObjectNode root;
  private final List<Operation> operations;
  private final JsonSchemaFactory schemas;
  private final ConcurrentMap<String, JsonSchema> compiled = new ConcurrentHashMap<>();

  private ApiDocument(ObjectNode root) {
    this.root = root;
    StrictSchemas.addTo(root);
    this.operations = operations(root);
    this.schemas =
        JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            factory -> factory.schemaLoaders(s -> s.schemas(Map.of(LOCATION, root.toString()))));
  }

  /** The one that the service of this build serves. */
  public static ApiDocument ofRepository() {
    return REPOSITORYS;
  }

  /** Its text. */
  static String repositoryText() {
    try {
      return Files.readString(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ApiDocument read(String yaml) {
    return new ApiDocument(new ObjectMapper().valueToTree(new Yaml().load(yaml)));
  }

  private static List<Operation> operations(ObjectNode root) {
    List<Operation> operations = new ArrayList<>();
    root.get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            operations.add(
                                new Operation(
                                    method.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    method.getValue()))));
    return List.copyOf(operations);
  }

  /** The operation that an exchange was with; empty when there is none. */
  Optional<Operation> findOperation(Exchange exchange) {
    String path = exchange.path();
    return path.startsWith(basePath())
        ? operationsAt(path.substring(basePath().length())).stream()
            .filter(operation -> operation.method().equals(exchange.method()))
            .findFirst()
        : Optional.empty();
  }

  /** All operations, in the document's order. */
  List<Operation> operations() {
    return operations;
  }

  /** The operation of this name. */
  Operation operation(String id) {
    return operations.stream()
        .filter(operation -> operation.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("openapi.yaml has no operation " + id));
  }

  /** Where the paths begin, such as {@code /api/v1}. */
  String basePath() {
    return root.at("/servers/0/url").asText();
  }

  /** The operations a path has, whatever the method. */
  List<Operation> operationsAt(String path) {
    return operations.stream().filter(operation -> operation.matches(path)).toList();
  }

  /** What a node stands for: itself, or what it refers to. */
  JsonNode resolve(JsonNode node) {
    JsonNode reference = node.get("$ref");
    return reference == null ? node : resolve(root.at(reference.asText().substring(1)));
  }

  /** The JSON pointer of what is documented of this status; empty when nothing is. */
  Optional<String> findResponse(Operation operation, int status) {
    String pointer =
        "/paths/"
            + escape(operation.path())
            + "/"
            + operation.method().toLowerCase(Locale.ROOT)
            + "/responses/"
            + status;
    JsonNode response = root.at(pointer);
    return response.isMissingNode()
        ? Optional.empty()
        : Optional.of(response.has("$ref") ? response.get("$ref").asText().substring(1) : pointer);
  }

  /** The JSON pointer of a response that several operations share. */
  static String sharedResponse(String name) {
    return "/components/responses/" + name;
  }

  /** The headers of a response, by name. */
  Map<String, JsonNode> headers(String response) {
    Map<String, JsonNode> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    root.at(response + "/headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), resolve(header.getValue())));
    return headers;
  }

  /** The JSON pointer of the schema a response has for this media type; empty when it has none. */
  Optional<String> findSchema(String response, String mediaType) {
    String schema = response + "/content/" + escape(mediaType) + "/schema";
    return root.at(schema).isMissingNode() ? Optional.empty() : Optional.of(schema);
  }

  private static String escape(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  /**
   * What is wrong with a value; empty when it is what the schema says.
   *
   * @param pointer of the schema in this document
   */
  List<String> refusalsOf(JsonNode value, String pointer) {
    return compiled
        .computeIfAbsent(pointer, this::compile)
        .validate(value, ApiDocument::assertFormats)
        .stream()
        .map(ValidationMessage::toString)
        .toList();
  }

  private JsonSchema compile(String pointer) {
    return schemas.getSchema(
        SchemaLocation.of(LOCATION + "#" + uriOf(pointer)),
        SchemaValidatorsConfig.builder().build());
  }

  /** Templates have braces, which no URI has. */
  private static String uriOf(String pointer) {
    return pointer.replace("{", "%7B").replace("}", "%7D");
  }

  private static void assertFormats(ExecutionContext context) {
    context.getExecutionConfig().setFormatAssertionsEnabled(true);
  }
}
