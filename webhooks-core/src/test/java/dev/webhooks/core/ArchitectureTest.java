package dev.webhooks.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The boundaries of the core, so that they do not drift. */
class ArchitectureTest {
  private static final String ROOT = "dev.webhooks.core";

  /** Where the outside begins: clocks, randomness and waiting are allowed there. */
  private static final String[] ADAPTERS = {ROOT + ".jdbc..", ROOT + ".http..", ROOT + ".cli.."};

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void the_rules_see_the_classes_they_speak_of() {
    for (String part :
        List.of(
            "model",
            "signing",
            "retry",
            "target",
            "payload",
            "headers",
            "spi",
            "dispatch",
            "operation",
            "jdbc",
            "http")) {
      assertThat(
              CORE.stream().filter(c -> c.getPackageName().startsWith(ROOT + "." + part)).count())
          .as(part)
          .isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"signing", "retry", "target"})
  void these_packages_know_no_other_package_of_the_product(String part) {
    String own = ROOT + "." + part;
    noClasses()
        .that()
        .resideInAPackage(own + "..")
        .should()
        .dependOnClassesThat(
            com.tngtech.archunit.base.DescribedPredicate.describe(
                "are elsewhere in the product",
                c ->
                    c.getPackageName().startsWith("dev.webhooks")
                        && !c.getPackageName().startsWith(own)))
        .check(CORE);
  }

  @Test
  void no_jakarta_and_no_logging_library() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta..", "javax.ejb..", "org.slf4j..", "java.util.logging..")
        .check(CORE);
  }

  @Test
  void packages_are_free_of_cycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void dependencies_point_inward() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + ".model..", ROOT + ".payload..", ROOT + ".headers..", ROOT + ".spi..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".dispatch..", ROOT + ".jdbc..", ROOT + ".http..", ROOT + ".cli..")
        .check(CORE);
  }

  @Test
  void sql_is_spoken_in_one_package_and_sockets_in_another() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".jdbc..", ROOT + ".dispatch..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "org.h2..")
        .check(CORE);
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".http..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty..")
        .check(CORE);
  }

  @Test
  void ports_are_interfaces_or_values() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".spi")
        .and()
        .areTopLevelClasses()
        .and()
        .haveSimpleNameNotEndingWith("package-info")
        .should(
            com.tngtech.archunit.lang.conditions.ArchConditions.be(
                com.tngtech.archunit.base.DescribedPredicate.describe(
                    "interfaces, records, enums or holders of such",
                    c -> c.isInterface() || c.isRecord() || c.isEnum() || isHolder(c))))
        .check(CORE);
  }

  private static boolean isHolder(com.tngtech.archunit.core.domain.JavaClass c) {
    return c.getFields().stream()
        .noneMatch(
            f -> !f.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.STATIC));
  }

  @Test
  void time_and_chance_are_arguments_outside_adapters() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ADAPTERS)
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(OffsetDateTime.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callConstructor(Random.class)
        .orShould()
        .callMethod(ThreadLocalRandom.class, "current")
        .check(CORE);
  }
}
