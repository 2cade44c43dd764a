package dev.webhooks.it.matrix;

import dev.webhooks.it.support.Clients;
import dev.webhooks.it.support.ServiceProcess;
import dev.webhooks.it.support.Tokens.Token;
import dev.webhooks.jaxrs.client.WebhooksClient;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;

/** A typed client of which is known what it called. */
final class RecordedCalls implements AutoCloseable {
  private final Client jaxrs = Clients.newJaxrs();
  private final WebhooksClient client;
  private volatile Called last = new Called("none", "");

  /** What was called, without the base path. */
  record Called(String method, String path) {}

  RecordedCalls(ServiceProcess service, Token token) {
    jaxrs.register((ClientRequestFilter) this::record);
    client = Clients.of(jaxrs, service, token);
  }

  private void record(ClientRequestContext request) {
    String path = request.getUri().getPath().substring("/api/v1/".length());
    last = new Called(request.getMethod(), path);
  }

  WebhooksClient client() {
    return client;
  }

  Called last() {
    return last;
  }

  @Override
  public void close() {
    jaxrs.close();
  }
}
