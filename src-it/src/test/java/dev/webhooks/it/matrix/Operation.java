package dev.webhooks.it.matrix;

import dev.webhooks.it.support.Api;
import dev.webhooks.it.support.SharedService;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/**
 * One operation of the API document, which the service itself serves.
 *
 * @param id its {@code operationId}
 * @param method in upper case
 * @param path the template, below the base path, without a slash at its beginning
 * @param scope the scope it needs
 * @param permission the user's permission it needs; empty if none
 * @param hasBody whether a request has one
 * @param parameters its query and header parameters
 */
record Operation(
    String id,
    String method,
    String path,
    String scope,
    String permission,
    boolean hasBody,
    List<Parameter> parameters) {

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final Map<String, Object> DOCUMENT = load();

  /**
   * A parameter of the query or a header.
   *
   * @param isChecked whether there are values it does not accept
   */
  record Parameter(String name, boolean isInQuery, boolean isChecked) {

    static Parameter of(Map<String, Object> parameter) {
      Map<String, Object> schema = map(parameter.get("schema"));
      boolean isChecked =
          "integer".equals(schema.get("type"))
              || schema.containsKey("enum")
              || schema.containsKey("format")
              || "cursor".equals(parameter.get("name"));
      return new Parameter(
          (String) parameter.get("name"), "query".equals(parameter.get("in")), isChecked);
    }
  }

  /** Every operation there is. */
  static List<Operation> all() {
    List<Operation> operations = new ArrayList<>();
    map(DOCUMENT.get("paths"))
        .forEach(
            (path, item) ->
                map(item)
                    .forEach(
                        (method, operation) -> {
                          if (METHODS.contains(method)) {
                            operations.add(of(method, path.substring(1), map(operation)));
                          }
                        }));
    return operations;
  }

  private static Operation of(String method, String path, Map<String, Object> operation) {
    return new Operation(
        (String) operation.get("operationId"),
        method.toUpperCase(Locale.ROOT),
        path,
        (String) operation.get("x-scope"),
        (String) operation.getOrDefault("x-permission", ""),
        operation.containsKey("requestBody"),
        parametersOf(operation));
  }

  private static List<Parameter> parametersOf(Map<String, Object> operation) {
    List<?> parameters = (List<?>) operation.getOrDefault("parameters", List.of());
    return parameters.stream()
        .map(parameter -> resolved(map(parameter)))
        .filter(parameter -> !"path".equals(parameter.get("in")))
        .map(Parameter::of)
        .toList();
  }

  private static Map<String, Object> resolved(Map<String, Object> parameter) {
    String reference = (String) parameter.get("$ref");
    if (reference == null) {
      return parameter;
    }
    Map<String, Object> found = DOCUMENT;
    for (String step : reference.substring("#/".length()).split("/")) {
      found = map(found.get(step));
    }
    return found;
  }

  private static Map<String, Object> load() {
    Api anybody = Api.anonymous(SharedService.get());
    return new Yaml().load(anybody.get("../../openapi.yaml").expect(200).body());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  /** Whether its path names an object. */
  boolean hasObject() {
    return path.contains("{");
  }

  /** Whether it honours {@code If-Match}. */
  boolean isConditional() {
    return parameters.stream().anyMatch(parameter -> parameter.name().equals("If-Match"));
  }

  /** The names of query parameters that are checked. */
  Stream<String> checkedQuery() {
    return parameters.stream()
        .filter(parameter -> parameter.isInQuery() && parameter.isChecked())
        .map(Parameter::name);
  }

  /** The path of this object; a path without an object stays as it is. */
  String on(String objectId) {
    return path.replaceAll("\\{[^}]+}", objectId);
  }

  /** Whether a call with this method and path is a call of it. */
  boolean isCalledBy(String calledMethod, String calledPath) {
    return method.equals(calledMethod) && calledPath.matches(path.replaceAll("\\{[^}]+}", "[^/]+"));
  }

  /** The methods documented for its path. */
  Set<String> methodsOfPath() {
    return all().stream()
        .filter(operation -> operation.path().equals(path))
        .map(Operation::method)
        .collect(Collectors.toSet());
  }

  @Override
  public String toString() {
    return method + " /" + path;
  }
}
