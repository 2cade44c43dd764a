package dev.webhooks.it.support;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where the build left what the suites start, and where they may write. */
final class Setup {

  static final String SERVER = System.getProperty("it.server", "payara");

  /** Of the shared service: {@code postgresql}, or {@code h2}, which comes with the service. */
  private static final String DATABASE = System.getProperty("it.database", "postgresql");

  static final Path WAR = file("it.war", "../webhooks-war/target/webhooks.war");
  static final Path JAR = file("it.jar", "../webhooks-war/target/webhooks.jar");
  static final Path PAYARA = file("it.payara-micro", "target/payara-micro.jar");
  static final Path WILDFLY = file("it.wildfly", "target/wildfly");
  static final Path DIRECTORY = file("it.directory", "target/it");
  static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private Setup() {}

  /** The environment that leads the shared service to its database. */
  static Map<String, String> database() {
    return switch (DATABASE) {
      case "postgresql" -> PostgresServer.newDatabase();
      case "h2" -> Map.of();
      default -> throw new IllegalStateException("unknown database: " + DATABASE);
    };
  }

  /** A process that sees none of the service's settings in the environment of this one. */
  static ProcessBuilder process(List<String> command) {
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.matches("(WEBHOOKS|MP)_.*"));
    return builder;
  }

  private static Path file(String property, String fallback) {
    return Path.of(System.getProperty(property, fallback)).toAbsolutePath().normalize();
  }
}
