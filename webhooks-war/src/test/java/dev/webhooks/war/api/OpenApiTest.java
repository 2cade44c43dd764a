package dev.webhooks.war.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.webhooks.war.error.ContainerErrorServlet;
import dev.webhooks.war.metrics.MetricsServlet;
import dev.webhooks.war.portal.WelcomeServlet;
import dev.webhooks.war.security.Allowed;
import jakarta.servlet.annotation.WebServlet;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The API document and the resources say the same. */
class OpenApiTest {
  private static final Set<String> METHODS = Set.of("get", "post", "patch", "delete");
  private static final Map<String, Object> DOCUMENT = load();

  /** Everything of ours that the service is made of. */
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.webhooks.war", "dev.webhooks.ejb");

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

  private static List<JavaMethod> resourceMethods() {
    return CLASSES.stream()
        .flatMap(type -> type.getMethods().stream())
        .filter(method -> httpMethod(method).isPresent())
        .toList();
  }

  private static Optional<String> httpMethod(JavaMethod method) {
    return method.getAnnotations().stream()
        .filter(annotation -> annotation.getRawType().isAnnotatedWith(HttpMethod.class))
        .map(annotation -> annotation.getRawType().getSimpleName())
        .findFirst();
  }

  /** {@code GET /webhooks} to its scope and permission, as the resources have it. */
  private static Map<String, String> implemented() {
    Map<String, String> operations = new TreeMap<>();
    for (JavaMethod method : resourceMethods()) {
      Allowed allowed = method.getAnnotationOfType(Allowed.class);
      String access = allowed.scope() + " " + allowed.permission();
      assertThat(operations.put(nameOf(method), access)).isIn(null, access);
    }
    return operations;
  }

  private static String nameOf(JavaMethod method) {
    String root = "/" + method.getOwner().getAnnotationOfType(Path.class).value();
    String path =
        method.isAnnotatedWith(Path.class)
            ? root + "/" + method.getAnnotationOfType(Path.class).value()
            : root;
    return httpMethod(method).orElseThrow() + " " + path;
  }

  @Test
  void document_and_resources_have_the_same_operations_scopes_and_permissions() {
    assertThat(documented()).isEqualTo(implemented());
    assertThat(implemented()).hasSizeGreaterThan(30);
  }

  @Test
  void nothing_answers_that_these_tests_do_not_see() {
    assertThat(CLASSES.stream().filter(type -> type.isAnnotatedWith(WebServlet.class)))
        .extracting(JavaClass::getName)
        .containsExactlyInAnyOrder(
            ContainerErrorServlet.class.getName(),
            MetricsServlet.class.getName(),
            WelcomeServlet.class.getName());
    for (JavaClass type : CLASSES) {
      // A resource method in a superclass, an interface or a sub-resource has no path of its own.
      for (JavaMethod method : type.getMethods()) {
        boolean answers = httpMethod(method).isPresent();
        assertThat(answers).as(method.getFullName()).isIn(false, type.isAnnotatedWith(Path.class));
        assertThat(method.isAnnotatedWith(Path.class))
            .as(method.getFullName())
            .isIn(false, answers);
      }
    }
  }

  @Test
  void document_and_resources_take_the_same_media_types() {
    Map<String, Set<String>> documented = new TreeMap<>();
    map(DOCUMENT.get("paths"))
        .forEach(
            (path, item) ->
                map(item)
                    .forEach(
                        (method, operation) -> {
                          Object body = map(operation).get("requestBody");
                          documented.put(
                              method.toUpperCase(Locale.ROOT) + " " + path,
                              body == null ? Set.of() : map(map(body).get("content")).keySet());
                        }));
    Map<String, Set<String>> consumed = new TreeMap<>();
    for (JavaMethod method : resourceMethods()) {
      Set<String> types = consumed.computeIfAbsent(nameOf(method), name -> new TreeSet<>());
      if (method.isAnnotatedWith(Consumes.class)) {
        types.addAll(List.of(method.getAnnotationOfType(Consumes.class).value()));
      }
    }
    assertThat(documented).isEqualTo(consumed);
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
                          assertThat(statuses)
                              .as(path)
                              .contains("400", "401", "403", "406", "429", "503");
                          if (path.contains("{")) {
                            assertThat(statuses).as(path).contains("404");
                          }
                          if (map(operation).containsKey("requestBody")) {
                            assertThat(statuses).as(path).contains("413", "415");
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
    assertThat(map(DOCUMENT.get("webhooks")).keySet())
        .containsExactlyInAnyOrder(
            "transaction", "event", "test.webhook", "endpoint", "delivery.exhausted");
  }
}
