package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ScriptedReceiver;
import dev.webhooks.it.support.Api;
import dev.webhooks.it.support.Clients;
import dev.webhooks.it.support.Deadline;
import dev.webhooks.it.support.Envelope;
import dev.webhooks.it.support.Examples;
import dev.webhooks.it.support.PayaraServer;
import dev.webhooks.it.support.PostgresServer;
import dev.webhooks.it.support.Reply;
import dev.webhooks.it.support.ServiceProcess;
import dev.webhooks.it.support.Tokens;
import dev.webhooks.it.support.WildFly;
import dev.webhooks.jaxrs.client.WebhooksClient;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The packaged service does its job on servers that the other suites do not use. */
class ServerSmokeIT {

  @Test
  void wildfly_with_postgresql_delivers_and_lets_in_whom_the_issuer_sends() {
    var environment = new HashMap<>(PostgresServer.newDatabase());
    environment.put("MP_JWT_VERIFY_PUBLICKEY", Tokens.keySet());
    environment.put("MP_JWT_VERIFY_AUDIENCES", "partners," + Tokens.AUDIENCE);
    try (var service = ServiceProcess.start(new WildFly(), "smoke", environment);
        var receiver = ScriptedReceiver.answering(Answer.ok())) {
      WebhooksClient client = Clients.ofNewTenant(service);
      client.endpoints().create(Examples.endpoint(receiver.url("/hook"), "*").build());
      String id = client.events().publish(Examples.event("payment.succeeded", "ORDER-1")).id();
      assertThat(receiver.awaitRequests(1).get(0).findHeader("webhook-id")).hasValue(id);
      Deadline.ofSeconds(20)
          .await(
              () ->
                  Api.anonymous(service)
                      .get("../../prometheus")
                      .expect(200)
                      .body()
                      .contains("webhooks_deliveries_settled_total{status=\"succeeded\"} 1\n"),
              "the delivery to be counted");
      Api nobody = Api.anonymous(service);
      nobody.as(Tokens.ofNewTenant().audience("partners")).get("webhooks").expect(200);
      nobody.as(Tokens.ofNewTenant().audience("elsewhere")).get("webhooks").expect(401);
      Envelope.require(
          nobody.bearer(Tokens.ofNewTenant().signByStranger()).get("webhooks").expect(401),
          "unauthorized");
      service.stop();
    }
  }

  @Test
  void payara_runs_the_war_below_a_path_and_is_ready_without_noise() {
    try (var service = ServiceProcess.start(new PayaraServer(), "below-a-path", Map.of())) {
      Api api = Api.ofNewTenant(service);
      Reply created =
          api.post("bank-accounts", "{\"gateway\":\"ACB\",\"account_number\":\"1\"}").expect(201);
      assertThat(created.findHeader("Location"))
          .hasValue("/webhooks/api/v1/bank-accounts/" + created.id());
      Api nobody = Api.anonymous(service);
      Deadline.ofSeconds(60)
          .await(() -> nobody.get("/health/ready").status() == 200, "the service to be ready");
      assertThat(service.logText()).doesNotContain("Exception executing HealthCheck");
      service.stop();
    }
  }
}
