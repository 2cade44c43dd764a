package dev.webhooks.war.run;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What {@code mvn -Prun} runs: {@code webhooks.jar} as a child process in development mode, until
 * it ends or Ctrl-C. Prints where the portal is, a token and a call to try; with {@code -Ddemo} a
 * {@link Demo} follows.
 */
public final class DevelopmentRun {

  private static final String TENANT = "demo";
  private static final Set<Integer> BY_SIGNAL = Set.of(128 + 2, 128 + 15);
  private static final long STOP_SECONDS = 30;

  private final Path jar;
  private final Map<String, String> environment;

  private DevelopmentRun(Path jar, Map<String, String> environment) {
    this.jar = jar;
    this.environment = new HashMap<>(environment);
    this.environment.putIfAbsent("WEBHOOKS_DEV", "true");
  }

  /** Takes the path of {@code webhooks.jar}; ends with the service's status. */
  public static void main(String[] args) throws Exception {
    var run = new DevelopmentRun(Path.of(args[0]), System.getenv());
    int status = run.untilItEnds(System.getProperty("demo") != null);
    if (status != 0 && !BY_SIGNAL.contains(status)) {
      throw new IllegalStateException("the service ended with status " + status);
    }
  }

  private int untilItEnds(boolean demo) throws IOException, InterruptedException {
    Process service = start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service)));
    var api = new LocalApi(root(), DevelopmentAccess.token(dataDirectory(), TENANT));
    if (api.awaitReady(service::isAlive)) {
      System.out.print(greeting(api));
      if (demo) {
        new Demo(api).run();
      }
    }
    return service.waitFor();
  }

  private Process start() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder = new ProcessBuilder(java, "-jar", jar.toString()).inheritIO();
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Ctrl-C reaches the service by itself; a signal to this process alone does not. */
  private static void stop(Process service) {
    service.destroy();
    try {
      if (!service.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        service.destroyForcibly();
      }
    } catch (InterruptedException e) {
      service.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private URI root() {
    String host = environment.getOrDefault("WEBHOOKS_HTTP_HOST", "127.0.0.1");
    boolean any = host.equals("0.0.0.0") || host.equals("::");
    String port = environment.getOrDefault("WEBHOOKS_HTTP_PORT", "8080");
    return URI.create("http://" + (any ? "127.0.0.1" : host) + ":" + port + "/");
  }

  private Path dataDirectory() {
    return Path.of(environment.getOrDefault("WEBHOOKS_DATA_DIR", "data"));
  }

  private static String greeting(LocalApi api) {
    return """

    Portal   %sportal/
    API      %sapi/v1/   (OpenAPI: %sopenapi.yaml)
    Token    %s

    Try      curl -H 'Authorization: Bearer %s' %sapi/v1/endpoints

    Ctrl-C stops the service; its data stays.

    """
        .formatted(api.root(), api.root(), api.root(), api.token(), api.token(), api.root());
  }
}
