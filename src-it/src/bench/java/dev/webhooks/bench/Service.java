package dev.webhooks.bench;

import dev.webhooks.core.cli.DevelopmentKey;
import jakarta.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The real service, {@code webhooks.jar}, in development mode on a database of its own. */
final class Service implements AutoCloseable {
  private final ServerProcess process;
  private final AccessTokens tokens;

  private Service(ServerProcess process, AccessTokens tokens) {
    this.process = process;
    this.tokens = tokens;
  }

  /** Returns when it answers. */
  static Service start(Options options, String databaseUrl) throws Exception {
    Path home = Files.createTempDirectory(options.output(), "service");
    var environment = Map.of("WEBHOOKS_DEV", "true", "WEBHOOKS_DB_URL", databaseUrl);
    var process = ServerProcess.start(options, options.jar(), home, environment);
    return new Service(process, new AccessTokens(DevelopmentKey.loadOrCreate(home)));
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

  /** Creates an endpoint that takes these types. */
  void createEndpoint(String token, String url, String types) throws Exception {
    String body =
        Json.createObjectBuilder()
            .add("url", url)
            .add("livemode", true)
            .add("event_types", Json.createArrayBuilder(List.of(types.split(","))))
            .build()
            .toString();
    HttpResponse<String> answer = process.post("endpoints", token, body);
    if (answer.statusCode() != 201) {
      throw new IOException("an endpoint was not created: " + answer.body());
    }
  }

  @Override
  public void close() throws Exception {
    process.close();
  }
}
