package dev.webhooks.it.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** webhooks.war as the root application of a WildFly with a base directory of its own. */
public final class WildFly implements Server {

  @Override
  public ProcessBuilder command(int port, Path home) throws IOException {
    Path base = home.resolve("standalone");
    if (!Files.exists(base)) {
      Directories.copy(Setup.WILDFLY.resolve("standalone"), base);
      allowLongBodies(base.resolve("configuration/standalone.xml"));
    }
    deploy(base.resolve("deployments"));
    List<String> command = new ArrayList<>(List.of(Setup.JAVA.toString()));
    command.addAll(List.of(QUICK_START));
    command.addAll(
        List.of(
            "--add-exports=java.desktop/sun.awt=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.management/javax.management=ALL-UNNAMED",
            "--add-opens=java.naming/javax.naming=ALL-UNNAMED",
            "-Dorg.jboss.boot.log.file=" + base.resolve("log").resolve("boot.log"),
            "-Dlogging.configuration=" + base.resolve("configuration/logging.properties").toUri(),
            "-jar",
            Setup.WILDFLY.resolve("jboss-modules.jar").toString(),
            "-mp",
            Setup.WILDFLY.resolve("modules").toString(),
            "org.jboss.as.standalone",
            "-Djboss.home.dir=" + Setup.WILDFLY,
            "-Djboss.server.base.dir=" + base,
            "-Djboss.bind.address=127.0.0.1",
            "-Djboss.http.port=" + port,
            "-Djboss.https.port=0",
            "-Djboss.management.http.port=0",
            "-Djboss.management.https.port=0"));
    return Setup.process(command);
  }

  @Override
  public boolean failed(String log) {
    return log.contains("WFLYSRV0026");
  }

  /** As docs/operating.md advises: the server's own bound of 10 MiB cuts streams off. */
  private static void allowLongBodies(Path configuration) throws IOException {
    String listener = "<http-listener name=\"default\"";
    String text = Files.readString(configuration);
    if (!text.contains(listener)) {
      throw new IOException("no " + listener + " in " + configuration);
    }
    Files.writeString(configuration, text.replace(listener, listener + " max-post-size=\"0\""));
  }

  /** The scanner deploys what has a marker file; those of the last start are its own. */
  private static void deploy(Path deployments) throws IOException {
    try (Stream<Path> old = Files.list(deployments)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    Files.copy(Setup.WAR, deployments.resolve("ROOT.war"), StandardCopyOption.REPLACE_EXISTING);
    Files.createFile(deployments.resolve("ROOT.war.dodeploy"));
  }
}
