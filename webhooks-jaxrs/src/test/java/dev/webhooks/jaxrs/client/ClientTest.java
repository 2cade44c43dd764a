package dev.webhooks.jaxrs.client;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.io.IOException;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.jnh.connector.JavaNetHttpConnectorProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A client and the scripted service it talks to. */
abstract class ClientTest {
  ScriptedService service;
  Client jaxrs;
  WebhooksClient client;

  @BeforeEach
  void start() throws IOException {
    service = new ScriptedService();
    jaxrs =
        ClientBuilder.newClient(
            new ClientConfig().connectorProvider(new JavaNetHttpConnectorProvider()));
    client =
        WebhooksClient.builder()
            .baseUri(service.uri())
            .token(() -> "token-1")
            .client(jaxrs)
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    jaxrs.close();
    service.close();
  }

  void assertAsked(String method, String target) {
    org.assertj.core.api.Assertions.assertThat(service.lastAsked())
        .extracting(ScriptedService.Asked::method, ScriptedService.Asked::target)
        .containsExactly(method, "/api/v1" + target);
  }
}
