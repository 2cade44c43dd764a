package dev.webhooks.jaxrs.client;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/**
 * A client and the scripted service it talks to. The build runs these tests twice: on Jersey, and
 * with RESTEasy in its place.
 */
@Tag("any-runtime")
abstract class ClientTest {
  /** Jersey's default connector cannot; RESTEasy does not know the property. */
  private static final String SENDS_PATCH =
      "org.glassfish.jersey.jnh.connector.JavaNetHttpConnectorProvider";

  ScriptedService service;
  Client jaxrs;
  WebhooksClient client;

  @BeforeEach
  void start() throws IOException {
    service = new ScriptedService();
    jaxrs =
        ClientBuilder.newBuilder()
            .property("jersey.config.client.connector.provider", SENDS_PATCH)
            .build();
    client = newClient().build();
  }

  WebhooksClient.Builder newClient() {
    return WebhooksClient.builder().baseUri(service.uri()).token(() -> "token-1").client(jaxrs);
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
