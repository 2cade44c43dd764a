package dev.webhooks.war.launch;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.PayaraMicro;
import fish.payara.micro.boot.AdminCommandRunner;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * The main class of {@code webhooks.jar}: starts Payara Micro with the service inside, and ends the
 * process with status 1 when the service cannot start.
 *
 * <p>Payara Micro by itself stays up without an application when the deployment fails, ends with
 * status 0 when the port is taken, and listens on every address; here the deployment is checked,
 * any end before the start is a failure, and the default is the loopback address.
 */
public final class ServiceLauncher {

  private static final String LISTENER =
      "configs.config.server-config.network-config.network-listeners.network-listener.http-listener";
  private static final String IGNORES_NEEDLESS_BODIES =
      "configs.config.server-config.network-config.protocols.protocol.http-listener.http"
          + ".allow-payload-for-undefined-http-methods";
  private static final String PHONE_HOME =
      "configs.config.server-config.phone-home-runtime-configuration.enabled";

  private static final int ANSWER_MILLIS = 30_000;

  private final String host;
  private final int port;
  private final Path serverDirectory;
  private final AtomicBoolean started = new AtomicBoolean();

  ServiceLauncher(Map<String, String> environment) {
    host = environment.getOrDefault("WEBHOOKS_HTTP_HOST", "127.0.0.1");
    port = port(environment.getOrDefault("WEBHOOKS_HTTP_PORT", "8080"));
    serverDirectory =
        Path.of(environment.getOrDefault("WEBHOOKS_DATA_DIR", "data"), "server-" + port)
            .toAbsolutePath();
  }

  /** Starts the service; returns while it runs. */
  public static void main(String[] args) {
    try {
      nameJsonProvider();
      silenceUnboundLogger();
      new ServiceLauncher(System.getenv()).start();
    } catch (Exception e) {
      System.err.println("The webhook service did not start: " + e.getMessage());
      System.exit(1);
    }
  }

  /**
   * The server's token check asks JSON-P for its provider several times per request; unless it is
   * named, each time every jar is searched for it, which takes milliseconds.
   */
  private static void nameJsonProvider() {
    setUnlessGiven("jakarta.json.provider", "org.eclipse.parsson.JsonProviderImpl");
  }

  /** A library logs through SLF4J, which warns that nobody listens; nothing of it is missed. */
  private static void silenceUnboundLogger() {
    setUnlessGiven("slf4j.internal.verbosity", "ERROR");
  }

  private static void setUnlessGiven(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  static int port(String text) {
    try {
      int port = Integer.parseInt(text.strip());
      if (port > 0 && port < 65536) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Reported below, like a number out of range.
    }
    throw new IllegalArgumentException("WEBHOOKS_HTTP_PORT is not a port: " + text);
  }

  private void start() throws IOException, BootstrapException {
    requireFreePort();
    clearServerDirectory();
    Runtime.getRuntime().addShutdownHook(new Thread(this::failUnlessStarted));
    var runtime =
        PayaraMicro.getInstance()
            .setRootDir(serverDirectory.toFile())
            .setNoHazelcast(true)
            .setHttpAutoBind(false)
            .setHttpPort(port)
            .setPreBootHandler(this::configure)
            .bootStrap();
    if (runtime.getDeployedApplicationNames().isEmpty() || !answers()) {
      throw new IllegalStateException("its deployment failed, see the log above");
    }
    started.set(true);
    System.out.println("The webhook service listens on http://" + authority() + "/");
  }

  /** An application that failed in its own start is listed all the same; it does not answer. */
  private boolean answers() throws IOException {
    var uri = URI.create("http://" + loopbackAuthority() + "/api/v1/webhooks");
    var connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout(ANSWER_MILLIS);
    connection.setReadTimeout(ANSWER_MILLIS);
    return connection.getResponseCode() == HttpURLConnection.HTTP_UNAUTHORIZED;
  }

  private void configure(AdminCommandRunner commands) {
    commands.run("set", LISTENER + ".address=" + host);
    commands.run("set", IGNORES_NEEDLESS_BODIES + "=true");
    commands.run("set", PHONE_HOME + "=false");
  }

  private void requireFreePort() throws IOException {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getByName(host), port));
    } catch (IOException e) {
      throw new IOException("cannot listen on " + authority() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Payara keeps its configuration of the last start there; ours comes from the environment alone.
   * The free port tells that no other process uses the directory.
   */
  private void clearServerDirectory() throws IOException {
    if (Files.exists(serverDirectory)) {
      try (Stream<Path> files = Files.walk(serverDirectory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(serverDirectory);
  }

  /** Payara ends with status 0 also when it could not start. */
  private void failUnlessStarted() {
    if (!started.get()) {
      Runtime.getRuntime().halt(1);
    }
  }

  private String authority() {
    return authority(host);
  }

  private String loopbackAuthority() throws IOException {
    InetAddress address = InetAddress.getByName(host);
    return authority(address.isAnyLocalAddress() ? "localhost" : host);
  }

  private String authority(String name) {
    return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
  }
}
