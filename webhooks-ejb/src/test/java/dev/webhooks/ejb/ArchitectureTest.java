package dev.webhooks.ejb;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The boundaries of persistence and publishing, so that they do not drift. */
class ArchitectureTest {
  private static final String ROOT = "dev.webhooks.ejb";

  private static final JavaClasses EJB =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void the_rules_see_the_classes_they_speak_of() {
    for (String part :
        List.of("config", "delivery", "dispatch", "endpoint", "publish", "retention", "rotation")) {
      assertThat(EJB.stream().filter(c -> c.getPackageName().equals(ROOT + "." + part)).count())
          .as(part)
          .isPositive();
    }
  }

  @Test
  void no_class_of_a_server_is_used() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.glassfish..",
            "org.jboss..",
            "org.hibernate..",
            "org.eclipse.persistence..",
            "fish.payara..")
        .check(EJB);
  }

  @Test
  void the_web_is_none_of_its_business() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.ws.rs..", "jakarta.servlet..")
        .check(EJB);
  }

  @Test
  void beans_are_injected_by_constructor() {
    fields().should().notBeAnnotatedWith(Inject.class).check(EJB);
  }

  /** But for the composition root, which knows all others and has the settings they read. */
  @Test
  void packages_are_free_of_cycles() {
    slices()
        .matching(ROOT + ".(*)..")
        .should()
        .beFreeOfCycles()
        .check(EJB.that(resideOutsideOfPackage(ROOT + ".config..")));
  }

  @Test
  void what_is_persisted_by_entities_is_endpoints_and_what_belongs_to_them() {
    classes()
        .that()
        .areAnnotatedWith(Entity.class)
        .should()
        .resideInAPackage(ROOT + ".endpoint")
        .check(EJB);
  }
}
