package dev.webhooks.war;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.webhooks.war.security.Allowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The boundaries of the service, so that they do not drift. */
class ArchitectureTest {
  private static final String ROOT = "dev.webhooks.war";

  private static final JavaClasses WAR =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  /** Scope to the permissions it goes with (section 1 of the contract). */
  private static final Set<String> RULES =
      Set.of(
          "webhook:read webhooks.view",
          "webhook:write webhooks.add",
          "webhook:write webhooks.edit",
          "webhook:delete webhooks.delete",
          "event:write ",
          "transaction:write ",
          "bank-account:read ",
          "bank-account:write ",
          "webhook:read ",
          "event-type:write ");

  @Test
  void the_rules_see_the_classes_they_speak_of() {
    for (String part : List.of("api", "error", "json", "security")) {
      assertThat(WAR.stream().filter(c -> c.getPackageName().equals(ROOT + "." + part)).count())
          .as(part)
          .isPositive();
    }
    assertThat(resourceMethods()).hasSizeGreaterThan(25);
  }

  @Test
  void no_class_of_a_server_is_used() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".launch..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.glassfish..",
            "org.jboss..",
            "org.hibernate..",
            "org.eclipse.parsson..",
            "org.eclipse.persistence..",
            "fish.payara..")
        .check(WAR);
  }

  @Test
  void persistence_and_enterprise_beans_are_none_of_the_services_business() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.persistence..", "jakarta.ejb..")
        .check(WAR);
  }

  @Test
  void beans_are_injected_by_constructor() {
    fields().should().notBeAnnotatedWith(Inject.class).check(WAR);
  }

  @Test
  void packages_are_free_of_cycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(WAR);
  }

  @Test
  void every_resource_method_says_who_may_call_it() {
    for (JavaMethod method : resourceMethods()) {
      assertThat(method.isAnnotatedWith(Allowed.class)).as(method.getFullName()).isTrue();
      Allowed allowed = method.getAnnotationOfType(Allowed.class);
      assertThat(RULES)
          .as(method.getFullName())
          .contains(allowed.scope() + " " + allowed.permission());
    }
  }

  private static List<JavaMethod> resourceMethods() {
    return WAR.stream()
        .flatMap(c -> c.getMethods().stream())
        .filter(ArchitectureTest::isResourceMethod)
        .toList();
  }

  private static boolean isResourceMethod(JavaMethod method) {
    return method.getAnnotations().stream()
        .anyMatch(a -> a.getRawType().isAnnotatedWith(HttpMethod.class));
  }
}
