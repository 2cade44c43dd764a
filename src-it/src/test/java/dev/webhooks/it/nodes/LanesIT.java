package dev.webhooks.it.nodes;

import static dev.webhooks.it.nodes.Cluster.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.testkit.Answer;
import dev.webhooks.it.nodes.Arrivals.Arrival;
import dev.webhooks.it.nodes.NodeOptions.Receiver;
import dev.webhooks.it.support.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an endpoint can rely on whoever sends to it: order, rate, and its neighbours' distance. */
class LanesIT {
  private static final String UNTRIED =
      "select count(*) from webhooks.pending_delivery where endpoint_id = 1 and attempts = 0";

  private Cluster cluster;

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void ordered_endpoints_get_events_in_order_through_failures_crashes_and_changes_of_owner() {
    int endpoints = 8;
    cluster =
        Cluster.of(
                PostgresServer.newDatabaseUrl(),
                endpoints,
                receiver -> receiver.inOrder().retries("PT0.1S,PT0.1S,PT0.1S,PT0.1S,PT0.1S"))
            .with("lease", "PT6S");
    var sometimes = new Sometimes();
    cluster.arrivals.script(sometimes::answer);
    var nodes = cluster.startAll("a", "b");
    cluster.awaitSpread(32, 32);
    publishInTurns(nodes, 0, 40);
    nodes.get(0).kill();
    nodes.get(1).publish("load.event", "evt", 40, 60, 1);
    var third = cluster.start("c");
    publishInTurns(List.of(nodes.get(1), third), 60, 80);
    cluster.awaitSpread(32, 32);
    publishInTurns(List.of(nodes.get(1), third), 80, 100);
    assertThat(nodes.get(1).leave()).isTrue();
    third.publish("load.event", "evt", 100, 120, 7);

    cluster.awaitSettled(120 * endpoints);
    for (long id = 1; id <= endpoints; id++) {
      int next = 0;
      for (Arrival arrival : cluster.arrivals.of(id)) {
        assertThat(arrival.number()).as("endpoint " + id).isIn(next - 1, next);
        next = Math.max(next, arrival.number() + 1);
      }
      assertThat(next).isEqualTo(120);
    }
    assertThat(cluster.number("select count(*) from webhooks.delivery where status <> 1")).isZero();
  }

  /** Each publish is over before the next one begins, on another node. */
  private static void publishInTurns(List<NodeProcess> nodes, int from, int to) {
    for (int i = from; i < to; i++) {
      nodes.get(i % nodes.size()).publish("load.event", "evt", i, i + 1, 1);
    }
  }

  /** Fails every fifth event of an endpoint twice. */
  private static final class Sometimes {
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    Answer answer(Arrival arrival) {
      boolean fails =
          (arrival.number() + arrival.endpoint()) % 5 == 0
              && failures.merge(arrival.endpoint() + arrival.event(), 1, Integer::sum) <= 2;
      return fails ? Answer.status(500) : Answer.ok();
    }
  }

  @Test
  void a_rate_holds_over_all_nodes_and_while_shards_move_and_costs_no_attempts() {
    int endpoints = 6;
    int rate = 20;
    int events = 80;
    cluster =
        Cluster.of(
            PostgresServer.newDatabaseUrl(),
            endpoints,
            receiver -> receiver.rate(rate).retries("PT0.1S"));
    var nodes = cluster.startAll("a", "b");
    cluster.awaitSpread(32, 32);
    Instant start = Instant.now();
    nodes.get(0).publish("load.event", "evt", 0, events / 2, 10);
    nodes.get(1).publish("load.event", "evt", events / 2, events, 10);
    cluster.start("c");
    cluster.awaitSpread(22, 21, 21);
    assertThat(nodes.get(0).leave()).isTrue();
    cluster.awaitSettled(events * endpoints);

    // A tenth of a second's worth may be sent at once, by the first owner and by each later one.
    int owners = 3;
    double allowance = owners * Math.max(1, rate / 10.0);
    for (long id = 1; id <= endpoints; id++) {
      List<Arrival> all = cluster.arrivals.of(id);
      assertThat(all).hasSize(events);
      for (int i = 0; i < events; i++) {
        double seconds = Duration.between(start, all.get(i).receivedAt()).toNanos() / 1e9;
        assertThat(i + 1.0).as("sent in " + seconds + " s").isLessThan(rate * seconds + allowance);
      }
    }
    assertThat(cluster.attempts()).isEqualTo(events * endpoints);
    assertThat(cluster.unsettlingAttempts()).isZero();
  }

  @Test
  void healthy_endpoints_are_done_while_sick_ones_still_have_their_backlog() {
    int sick = 3;
    int healthy = 20;
    cluster =
        Cluster.of(PostgresServer.newDatabaseUrl(), sick + healthy, LanesIT::sickOnesGetMore)
            .with("inFlight", "64");
    cluster.arrivals.script(
        arrival ->
            switch ((int) arrival.endpoint()) {
              case 1 -> Answer.hang();
              case 2 -> Answer.reset();
              case 3 -> Answer.status(500);
              default -> Answer.ok();
            });
    var publishing = cluster.start("publishing");
    publishing.publish("sick.event", "sick", 0, 3_000, 500);
    publishing.publish("healthy.event", "evt", 0, 300, 50);

    awaitTrue(
        () ->
            cluster.number("select count(*) from webhooks.delivery where status = 1")
                == 300 * healthy,
        "all that the healthy ones are owed");
    for (long id = 1; id <= sick; id++) {
      assertThat(cluster.pendingOf(id)).as("endpoint " + id).isPositive();
    }
    assertThat(cluster.number(UNTRIED)).as("of the one that hangs").isPositive();
    for (long id = sick + 1; id <= sick + healthy; id++) {
      assertThat(cluster.arrivals.eventsOf(id)).hasSize(300).doesNotHaveDuplicates();
    }
  }

  private static Receiver sickOnesGetMore(Receiver receiver) {
    return receiver.id() <= 3
        ? receiver.type("sick.event").retries("PT1M,PT1M")
        : receiver.type("healthy.event");
  }

  @Test
  void a_small_heap_works_through_any_backlog_and_large_payloads() {
    int endpoints = 100;
    int events = 600;
    int large = 150;
    cluster =
        Cluster.of(
            PostgresServer.newDatabaseUrl(),
            endpoints + 1,
            receiver -> receiver.type(receiver.id() > endpoints ? "large.event" : "load.event"));
    var writer = cluster.start("writer", options -> options.with("lease", "PT1S"));
    cluster.arrivals.script(arrival -> Answer.hang());
    writer.publish("load.event", "evt", 0, events, 100);
    writer.publishLarge("large.event", "large", large, 256 << 10);
    writer.kill();
    long left = cluster.pending();
    assertThat(left).isEqualTo(endpoints * events + large);
    cluster.arrivals.script(arrival -> Answer.ok());

    try (var small = cluster.launch(80, "small", o -> o.with("contentBytes", 8 << 20))) {
      small.ready();
      cluster.awaitSettled(left);
      assertThat(small.isAlive()).isTrue();
      assertThat(small.stats().refused()).isZero();
    }
    for (long id = 1; id <= endpoints; id++) {
      assertThat(cluster.arrivals.distinctOf(id)).hasSize(events);
    }
    assertThat(cluster.arrivals.distinctOf(endpoints + 1)).hasSize(large);
  }
}
