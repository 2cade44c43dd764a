package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ScriptedReceiver;
import dev.webhooks.it.support.Clients;
import dev.webhooks.it.support.Examples;
import dev.webhooks.it.support.PayaraMicro;
import dev.webhooks.it.support.PostgresServer;
import dev.webhooks.it.support.Server;
import dev.webhooks.it.support.ServiceProcess;
import dev.webhooks.it.support.WildFly;
import dev.webhooks.jaxrs.client.WebhooksClient;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The packaged service does its job on the servers and databases the other suites do not use. */
class ServerSmokeIT {

  @Test
  void payara_micro_with_the_embedded_database_delivers_also_after_a_restart() {
    try (var service = start(new PayaraMicro(), Map.of());
        var receiver = ScriptedReceiver.answering(Answer.ok())) {
      WebhooksClient client = Clients.ofNewTenant(service);
      long endpoint = register(client, receiver);
      deliver(client, receiver, 1);
      service.stop();
      service.start();
      assertThat(client.endpoints().get(endpoint).enabled()).isTrue();
      deliver(client, receiver, 2);
    }
  }

  @Test
  void wildfly_with_postgresql_delivers() {
    try (var service = start(new WildFly(), PostgresServer.newDatabase());
        var receiver = ScriptedReceiver.answering(Answer.ok())) {
      WebhooksClient client = Clients.ofNewTenant(service);
      register(client, receiver);
      deliver(client, receiver, 1);
      service.stop();
    }
  }

  private static ServiceProcess start(Server server, Map<String, String> environment) {
    return ServiceProcess.start(server, "smoke", environment);
  }

  private static long register(WebhooksClient client, ScriptedReceiver receiver) {
    return client.endpoints().create(Examples.endpoint(receiver.url("/hook"), "*").build()).id();
  }

  private static void deliver(WebhooksClient client, ScriptedReceiver receiver, int expected) {
    String id =
        client.events().publish(Examples.event("payment.succeeded", "ORDER-" + expected)).id();
    assertThat(receiver.awaitRequests(expected).get(expected - 1).findHeader("webhook-id"))
        .hasValue(id);
  }
}
