package dev.webhooks.bench;

import dev.webhooks.bench.empty.EventsResource;
import dev.webhooks.bench.empty.WebhooksResource;
import dev.webhooks.core.cli.DevelopmentKey;
import dev.webhooks.core.cli.DevelopmentToken;
import jakarta.ws.rs.core.Application;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Properties;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The server of the real service with an application inside that does nothing. It is {@code
 * webhooks.jar} itself with another WAR in the place of ours, so that launcher, server and settings
 * are the same.
 */
final class EmptyService implements AutoCloseable {
  private final ServerProcess process;
  private final AccessTokens tokens;

  private EmptyService(ServerProcess process, AccessTokens tokens) {
    this.process = process;
    this.tokens = tokens;
  }

  /** Returns when it answers. */
  static EmptyService start(Options options, Class<? extends Application> application)
      throws Exception {
    Path home = Files.createTempDirectory(options.output(), "empty-service");
    DevelopmentKey key = DevelopmentKey.loadOrCreate(home);
    Path jar = options.output().resolve("empty-service.jar");
    Files.copy(options.jar(), jar, StandardCopyOption.REPLACE_EXISTING);
    deploy(war(application, key), jar);
    return new EmptyService(
        ServerProcess.start(options, jar, home, Map.of()), new AccessTokens(key));
  }

  private static void deploy(WebArchive war, Path jar) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(jar);
        InputStream bytes = war.as(ZipExporter.class).exportAsInputStream()) {
      Path ours = files.getPath("MICRO-INF/deploy/ROOT.war");
      Files.delete(ours);
      Files.copy(bytes, ours);
    }
  }

  private static WebArchive war(Class<? extends Application> application, DevelopmentKey key)
      throws IOException {
    return ShrinkWrap.create(WebArchive.class, "ROOT.war")
        .addClasses(application, EventsResource.class, WebhooksResource.class)
        .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
        .addAsResource(
            new StringAsset(configuration(key)), "META-INF/microprofile-config.properties");
  }

  /** The service has the same from its development mode. */
  private static String configuration(DevelopmentKey key) throws IOException {
    var properties = new Properties();
    properties.setProperty("mp.jwt.verify.publickey", key.publicKeyPem());
    properties.setProperty("mp.jwt.verify.issuer", DevelopmentToken.DEFAULT_ISSUER);
    properties.setProperty("mp.openapi.scan.disable", "true");
    var text = new StringWriter();
    properties.store(text, null);
    return text.toString();
  }

  int port() {
    return process.port();
  }

  long pid() {
    return process.pid();
  }

  /** What it lets in. */
  AccessTokens tokens() {
    return tokens;
  }

  /** Whether it lets a token in. */
  boolean accepts(String token, String event) throws Exception {
    return process.post("events", token, event).statusCode() == 202;
  }

  @Override
  public void close() throws Exception {
    process.close();
  }
}
