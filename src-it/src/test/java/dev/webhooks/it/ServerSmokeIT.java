package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ScriptedReceiver;
import dev.webhooks.it.support.Api;
import dev.webhooks.it.support.PayaraMicro;
import dev.webhooks.it.support.PostgresServer;
import dev.webhooks.it.support.Requests;
import dev.webhooks.it.support.Server;
import dev.webhooks.it.support.ServiceProcess;
import dev.webhooks.it.support.WildFly;
import jakarta.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The packaged service does its job on the servers and databases the other suites do not use. */
class ServerSmokeIT {

  @Test
  void payara_micro_with_the_embedded_database_delivers_also_after_a_restart() {
    try (var service = start(new PayaraMicro(), Map.of());
        var receiver = ScriptedReceiver.answering(Answer.ok())) {
      Api api = Api.ofNewTenant(service);
      long endpoint = register(api, receiver);
      deliver(api, receiver, 1);
      service.stop();
      service.start();
      api.get("endpoints/" + endpoint).expect(200);
      deliver(api, receiver, 2);
    }
  }

  @Test
  void wildfly_with_postgresql_delivers() {
    try (var service = start(new WildFly(), PostgresServer.newDatabase());
        var receiver = ScriptedReceiver.answering(Answer.ok())) {
      Api api = Api.ofNewTenant(service);
      register(api, receiver);
      deliver(api, receiver, 1);
      service.stop();
    }
  }

  private static ServiceProcess start(Server server, Map<String, String> environment) {
    return ServiceProcess.start(server, "smoke", environment);
  }

  private static long register(Api api, ScriptedReceiver receiver) {
    return api.post("endpoints", Requests.endpoint(receiver.url("/hook"), "*")).expect(201).id();
  }

  private static void deliver(Api api, ScriptedReceiver receiver, int expected) {
    JsonObject event = Requests.event("payment.succeeded", "ORDER-" + expected);
    String id = api.post("events", event).expect(202).data().getString("id");
    assertThat(receiver.awaitRequests(expected).get(expected - 1).findHeader("webhook-id"))
        .hasValue(id);
  }
}
