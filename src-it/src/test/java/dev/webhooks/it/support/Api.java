package dev.webhooks.it.support;

import dev.webhooks.it.contract.AnswerCheck;
import dev.webhooks.it.contract.ApiDocument;
import dev.webhooks.it.contract.Exchange;
import dev.webhooks.it.support.Tokens.Token;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The REST API as one caller sees it: a service, a token and the headers to send. Immutable and
 * thread-safe; paths are relative to {@code /api/v1/}. Every answer is held against the API
 * document.
 */
public final class Api {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final AnswerCheck DOCUMENTED = new AnswerCheck(ApiDocument.ofRepository());
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final AtomicLong TENANTS = new AtomicLong(System.currentTimeMillis());

  private final URI root;
  private final @Nullable String token;
  private final List<String> headers;

  private Api(URI root, @Nullable String token, List<String> headers) {
    this.root = root;
    this.token = token;
    this.headers = headers;
  }

  /** A caller without a token. */
  public static Api anonymous(ServiceProcess service) {
    return new Api(service.uri().resolve("api/v1/"), null, List.of());
  }

  /** A caller who may do everything for a tenant nobody else uses. */
  public static Api ofNewTenant(ServiceProcess service) {
    return anonymous(service).as(Tokens.all("tenant-" + TENANTS.incrementAndGet()));
  }

  /** The same service with another token. */
  public Api as(Token token) {
    return bearer(token.sign());
  }

  /** The same service with this text as bearer token. */
  public Api bearer(String text) {
    return new Api(root, text, headers);
  }

  /** The same caller who sends one header more. */
  public Api header(String name, String value) {
    List<String> more = new ArrayList<>(headers);
    more.addAll(List.of(name, value));
    return new Api(root, token, List.copyOf(more));
  }

  /** The same caller at another node. */
  public Api at(ServiceProcess node) {
    return new Api(anonymous(node).root, token, headers);
  }

  /** Sends GET. */
  public Reply get(String path) {
    return send(request(path).GET());
  }

  /** Sends DELETE. */
  public Reply delete(String path) {
    return send(request(path).DELETE());
  }

  /** Sends POST without a body. */
  public Reply post(String path) {
    return send(request(path).POST(BodyPublishers.noBody()));
  }

  /** Sends POST with a JSON object. */
  public Reply post(String path, JsonObject body) {
    return post(path, body.toString());
  }

  /** Sends POST with this JSON text, byte for byte. */
  public Reply post(String path, String json) {
    return send(json(path).POST(BodyPublishers.ofString(json)));
  }

  /** Sends POST with a body of another media type. */
  public Reply post(String path, String mediaType, String body) {
    return send(
        request(path).header("Content-Type", mediaType).POST(BodyPublishers.ofString(body)));
  }

  /** Sends POST with a body that is made while it is sent, and has minutes for it. */
  public Reply postStream(String path, String mediaType, Supplier<InputStream> body) {
    return send(
        request(path)
            .timeout(Duration.ofMinutes(5))
            .header("Content-Type", mediaType)
            .POST(BodyPublishers.ofInputStream(body)));
  }

  /** Sends PATCH with a JSON object. */
  public Reply patch(String path, JsonObject body) {
    return send(json(path).method("PATCH", BodyPublishers.ofString(body.toString())));
  }

  /** Sends any method with a body of this media type. */
  public Reply send(String method, String path, String mediaType, String body) {
    return send(
        request(path)
            .header("Content-Type", mediaType)
            .method(method, BodyPublishers.ofString(body)));
  }

  /** Sends any method without a body. */
  public Reply send(String method, String path) {
    return send(request(path).method(method, BodyPublishers.noBody()));
  }

  private HttpRequest.Builder json(String path) {
    return request(path).header("Content-Type", "application/json");
  }

  private HttpRequest.Builder request(String path) {
    var builder = HttpRequest.newBuilder(root.resolve(path)).timeout(TIMEOUT);
    if (token != null) {
      builder.header("Authorization", "Bearer " + token);
    }
    if (!headers.isEmpty()) {
      builder.headers(headers.toArray(String[]::new));
    }
    return builder;
  }

  private static Reply send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
      DOCUMENTED.require(
          Exchange.of(
              response.request().method(),
              response.uri(),
              response.statusCode(),
              response.headers().map(),
              response.body().getBytes(StandardCharsets.UTF_8)));
      return new Reply(response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
