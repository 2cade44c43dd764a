package dev.webhooks.bench;

import dev.webhooks.core.cli.DevelopmentKey;
import dev.webhooks.core.cli.DevelopmentToken;
import jakarta.json.Json;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The real service, {@code webhooks.jar}, in development mode on a database of its own. */
final class Service implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Process process;
  private final Path home;
  private final int port;

  private Service(Process process, Path home, int port) {
    this.process = process;
    this.home = home;
    this.port = port;
  }

  /** Returns when it answers. */
  static Service start(Options options, String databaseUrl) throws Exception {
    Path home = Files.createTempDirectory(options.output(), "service");
    int port = freePort();
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(options.jvm());
    command.addAll(List.of("-jar", options.jar().toAbsolutePath().toString()));
    var builder = new ProcessBuilder(command);
    builder
        .environment()
        .putAll(
            Map.of(
                "WEBHOOKS_HTTP_PORT",
                Integer.toString(port),
                "WEBHOOKS_DATA_DIR",
                home.toString(),
                "WEBHOOKS_DEV",
                "true",
                "WEBHOOKS_DB_URL",
                databaseUrl));
    Path log = home.resolve("service.log");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    var service = new Service(process, home, port);
    if (!Pace.await(Duration.ofMinutes(6), () -> !process.isAlive() || service.answers())
        || !process.isAlive()) {
      process.destroyForcibly();
      throw new IOException("the service did not start, see " + log);
    }
    return service;
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

  /** An access token for everything a tenant may do, as the command line makes it. */
  String token(String tenant) throws IOException {
    return token(tenant, DevelopmentToken.ALL_SCOPES, DevelopmentToken.ALL_PERMISSIONS);
  }

  /** An access token of a program that publishes and may do nothing else. */
  String publishersToken(String tenant) throws IOException {
    return token(tenant, "event:write", List.of());
  }

  private String token(String tenant, String scope, List<String> permissions) throws IOException {
    return new DevelopmentToken(
            DevelopmentToken.DEFAULT_ISSUER,
            DevelopmentToken.DEFAULT_AUDIENCE,
            "developer@" + tenant,
            tenant,
            scope,
            permissions,
            UUID.randomUUID().toString(),
            Instant.now(),
            Duration.ofHours(1))
        .signedBy(DevelopmentKey.loadOrCreate(home));
  }

  /** Creates an endpoint that takes these types. */
  void createEndpoint(String token, String url, String types) throws Exception {
    String body =
        Json.createObjectBuilder()
            .add("url", url)
            .add("livemode", true)
            .add("event_types", Json.createArrayBuilder(List.of(types.split(","))))
            .build()
            .toString();
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(uri("endpoints"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 201) {
      throw new IOException("an endpoint was not created: " + answer.body());
    }
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
