package dev.webhooks.it.support;

import java.nio.file.Path;

/** Where the build left what the suites start, and where they may write. */
final class Setup {

  static final String SERVER = System.getProperty("it.server", "payara");
  static final Path WAR = file("it.war", "../webhooks-war/target/webhooks.war");
  static final Path JAR = file("it.jar", "../webhooks-war/target/webhooks.jar");
  static final Path WILDFLY = file("it.wildfly", "target/wildfly");
  static final Path DIRECTORY = file("it.directory", "target/it");
  static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private Setup() {}

  private static Path file(String property, String fallback) {
    return Path.of(System.getProperty(property, fallback)).toAbsolutePath().normalize();
  }
}
