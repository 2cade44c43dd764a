package dev.webhooks.it.nodes;

import static dev.webhooks.it.nodes.Cluster.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.testkit.Answer;
import dev.webhooks.it.nodes.Arrivals.Arrival;
import dev.webhooks.it.support.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several nodes on one database: who sends what, and what a crash, a pause or a clock costs. */
class NodesIT {
  private static final int ENDPOINTS = 64;

  private final Cluster cluster = Cluster.of(PostgresServer.newDatabaseUrl(), ENDPOINTS);

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void shards_are_spread_evenly_and_nothing_is_sent_twice_while_nodes_come_and_go() {
    var first = cluster.start("a");
    cluster.awaitSpread(64);
    first.load("load.event", "evt", 1);
    var second = cluster.launch(128, "b", options -> options);
    var third = cluster.launch(128, "c", options -> options);
    second.ready();
    third.ready();
    cluster.awaitSpread(22, 21, 21);
    var fourth = cluster.start("d");
    cluster.awaitSpread(16, 16, 16, 16);
    assertThat(second.leave()).isTrue();
    cluster.awaitSpread(22, 21, 21);
    assertThat(fourth.leave()).isTrue();
    cluster.awaitSpread(32, 32);
    int events = first.unload();
    assertThat(first.leave()).isTrue();
    cluster.awaitSpread(64);

    cluster.awaitSettled((long) events * ENDPOINTS);
    for (long id = 1; id <= ENDPOINTS; id++) {
      assertThat(cluster.arrivals.eventsOf(id))
          .as("endpoint " + id)
          .hasSize(events)
          .doesNotHaveDuplicates();
    }
    assertThat(third.stats().refused()).isZero();
    assertThat(cluster.settledTwice()).isZero();
  }

  @Test
  void a_killed_node_is_taken_over_and_only_what_was_not_recorded_is_sent_again() {
    cluster.with("lease", "PT6S");
    var nodes = cluster.startAll("a", "b");
    cluster.awaitSpread(32, 32);
    cluster.arrivals.script(arrival -> Answer.ok().after(Duration.ofMillis(20)));
    nodes.get(0).load("load.event", "a", 1);
    nodes.get(1).load("load.event", "b", 1);
    awaitTrue(() -> cluster.arrivals.count() > 2_000, "load");
    Set<Long> owned = cluster.endpointsOf(nodes.get(0));
    nodes.get(0).kill();
    Set<String> recorded = cluster.recorded();

    cluster.awaitSpread(64);
    int events = nodes.get(1).unload();
    awaitTrue(() -> cluster.pending() == 0, "nothing pending");

    for (long id = 1; id <= ENDPOINTS; id++) {
      List<String> all = cluster.arrivals.eventsOf(id);
      assertThat(all.stream().filter(event -> event.startsWith("b")).distinct()).hasSize(events);
      long endpoint = id;
      assertThat(twice(all))
          .as("endpoint " + id)
          .allMatch(event -> owned.contains(endpoint))
          .noneMatch(event -> recorded.contains(endpoint + "/" + event));
    }
    // What the killed node had stored is delivered, whether its caller heard of it or not.
    assertThat(cluster.settled())
        .isEqualTo(ENDPOINTS * cluster.number("select count(*) from webhooks.event"));
    assertThat(cluster.recorded()).isEqualTo(arrivedSoFar());
    assertThat(cluster.settledTwice()).isZero();
  }

