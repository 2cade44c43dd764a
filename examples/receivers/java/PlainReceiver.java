import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.webhooks.core.signing.VerifiedWebhook;
import dev.webhooks.core.signing.WebhookVerificationException;
import dev.webhooks.core.signing.WebhookVerifier;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** Receives webhooks with the core alone: no container, no framework. */
public final class PlainReceiver {
  private static final int MAX_BODY_BYTES = 1024 * 1024;

  private final WebhookVerifier verifier;
  private final Set<String> seen = ConcurrentHashMap.newKeySet(); // a unique key in real life

  PlainReceiver(WebhookVerifier verifier) {
    this.verifier = verifier;
  }

  void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES);
      exchange.sendResponseHeaders(receive(exchange.getRequestHeaders(), body), -1);
    }
  }

  private int receive(Headers headers, byte[] body) {
    try {
      VerifiedWebhook webhook = verifier.verify(headers::getFirst, body);
      if (seen.add(webhook.id())) {
        System.out.println("received " + webhook.id()); // or: put it on a queue
      }
      return 200;
    } catch (WebhookVerificationException e) {
      System.out.println("refused: " + e.reason());
      return 401;
    }
  }

  public static void main(String[] args) throws IOException {
    WebhookVerifier.Builder verifier = WebhookVerifier.standardWebhooks();
    for (String secret : System.getenv("WEBHOOK_SECRETS").split(",")) {
      verifier.secret(secret);
    }
    int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8090"));
    HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
    server.createContext("/", new PlainReceiver(verifier.build())::handle);
    server.setExecutor(Executors.newCachedThreadPool()); // nobody waits for a slow client
    server.start();
  }
}
