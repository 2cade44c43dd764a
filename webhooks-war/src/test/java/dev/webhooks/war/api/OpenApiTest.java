package dev.webhooks.war.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.webhooks.war.security.Allowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The API document and the resources say the same. */
class OpenApiTest {
  private static final Set<String> METHODS = Set.of("get", "post", "patch", "delete");
  private static final Map<String, Object> DOCUMENT = load();

  private static Map<String, Object> load() {
    try (InputStream yaml =
        Files.newInputStream(java.nio.file.Path.of("src/main/webapp/openapi.yaml"))) {
      return new Yaml().load(yaml);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  /** {@code GET /webhooks} to its scope and permission, as documented. */
  private static Map<String, String> documented() {
    Map<String, String> operations = new TreeMap<>();
    map(DOCUMENT.get("paths"))
        .forEach(
            (path, item) ->
                map(item)
                    .forEach(
                        (method, operation) ->
                            operations.put(
                                method.toUpperCase(Locale.ROOT) + " " + path,
                                map(operation).get("x-scope")
                                    + " "
                                    + map(operation).getOrDefault("x-permission", ""))));
    return operations;
  }

  /** The same, as the resources have it. */
  private static Map<String, String> implemented() {
    Map<String, String> operations = new TreeMap<>();
    for (JavaClass resource :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.webhooks.war.api")) {
      if (resource.isAnnotatedWith(Path.class)) {
        resource.getMethods().forEach(method -> add(operations, resource, method));
      }
    }
    return operations;
  }

  private static void add(Map<String, String> operations, JavaClass resource, JavaMethod method) {
    String root = "/" + resource.getAnnotationOfType(Path.class).value();
    String path =
        method.isAnnotatedWith(Path.class)
            ? root + "/" + method.getAnnotationOfType(Path.class).value()
            : root;
    method.getAnnotations().stream()
        .filter(a -> a.getRawType().isAnnotatedWith(HttpMethod.class))
        .forEach(
            a -> {
              Allowed allowed = method.getAnnotationOfType(Allowed.class);
              operations.put(
                  a.getRawType().getSimpleName() + " " + path,
                  allowed.scope() + " " + allowed.permission());
            });
  }

  @Test
  void document_and_resources_have_the_same_operations_scopes_and_permissions() {
    assertThat(documented()).isEqualTo(implemented());
    assertThat(implemented()).hasSizeGreaterThan(30);
  }

  @Test
  void every_operation_documents_its_refusals() {
    map(DOCUMENT.get("paths"))
        .forEach(
            (path, item) ->
                map(item)
                    .forEach(
                        (method, operation) -> {
                          assertThat(METHODS).contains(method);
                          Set<String> statuses = map(map(operation).get("responses")).keySet();
                          assertThat(statuses).as(path).contains("401", "403", "429", "503");
                          if (path.contains("{")) {
                            assertThat(statuses).as(path).contains("404");
                          }
                          if (map(operation).containsKey("requestBody")) {
                            assertThat(statuses).as(path).contains("400", "413", "415");
                          }
                        }));
  }

  @Test
  void every_reference_leads_somewhere() {
    Set<String> references = new TreeSet<>();
    collect(DOCUMENT, references);
    assertThat(references).hasSizeGreaterThan(40);
    for (String reference : references) {
      Object target = DOCUMENT;
      for (String step : reference.substring(2).split("/")) {
        target = map(target).get(step);
        assertThat(target).as(reference).isNotNull();
      }
    }
  }

  private static void collect(Object node, Set<String> references) {
    if (node instanceof Map<?, ?> object) {
      if (object.get("$ref") instanceof String reference) {
        references.add(reference);
      }
      object.values().forEach(value -> collect(value, references));
    } else if (node instanceof List<?> list) {
      list.forEach(value -> collect(value, references));
    }
  }

  @Test
  void every_operation_has_a_name_of_its_own() {
    List<Object> ids = new ArrayList<>();
    map(DOCUMENT.get("paths"))
        .values()
        .forEach(
            item ->
                map(item)
                    .values()
                    .forEach(operation -> ids.add(map(operation).get("operationId"))));
    assertThat(ids).doesNotContainNull().doesNotHaveDuplicates();
  }

  @Test
  void what_the_service_sends_is_documented() {
    assertThat(
            map(DOCUMENT.get("webhooks")).keySet().stream().sorted().collect(Collectors.toList()))
        .containsExactly("event", "transaction");
  }
}
