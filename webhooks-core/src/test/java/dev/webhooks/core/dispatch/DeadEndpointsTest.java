package dev.webhooks.core.dispatch;

import static dev.webhooks.core.testkit.ScriptedTransport.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Endpoints that never answer, many of them, and one that does. */
class DeadEndpointsTest {
  private static final long HEALTHY = 5_000;
  private static final String HEALTHY_HOST = "r" + HEALTHY + ".example";

  private final DispatchWorld world = new DispatchWorld();

  private void onlyTheHealthyAnswers() {
    world.transport.script(call -> call.url().getHost().equals(HEALTHY_HOST) ? status(200) : null);
  }

  @Test
  void what_a_new_node_reads_for_them_takes_no_memory_from_others() {
    onlyTheHealthyAnswers();
    world.endpoint(HEALTHY);
    IntStream.rangeClosed(1, 200).forEach(world::endpoint);
    world.publishElsewhere(20);
    var settings = DispatcherSettings.DEFAULT.withMaxBuffered(2_000, 1L << 30);
    var node = world.node("a", world.queue, settings);
    node.publish(1);

    world.pass(Duration.ofSeconds(1));

    assertThat(world.sentTo(HEALTHY)).hasSize(21);
  }

  @Test
  void their_first_attempts_leave_slots_to_others() {
    world.endpoint(HEALTHY);
    var node = world.node("a");
    node.publish(1);
    onlyTheHealthyAnswers();
    IntStream.rangeClosed(1, 2_500).forEach(world::endpoint);
    node.publish(1);

    node.publish(1);

    assertThat(world.sentTo(HEALTHY)).hasSize(3);
  }

  @Test
  void one_look_at_them_takes_no_more_than_their_share_of_the_bytes() {
    world.endpoint(HEALTHY);
    IntStream.rangeClosed(1, 150).forEach(world::endpoint);
    var settings = DispatcherSettings.DEFAULT.withMaxBuffered(20_000, 400_000);
    var node = world.node("a", world.queue, settings);
    world.transport.script(call -> status(call.url().getHost().equals(HEALTHY_HOST) ? 200 : 503));
    node.publish(1);
    onlyTheHealthyAnswers();
    world.publishElsewhere(20);
    world.pass(Duration.ofSeconds(2));

    node.publish(10);
    world.pass(Duration.ofSeconds(1));

    assertThat(world.sentTo(HEALTHY)).hasSize(31);
  }

  @Test
  void an_attempt_for_which_memory_ran_out_is_made_again() {
    world.endpoint(1, endpoint -> endpoint.ordered(true));
    var node = world.node("a");
    var once = new AtomicBoolean(true);
    world.transport.script(
        call -> {
          if (once.getAndSet(false)) {
            throw new OutOfMemoryError("no direct memory");
          }
          return status(200);
        });

    node.publish(3);
    world.pass(Duration.ofMinutes(5), Duration.ofSeconds(10));

    assertThat(node.dispatcher.stats().succeeded()).isEqualTo(3);
    assertThat(node.dispatcher.stats().inFlight()).isZero();
  }
}
