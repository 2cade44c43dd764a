package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.it.support.Api;
import dev.webhooks.it.support.Clients;
import dev.webhooks.it.support.CrashSuite;
import dev.webhooks.it.support.Envelope;
import dev.webhooks.it.support.Load;
import dev.webhooks.it.support.PostgresServer;
import dev.webhooks.it.support.Requests;
import dev.webhooks.it.support.RetryingPublishers;
import dev.webhooks.it.support.ServiceProcess;
import dev.webhooks.it.support.TwoNodes;
import dev.webhooks.jaxrs.client.WebhooksClient;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * What was accepted is delivered although processes are killed and connections are cut. Runs beside
 * suites that do not use the two nodes.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(TwoNodes.LOCK)
class CrashIT extends CrashSuite {
  /** Ends the session of whoever commits a new bank account. */
  private static final String CUT_COMMITS =
      """
      create function cut() returns trigger language plpgsql as
        'begin perform pg_terminate_backend(pg_backend_pid()); return null; end';
      create constraint trigger cut after insert on webhooks.bank_account
        deferrable initially deferred for each row execute function cut();
      """;

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void nothing_accepted_is_lost_when_one_node_after_the_other_is_killed() {
    var nodes = TwoNodes.get();
    WebhooksClient client = withEndpoint(nodes.first());
    Set<String> accepted = Load.publish(client, EVENTS);

    awaitRequests(EVENTS / 10);
    nodes.first().kill();
    accepted.addAll(Load.publish(Clients.of(nodes.second(), token), 100));
    nodes.first().start();
    awaitRequests(EVENTS / 2);
    nodes.second().kill();

    awaitArrivals(accepted);
    assertThat(Load.arrivals(receiver).values()).allMatch(times -> times <= 3);
    nodes.second().start();
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void cut_database_connections_cost_at_most_a_repeated_delivery() {
    var nodes = TwoNodes.get();
    Set<String> accepted = Load.publish(withEndpoint(nodes.first()), EVENTS);
    for (int part = 1; part <= 3; part++) {
      awaitRequests(EVENTS * part / 10);
      PostgresServer.cutConnections(nodes.database());
    }
    awaitArrivals(accepted);
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void a_rolling_restart_under_load_loses_nothing_and_refuses_no_patient_client() {
    var nodes = TwoNodes.get();
    WebhooksClient first = withEndpoint(nodes.first());
    WebhooksClient second = Clients.of(nodes.second(), token);
    nodes.awaitEndpoint(Api.anonymous(nodes.first()).as(token), endpoint);
    try (var publishers = RetryingPublishers.start(List.of(first, second), receiver)) {
      for (ServiceProcess node : List.of(nodes.first(), nodes.second())) {
        publishers.awaitMore(50);
        node.stop();
        publishers.awaitMore(50);
        node.start();
      }
      publishers.awaitMore(50);

      awaitArrivals(publishers.stop());
    }
    assertThat(Load.arrivals(receiver).values()).allMatch(times -> times == 1);
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void a_commit_that_the_database_cuts_is_answered_503_and_succeeds_when_tried_again() {
    var nodes = TwoNodes.get();
    Api api = Api.anonymous(nodes.first()).as(token);
    PostgresServer.execute(nodes.database(), CUT_COMMITS);
    try {
      Envelope.require(
          api.post("bank-accounts", Requests.bankAccount("1")).expect(503), "unavailable");
    } finally {
      PostgresServer.execute(nodes.database(), "drop function cut() cascade");
    }
    api.post("bank-accounts", Requests.bankAccount("1")).expect(201);
  }
}
