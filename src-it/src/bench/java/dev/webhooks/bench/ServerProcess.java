package dev.webhooks.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The server of {@code webhooks.jar} in a process of its own, with whatever application is in it.
 */
final class ServerProcess implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Process process;
  private final int port;

  private ServerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Returns when it answers.
   *
   * @param home where it keeps its files and its log
   * @param environment of the application
   */
  static ServerProcess start(Options options, Path jar, Path home, Map<String, String> environment)
      throws Exception {
    int port = freePort();
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(options.jvm());
    command.addAll(List.of("-jar", jar.toAbsolutePath().toString()));
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.environment().put("WEBHOOKS_HTTP_PORT", Integer.toString(port));
    builder.environment().put("WEBHOOKS_DATA_DIR", home.toString());
    Path log = home.resolve("service.log");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    var server = new ServerProcess(process, port);
    if (!Pace.await(Duration.ofMinutes(6), () -> !process.isAlive() || server.answers())
        || !process.isAlive()) {
      process.destroyForcibly();
      throw new IOException("the server did not start, see " + log);
    }
    return server;
  }

  private boolean answers() {
    try {
      var request = HttpRequest.newBuilder(uri("webhooks")).timeout(Duration.ofSeconds(5)).build();
      return HTTP.send(request, BodyHandlers.ofString()).statusCode() == 401;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /** Posts JSON to a path of the REST API. */
  HttpResponse<String> post(String path, String token, String body) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(uri(path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + "/api/v1/" + path);
  }

  private static String java() {
    return ProcessHandle.current().info().command().orElse("java");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    if (!process.waitFor(40, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
