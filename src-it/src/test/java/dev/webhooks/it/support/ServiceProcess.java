package dev.webhooks.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The packaged service in a process of its own, on an ephemeral port, with its log in the build
 * directory. It keeps port, files and database over {@link #kill} and {@link #start}.
 */
public final class ServiceProcess implements AutoCloseable {

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String SECRETS_KEY = "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final Duration START_DEADLINE = Duration.ofSeconds(240);
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(60);

  private final Server server;
  private final Map<String, String> environment;
  private final Path home;
  private final int port;
  private Process process;

  private ServiceProcess(Server server, String name, Map<String, String> environment) {
    this.server = server;
    this.home = newHome(name);
    this.port = freePort();
    this.environment = new HashMap<>(Tokens.environment());
    this.environment.put("WEBHOOKS_DATA_DIR", home.resolve("data").toString());
    this.environment.put("WEBHOOKS_DEV", "true");
    this.environment.put("WEBHOOKS_TRUSTED_CERTIFICATES", PrivateAuthority.pem().toString());
    this.environment.put("WEBHOOKS_SECRETS_KEY", SECRETS_KEY);
    this.environment.put("WEBHOOKS_METRICS", "true");
    this.environment.putAll(environment);
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
  }

  /**
   * Starts a service on the configured server and waits until it answers.
   *
   * @param name of its directory in the build directory
   * @param environment what to add to the test environment, usually that of a database
   */
  public static ServiceProcess start(String name, Map<String, String> environment) {
    return start(Server.configured(), name, environment);
  }

  /** As {@link #start(String, Map)}, on the given server. */
  public static ServiceProcess start(Server server, String name, Map<String, String> environment) {
    var service = new ServiceProcess(server, name, environment);
    service.start();
    return service;
  }

  /** As {@link #start(String, Map)}, but it does not run yet. */
  static ServiceProcess of(String name, Map<String, String> environment) {
    return new ServiceProcess(Server.configured(), name, environment);
  }

  /** Its address, with a slash at its end. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port + server.path());
  }

  /** Sets a variable of its environment, from the next start on. */
  public void set(String name, String value) {
    environment.put(name, value);
  }

  /** Starts it again after {@link #kill} or {@link #stop}, and waits until it answers. */
  public void start() {
    launch();
    Deadline.of(START_DEADLINE)
        .await(
            () -> {
              requireRunning();
              return answers();
            },
            "an answer of the service on " + uri() + ", see " + log());
  }

  /** Starts it if it does not run. */
  void ensureRunning() {
    if (process == null || !process.isAlive()) {
      start();
    }
  }

  /** As {@code kill -9}: no shutdown code runs. Does nothing if it does not run. */
  public void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  /** As {@code kill}: the service drains and ends; fails if it does not. */
  public void stop() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("the service did not stop, see " + log());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }

  /** What it printed, from its first start on. */
  public Path log() {
    return home.resolve("service.log");
  }

  /** The text of {@link #log}. */
  public String logText() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void launch() {
    try {
      ProcessBuilder builder = server.command(port, home).directory(home.toFile());
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void requireRunning() {
    if (server.failed(logText())) {
      throw new AssertionError("the deployment failed, see " + log());
    }
    if (!process.isAlive()) {
      throw new AssertionError(
          "the service ended with " + process.exitValue() + ":\n" + tail(logText()));
    }
  }

  /**
   * A server answers before its application is there: only our own answer counts. It is asked
   * whether it is ready too, as orchestrators do during a start.
   */
  private boolean answers() {
    try {
      get("/health/ready");
      var response = get("api/v1/webhooks");
      return response.statusCode() == 401 && response.body().contains("\"unauthorized\"");
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(uri().resolve(path)).timeout(Duration.ofSeconds(5)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private static String tail(String text) {
    List<String> lines = text.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
  }

  private static Path newHome(String name) {
    try {
      Path home = Setup.DIRECTORY.resolve(name + "-" + COUNT.incrementAndGet());
      Directories.delete(home);
      return Files.createDirectories(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
