package dev.webhooks.it.support;

import dev.webhooks.it.contract.CheckedAnswers;
import dev.webhooks.it.support.Tokens.Token;
import dev.webhooks.jaxrs.client.WebhooksClient;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.jnh.connector.JavaNetHttpConnectorProvider;

/** Typed clients, made as a user makes them; all share the connections of one JAX-RS client. */
public final class Clients {

  private static final Client SHARED = newJaxrs();

  private Clients() {}

  /** A caller who may do everything for a tenant nobody else uses. */
  public static WebhooksClient ofNewTenant(ServiceProcess service) {
    return of(service, Tokens.ofNewTenant());
  }

  /** Who has this token calls this service. */
  public static WebhooksClient of(ServiceProcess service, Token token) {
    return of(SHARED, service, token);
  }

  /** The same through a JAX-RS client of its own. */
  public static WebhooksClient of(Client jaxrs, ServiceProcess service, Token token) {
    String signed = token.sign();
    return WebhooksClient.builder()
        .baseUri(service.uri())
        .token(() -> signed)
        .client(jaxrs)
        .build();
  }

  /**
   * Jersey on the JDK's HTTP client: its default connector cannot send PATCH. Every answer is held
   * against the API document.
   */
  public static Client newJaxrs() {
    return ClientBuilder.newBuilder()
        .withConfig(new ClientConfig().connectorProvider(new JavaNetHttpConnectorProvider()))
        .connectTimeout(10, TimeUnit.SECONDS)
        .readTimeout(60, TimeUnit.SECONDS)
        .build()
        .register(new CheckedAnswers());
  }
}
