package dev.webhooks.core.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.testkit.Deadline;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
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
  void a_wake_up_that_ends_in_an_error_is_followed_by_others() {
    var isFirst = new AtomicBoolean(true);
    try (var a = node("a");
        var b = node("b")) {
      b.listen(
          endpoints -> {
            heard.addAll(endpoints);
            if (isFirst.getAndSet(false)) {
              throw new NoClassDefFoundError("scripted");
            }
          },
          losses::incrementAndGet);
      for (long endpoint = 1; endpoint <= 2; endpoint++) {
        long announced = endpoint;
        Deadline.await(
            "wake-ups",
            () -> {
              a.announce(Set.of(announced));
              return heard.contains(announced);
            });
      }
    }
  }

  @Test
  void a_closed_node_gives_its_connection_back_as_it_was() throws Exception {
    var givenBack = new AtomicBoolean();
    try (var pooled = PostgresServer.dataSource().getConnection()) {
      try (var b =
          new PostgresWakeups(
              PostgresServer.dataSource()::getConnection,
              () -> keptOpen(pooled, givenBack),
              "b",
              Duration.ofMillis(2))) {
        listen(b);
      }
      Deadline.await("the connection to be given back", givenBack::get);
      try (var channels = pooled.createStatement().executeQuery("select pg_listening_channels()")) {
        assertThat(channels.next()).isFalse();
      }
    }
  }

  /** As a pool hands it out: closing it gives it back. */
  private static Connection keptOpen(Connection connection, AtomicBoolean givenBack) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("close")) {
            givenBack.set(true);
            return null;
          }
          return method.invoke(connection, arguments);
        };
    return (Connection)
        Proxy.newProxyInstance(
            PostgresWakeupsTest.class.getClassLoader(), new Class<?>[] {Connection.class}, handler);
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
