package dev.webhooks.jaxrs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

@AnalyzeClasses(
    packages = "dev.webhooks.jaxrs",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule main_code_knows_no_server =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.glassfish..",
              "org.jboss..",
              "org.hibernate..",
              "org.eclipse.yasson..",
              "org.eclipse.parsson..",
              "fish.payara..");

  @ArchTest
  static final ArchRule the_client_needs_nothing_of_the_core =
      noClasses()
          .that()
          .resideInAPackage("..client..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.webhooks.core..");

  @ArchTest
  static final ArchRule the_receiver_needs_only_signing =
      classes()
          .that()
          .resideInAPackage("..receiver..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.webhooks.jaxrs.receiver..",
              "dev.webhooks.core.signing..",
              "jakarta.ws.rs..",
              "jakarta.annotation..",
              "org.eclipse.microprofile.config..",
              "org.jspecify.annotations..",
              "java..");

  @ArchTest
  static final ArchRule optional_classes_are_touched_in_one_place =
      noClasses()
          .that()
          .haveNameNotMatching(".*ReceiverSettings\\$MicroProfile")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.eclipse.microprofile..");

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      SlicesRuleDefinition.slices().matching("dev.webhooks.jaxrs.(**)").should().beFreeOfCycles();
}
