package dev.webhooks.war.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.webhooks.core.signing.WebhookVerificationException;
import dev.webhooks.core.signing.WebhookVerifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What a merchant writes: an HTTP server that verifies, prints and accepts what it is sent. */
final class SampleReceiver {

  private static final byte[] ACCEPTED = "{\"success\":true}".getBytes(StandardCharsets.UTF_8);
  private static final long PATIENCE_SECONDS = 30;

  private final HttpServer server;
  private final Semaphore verified = new Semaphore(0);

  private SampleReceiver(HttpServer server) {
    this.server = server;
  }

  static SampleReceiver start() throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(address, 0);
    server.start();
    return new SampleReceiver(server);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** Accepts bank transactions that this key signed. */
  void expectTransactions(String secret) {
    accept("/transactions", WebhookVerifier.sePay().secret(secret).build());
  }

  /** Accepts events that this secret signed by Standard Webhooks. */
  void expectEvents(String secret) {
    accept("/events", WebhookVerifier.standardWebhooks().secret(secret).build());
  }

  /** Whether so many verified requests arrive in time. */
  boolean awaitVerified(int count) throws InterruptedException {
    return verified.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private void accept(String path, WebhookVerifier verifier) {
    server.createContext(path, exchange -> answer(exchange, verifier));
  }

  private void answer(HttpExchange exchange, WebhookVerifier verifier) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      verifier.verify(exchange.getRequestHeaders()::getFirst, body);
      System.out.printf(
          "demo  %s received, signature valid:%n      %s%n",
          exchange.getRequestURI(), new String(body, StandardCharsets.UTF_8));
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, ACCEPTED.length);
      exchange.getResponseBody().write(ACCEPTED);
      verified.release();
    } catch (WebhookVerificationException e) {
      System.out.println("demo  refused: " + e.getMessage());
      exchange.sendResponseHeaders(401, -1);
    }
  }
}
