package dev.webhooks.core.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.webhooks.core.signing.WebhookVerifier;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A small HTTP server that prints what it receives and answers by a script. One at a time. */
final class Listener implements AutoCloseable {
  private final Keys keys;
  private final Script script;
  private final Console console;
  private @Nullable HttpServer server;
  private long received;

  Listener(Keys keys, Script script, Console console) {
    this.keys = keys;
    this.script = script;
    this.console = console;
  }

  /** Starts listening and returns the port, which is of its own choice if 0 was asked for. */
  int start(String host, int port) throws IOException {
    HttpServer started = HttpServer.create(new InetSocketAddress(host, port), 0);
    started.createContext("/", this::handle);
    started.start();
    server = started;
    return started.getAddress().getPort();
  }

  /** Waits until so many requests have been answered. */
  synchronized void awaitRequests(long count) throws InterruptedException {
    while (received < count) {
      wait();
    }
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop(0);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      int status = script.status(received);
      print(exchange, body, status);
      answer(exchange, status);
    } finally {
      count();
    }
  }

  private synchronized void count() {
    received++;
    notifyAll();
  }

  private void answer(HttpExchange exchange, int status) throws IOException {
    byte[] answer = script.answer().getBytes(UTF_8);
    boolean bodiless = status == 204 || status == 304;
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bodiless || answer.length == 0 ? -1 : answer.length);
    if (!bodiless && answer.length > 0) {
      exchange.getResponseBody().write(answer);
    }
  }

  private void print(HttpExchange exchange, byte[] body, int status) {
    PrintStream out = console.out();
    out.println();
    out.println(printable(exchange.getRequestMethod() + " " + exchange.getRequestURI()));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> values.forEach(v -> out.println(printable(name + ": " + v))));
    out.println();
    out.println(printable(new String(body, UTF_8)));
    out.println();
    findings(exchange, body).forEach(out::println);
    out.println("answered " + status);
  }

  private List<String> findings(HttpExchange exchange, byte[] body) {
    if (keys.isEmpty()) {
      return List.of("signatures not verified: no --secret given");
    }
    List<Keys.Finding> findings =
        keys.examine(
            exchange.getRequestHeaders()::getFirst,
            body,
            WebhookVerifier.DEFAULT_TOLERANCE,
            console.clock());
    return findings.isEmpty()
        ? List.of("the request carries no signature")
        : findings.stream().map(Keys.Finding::toString).toList();
  }

  /** Without what could steer the terminal. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\\r\\n\\t]]", "\uFFFD");
  }

  /** What is answered: the statuses in turn, the last one from then on, with one body. */
  record Script(List<Integer> statuses, String answer) {
    int status(long request) {
      return statuses.get((int) Math.min(request, statuses.size() - 1));
    }
  }
}
