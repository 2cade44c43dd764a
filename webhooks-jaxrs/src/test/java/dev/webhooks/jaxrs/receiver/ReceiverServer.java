package dev.webhooks.jaxrs.receiver;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.ext.RuntimeDelegate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;

/** An application on the JAX-RS runtime that is there, and a client that posts bytes to it. */
final class ReceiverServer implements AutoCloseable {
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  ReceiverServer(Set<Class<?>> resources, Object... providers) {
    this(
        new Application() {
          @Override
          public Set<Class<?>> getClasses() {
            return resources;
          }

          @Override
          public Set<Object> getSingletons() {
            return Set.of(providers);
          }
        });
  }

  ReceiverServer(Application application) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", handler(application));
    server.start();
  }

  private static HttpHandler handler(Application application) {
    try {
      return RuntimeDelegate.getInstance().createEndpoint(application, HttpHandler.class);
    } catch (UnsupportedOperationException e) {
      return new ResteasyHandler(application);
    }
  }

  HttpResponse<String> post(String path, byte[] body, Map<String, String> headers) {
    return post(path, HttpRequest.BodyPublishers.ofByteArray(body), headers);
  }

  /** Without a Content-Length. */
  HttpResponse<String> postChunked(String path, byte[] body, Map<String, String> headers) {
    return post(
        path,
        HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)),
        headers);
  }

  private HttpResponse<String> post(
      String path, HttpRequest.BodyPublisher body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path))
            .header("Content-Type", "application/json")
            .POST(body);
    headers.forEach(request::header);
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
