package dev.webhooks.core.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.testkit.Deadline;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PostgresWakeupsTest {
  private final Set<Long> heard = new ConcurrentSkipListSet<>();
  private final AtomicInteger losses = new AtomicInteger();

  private static PostgresWakeups node(String name) {
    return new PostgresWakeups(
        PostgresServer.dataSource()::getConnection,
        PostgresServer.dataSource()::getConnection,
        name,
        Duration.ofMillis(2));
  }

  /** Until this very listener hears: one of an earlier test may not have gone yet. */
  private void listen(PostgresWakeups node) {
    node.listen(heard::addAll, losses::incrementAndGet);
    try (var caller = node("caller")) {
      Deadline.await(
          "listening",
          () -> {
            caller.announce(Set.of(7L));
            return heard.contains(7L);
          });
    }
  }

  @Test
  void other_nodes_hear_what_a_node_announces_and_it_does_not_hear_itself() {
    try (var a = node("a");
        var b = node("b")) {
      listen(b);
      b.announce(Set.of(99L));
      a.announce(Set.of(1L, 2L));
      a.announce(Set.of(3L));

      Deadline.await("wake-ups", () -> heard.containsAll(Set.of(1L, 2L, 3L)));
      assertThat(heard).doesNotContain(99L);
      assertThat(losses).hasValue(0);
    }
  }

  @Test
  void thousands_of_lanes_take_several_messages() {
    var many = LongStream.range(1_000_000, 1_005_000).boxed().collect(Collectors.toSet());
    try (var a = node("a");
        var b = node("b")) {
      listen(b);
      a.announce(many);

      Deadline.await("wake-ups", () -> heard.containsAll(many));
    }
  }

  @Test
  void a_connection_that_breaks_is_reported_and_replaced() {
    try (var a = node("a");
        var b = node("b")) {
      listen(b);
      PostgresServer.breakListeners();

      Deadline.await("the loss", () -> losses.get() == 1);
      a.announce(Set.of(5L));
      Deadline.await("wake-ups", () -> heard.contains(5L));
    }
  }

  @Test
  void strange_messages_are_ignored() {
    assertThat(WakeupMessage.parse("")).isEmpty();
    assertThat(WakeupMessage.parse("node")).isEmpty();
    assertThat(WakeupMessage.parse("node 1,x")).isEmpty();
    assertThat(WakeupMessage.parse("node 99999999999999999999")).isEmpty();
    assertThat(WakeupMessage.parse("node 1,2")).contains(new WakeupMessage("node", Set.of(1L, 2L)));
  }
}
