package dev.webhooks.jaxrs.client;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.io.IOException;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.jnh.connector.JavaNetHttpConnectorProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/**
 * A client and the scripted service it talks to. The build runs these tests twice: on Jersey, and
 * with RESTEasy in its place.
 */
@Tag("any-runtime")
abstract class ClientTest {
  ScriptedService service;
  Client jaxrs;
  WebhooksClient client;

  @BeforeEach
  void start() throws IOException {
    service = new ScriptedService();
    jaxrs = isJersey() ? OnJersey.newClient() : ClientBuilder.newClient();
    client = newClient().build();
  }

  WebhooksClient.Builder newClient() {
    return WebhooksClient.builder().baseUri(service.uri()).token(() -> "token-1").client(jaxrs);
  }

  private static boolean isJersey() {
    return ClientBuilder.newBuilder().getClass().getName().startsWith("org.glassfish.jersey");
  }

  /** Apart, because RESTEasy comes without these classes. Jersey's own connector has no PATCH. */
  private static final class OnJersey {
    static Client newClient() {
      return ClientBuilder.newClient(
          new ClientConfig().connectorProvider(new JavaNetHttpConnectorProvider()));
    }
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