  @Test
  void a_node_that_stood_still_longer_than_its_lease_records_nothing_twice() {
    cluster.with("lease", "PT6S");
    var nodes = cluster.startAll("a", "b");
    cluster.awaitSpread(32, 32);
    Set<Long> held = cluster.endpointsOf(nodes.get(0));
    var gate = new CompletableFuture<Boolean>();
    cluster.arrivals.script(
        arrival -> held.contains(arrival.endpoint()) ? Answer.ok().once(gate) : Answer.ok());
    nodes.get(1).publish("load.event", "evt", 0, 50, 10);
    awaitTrue(
        () -> held.stream().allMatch(id -> !cluster.arrivals.of(id).isEmpty()), "attempts open");

    nodes.get(0).freeze();
    cluster.arrivals.script(arrival -> Answer.ok());
    cluster.awaitSpread(64);
    nodes.get(1).publish("load.event", "evt", 50, 100, 10);
    cluster.awaitSettled(100L * ENDPOINTS);
    gate.complete(true);
    nodes.get(0).thaw();

    awaitTrue(() -> nodes.get(0).stats().refused() > 0, "refused outcomes");
    cluster.awaitSpread(32, 32);
    nodes.get(0).publish("load.event", "evt", 100, 150, 10);
    cluster.awaitSettled(150L * ENDPOINTS);
    assertThat(cluster.settledTwice()).isZero();
    assertThat(cluster.attempts()).isEqualTo(150L * ENDPOINTS);
    assertThat(cluster.unsettlingAttempts()).isZero();
    for (long id = 1; id <= ENDPOINTS; id++) {
      assertThat(cluster.arrivals.distinctOf(id)).hasSize(150);
      assertThat(cluster.arrivals.eventsOf(id).stream().filter(event -> number(event) >= 100))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void a_leaving_node_that_waits_for_a_receiver_gives_its_other_shards_away_at_once() {
    var nodes = cluster.startAll("a", "b");
    cluster.awaitSpread(32, 32);
    long hanging = cluster.endpointsOf(nodes.get(0)).iterator().next();
    var gate = new CompletableFuture<Boolean>();
    cluster.arrivals.script(
        arrival -> arrival.endpoint() == hanging ? Answer.ok().once(gate) : Answer.ok());
    nodes.get(1).publish("load.event", "evt", 0, 1, 1);
    awaitTrue(() -> !cluster.arrivals.of(hanging).isEmpty(), "the attempt that hangs");

    nodes.get(0).beginToLeave();
    cluster.awaitSpread(63, 1);
    nodes.get(1).publish("load.event", "evt", 1, 2, 1);
    awaitTrue(() -> cluster.pending() == 2, "all but those of the endpoint that hangs");
    gate.complete(true);
    cluster.awaitSettled(2 * ENDPOINTS);
    assertThat(cluster.arrivals.eventsOf(hanging)).containsExactly("evt_0", "evt_1");
  }

  @Test
  void clocks_that_are_minutes_off_change_nothing_but_the_signed_timestamps() {
    // By a node's own clock one key would have ended, and every retry would come too late.
    Instant start = cluster.databaseTime();
    cluster.with("lease", "PT6S").with("rotatedUntil", start.plus(Duration.ofMinutes(4)));
    var ahead = cluster.launch(128, "ahead", o -> o.with("skew", "PT5M"));
    var behind = cluster.launch(128, "behind", o -> o.with("skew", "PT-5M"));
    ahead.ready();
    behind.ready();
    cluster.awaitSpread(32, 32);
    Set<Long> ofAhead = cluster.endpointsOf(ahead);
    Set<Long> failedOnce = new HashSet<>();
    cluster.arrivals.script(
        arrival -> failedOnce.add(arrival.endpoint()) ? Answer.status(500) : Answer.ok());
    ahead.publish("load.event", "evt", 0, 10, 10);
    behind.publish("load.event", "evt", 10, 20, 10);

    cluster.awaitSettled(20 * ENDPOINTS);
    cluster.awaitSpread(32, 32);
    for (long id = 1; id <= ENDPOINTS; id++) {
      List<Arrival> all = cluster.arrivals.of(id);
      long skew = ofAhead.contains(id) ? 300 : -300;
      assertThat(all).hasSize(21);
      assertThat(cluster.arrivals.distinctOf(id)).hasSize(20);
      assertThat(all)
          .allSatisfy(
              arrival -> {
                assertThat(arrival.signatures().split(" ")).hasSize(2);
                assertThat(arrival.signedAt() - arrival.receivedAt().getEpochSecond())
                    .isBetween(skew - 100, skew + 100);
              });
    }
    assertThat(cluster.number(outside(start, cluster.databaseTime()))).isZero();

    behind.kill();
    cluster.awaitSpread(64);
    ahead.publish("load.event", "evt", 20, 30, 10);
    cluster.awaitSettled(30 * ENDPOINTS);
  }

  private static String outside(Instant from, Instant to) {
    return "select count(*) from webhooks.delivery where settled_at not between '"
        + from
        + "' and '"
        + to
        + "' or created_at not between '"
        + from
        + "' and '"
        + to
        + "' or status <> 1";
  }

  private Set<String> arrivedSoFar() {
    return LongStream.rangeClosed(1, ENDPOINTS)
        .boxed()
        .flatMap(id -> cluster.arrivals.distinctOf(id).stream().map(event -> id + "/" + event))
        .collect(Collectors.toSet());
  }

  private static Set<String> twice(List<String> events) {
    Set<String> seen = new HashSet<>();
    return events.stream().filter(event -> !seen.add(event)).collect(Collectors.toSet());
  }

  private static int number(String event) {
    return Integer.parseInt(event.substring(event.indexOf('_') + 1));
  }
}
