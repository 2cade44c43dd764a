package dev.webhooks.it.container;

import dev.webhooks.core.testkit.ScriptedReceiver;
import dev.webhooks.it.support.Deadline;
import dev.webhooks.it.support.PostgresServer;
import java.io.File;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.Filter;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The packaged WAR with what an in-container suite adds to it. */
final class ServiceArchive {

  /** Of the test kit, what needs no test framework. */
  private static final Filter<ArchivePath> RECEIVER =
      path ->
          path.get().matches(".*/(ScriptedReceiver|ScriptedConnection|Answer|ReceivedRequest).*");

  private ServiceArchive() {}

  /** On an empty PostgreSQL database of its own, with the suite's classes and a receiver. */
  static WebArchive onPostgres(Class<?>... suite) {
    return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("it.war")))
        .addClasses(suite)
        .addClass(Deadline.class)
        .addPackages(false, RECEIVER, ScriptedReceiver.class.getPackage())
        .addAsLibrary(configuration(PostgresServer.newDatabase()));
  }

  /** The server runs already when its database is known, so the WAR brings what names it. */
  private static JavaArchive configuration(Map<String, String> environment) {
    String properties =
        environment.entrySet().stream()
            .map(entry -> keyOf(entry.getKey()) + "=" + entry.getValue())
            .collect(Collectors.joining("\n"));
    return ShrinkWrap.create(JavaArchive.class, "database.jar")
        .addAsResource(new StringAsset(properties), "META-INF/microprofile-config.properties");
  }

  private static String keyOf(String variable) {
    return variable.toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
