package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ScriptedReceiver;
import dev.webhooks.it.support.Clients;
import dev.webhooks.it.support.Deadline;
import dev.webhooks.it.support.Examples;
import dev.webhooks.it.support.Load;
import dev.webhooks.it.support.PostgresServer;
import dev.webhooks.it.support.ServiceProcess;
import dev.webhooks.it.support.Tokens;
import dev.webhooks.it.support.Tokens.Token;
import dev.webhooks.jaxrs.client.WebhooksClient;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was accepted is delivered although processes are killed and connections are cut. */
class CrashIT {

  private static final int EVENTS = 2_000;

  private final Token token = Tokens.ofNewTenant();
  private final ScriptedReceiver receiver =
      ScriptedReceiver.answering(Answer.ok().after(Duration.ofMillis(100)));

  @AfterEach
  void closeReceiver() {
    receiver.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PostgreSQL", "H2"})
  void nothing_accepted_is_lost_by_two_kills(String database) {
    var environment =
        database.equals("H2") ? Map.<String, String>of() : PostgresServer.newDatabase();
    try (var service = ServiceProcess.start("crash", environment)) {
      Set<String> accepted = Load.publish(withEndpoint(service), EVENTS);

      awaitRequests(EVENTS / 10);
      service.kill();
      service.start();
      awaitRequests(EVENTS / 2);
      service.kill();
      service.start();

      awaitArrivals(accepted);
      assertThat(Load.arrivals(receiver).values()).allMatch(times -> times <= 3);
    }
  }

  @Test
  void another_node_takes_over_from_a_killed_one() {
    var environment = PostgresServer.newDatabase();
    try (var first = ServiceProcess.start("node", environment);
        var second = ServiceProcess.start("node", environment)) {
      Set<String> accepted = Load.publish(withEndpoint(first), EVENTS);
      awaitRequests(EVENTS / 10);

      first.kill();

      accepted.addAll(Load.publish(Clients.of(second, token), 100));
      awaitArrivals(accepted);
      assertThat(Load.arrivals(receiver).values()).allMatch(times -> times <= 2);
    }
  }

  @Test
  void cut_database_connections_cost_at_most_a_repeated_delivery() {
    var environment = PostgresServer.newDatabase();
    try (var service = ServiceProcess.start("cut", environment)) {
      Set<String> accepted = Load.publish(withEndpoint(service), EVENTS);
      for (int part = 1; part <= 3; part++) {
        awaitRequests(EVENTS * part / 10);
        PostgresServer.cutConnections(environment);
      }
      awaitArrivals(accepted);
    }
  }

  private WebhooksClient withEndpoint(ServiceProcess service) {
    WebhooksClient client = Clients.of(service, token);
    client.endpoints().create(Examples.endpoint(receiver.url("/hook"), "*").build());
    return client;
  }

  private void awaitRequests(int count) {
    Deadline.ofSeconds(120).await(() -> receiver.requestCount() >= count, count + " requests");
  }

  private void awaitArrivals(Set<String> accepted) {
    Deadline.ofSeconds(120)
        .await(
            () -> Load.arrivals(receiver).keySet().equals(accepted),
            "every accepted event to arrive, and no other");
  }
}
