package dev.webhooks.it.portal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A proxy in front of the service. It can hold an answer until it is let go, or lose it, and
 * changes nothing else. Requests read {@code GET /api/v1/stats?from=…}.
 */
final class HoldingProxy implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;
  private static final List<String> OF_ONE_CONNECTION =
      List.of("connection", "content-length", "host", "transfer-encoding", "upgrade");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Held> awaited = new ConcurrentLinkedQueue<>();
  private final Queue<Held> all = new ConcurrentLinkedQueue<>();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final URI service;
  private final HttpServer server;

  private HoldingProxy(URI service) throws IOException {
    this.service = service;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::pass);
    server.setExecutor(threads);
    server.start();
  }

  static HoldingProxy of(URI service) {
    try {
      return new HoldingProxy(service);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its root address, with a slash at its end. */
  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** Holds the answer to the next request that contains this text. */
  Held hold(String request) {
    var held = new Held(request);
    all.add(held);
    awaited.add(held);
    return held;
  }

  /** How many requests that contain this text have come. */
  long count(String request) {
    return requests.stream().filter(line -> line.contains(request)).count();
  }

  /** The service can no longer be reached. */
  @Override
  public void close() {
    all.forEach(Held::release);
    server.stop(0);
    threads.shutdown();
  }

  private void pass(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    requests.add(request);
    try (exchange) {
      HttpResponse<byte[]> answer = answerTo(exchange);
      for (Held held : awaited) {
        if (request.contains(held.request) && awaited.remove(held) && held.isLost()) {
          return;
        }
      }
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!OF_ONE_CONNECTION.contains(name)) {
                  exchange.getResponseHeaders().put(name, values);
                }
              });
      exchange.sendResponseHeaders(
          answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    }
  }

  private HttpResponse<byte[]> answerTo(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(service.resolve(exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OF_ONE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** An answer that waits. */
  static final class Held {

    private final String request;
    private final CompletableFuture<Void> there = new CompletableFuture<>();
    private final CompletableFuture<Boolean> lost = new CompletableFuture<>();

    private Held(String request) {
      this.request = request;
    }

    /** Returns once the service has answered. */
    void await() {
      there.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Lets it go. */
    void release() {
      lost.complete(false);
    }

    /** Closes the connection in its place. */
    void lose() {
      lost.complete(true);
    }

    private boolean isLost() {
      there.complete(null);
      return lost.join();
    }
  }
}
