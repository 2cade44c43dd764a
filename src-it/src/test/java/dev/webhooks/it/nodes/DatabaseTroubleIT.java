package dev.webhooks.it.nodes;

import static dev.webhooks.it.nodes.Cluster.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.testkit.Answer;
import dev.webhooks.it.support.RestartablePostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A database that goes away costs at most a repeated delivery. */
class DatabaseTroubleIT {
  private static final int ENDPOINTS = 16;

  @Test
  void a_database_that_is_cut_off_and_restarted_under_load_loses_nothing() {
    try (var database = RestartablePostgres.start();
        var cluster = Cluster.of(database.url(), ENDPOINTS)) {
      cluster.arrivals.script(arrival -> Answer.ok().after(Duration.ofMillis(10)));
      var nodes = cluster.startAll("a", "b");
      cluster.awaitSpread(32, 32);
      nodes.get(0).load("load.event", "a", 5);
      nodes.get(1).load("load.event", "b", 5);
      for (int cut = 1; cut <= 20; cut++) {
        awaitMore(cluster, 100);
        database.cutConnections();
      }
      database.restart();
      awaitMore(cluster, 1_000);
      database.restart();
      awaitMore(cluster, 1_000);

      var events = new ArrayList<Integer>(List.of(nodes.get(0).unload(), nodes.get(1).unload()));
      cluster.awaitSettled((long) (events.get(0) + events.get(1)) * ENDPOINTS);
      for (long id = 1; id <= ENDPOINTS; id++) {
        assertThat(cluster.arrivals.distinctOf(id)).hasSize(events.get(0) + events.get(1));
      }
      assertThat(cluster.settledTwice()).isZero();
      // An outcome whose commit was not heard of is recorded again and must not count twice.
      assertThat(cluster.number("select count(*) from webhooks.delivery where attempts <> 1"))
          .isZero();
      assertThat(cluster.unsettlingAttempts()).isZero();
    }
  }

  private static void awaitMore(Cluster cluster, int requests) {
    long goal = cluster.arrivals.count() + requests;
    awaitTrue(() -> cluster.arrivals.count() >= goal, requests + " more requests");
  }
}
