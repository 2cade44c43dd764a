package dev.webhooks.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlineWheelTest {
  private final DefaultEventLoop loop = new DefaultEventLoop();
  private final DeadlineWheel wheel = new DeadlineWheel(loop);

  @AfterEach
  void stop() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  @Test
  void everything_expires_once_and_never_early() throws Exception {
    Random random = new Random(7);
    CountDownLatch expired = new CountDownLatch(500);
    List<Timer> timers = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      // Some are due already, some a whole turn of the wheel and more from now.
      timers.add(new Timer(random.nextInt(-100, 6_000), expired));
    }
    onLoop(() -> add(timers));

    assertThat(expired.await(30, TimeUnit.SECONDS)).isTrue();
    onLoop(
        () -> {
          assertThat(timers).allMatch(timer -> timer.expirations == 1 && !timer.early);
          assertThat(wheel.size()).isZero();
          return null;
        });
  }

  @Test
  void what_was_taken_out_does_not_expire() throws Exception {
    CountDownLatch expired = new CountDownLatch(1);
    Timer kept = new Timer(50, expired);
    Timer removed = new Timer(20, expired);
    onLoop(
        () -> {
          add(List.of(kept, removed));
          wheel.remove(removed);
          wheel.remove(removed);
          assertThat(wheel.entries()).containsExactly(kept);
          return null;
        });

    assertThat(expired.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(removed.expirations).isZero();
  }

  @Test
  void it_ticks_again_after_a_rest() throws Exception {
    for (int i = 0; i < 3; i++) {
      CountDownLatch expired = new CountDownLatch(1);
      onLoop(() -> add(List.of(new Timer(1, expired))));
      assertThat(expired.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void what_breaks_when_it_expires_keeps_nothing_else_from_expiring() throws Exception {
    CountDownLatch expired = new CountDownLatch(2);
    Timer together = new Timer(20, expired);
    Timer later = new Timer(60, expired);
    onLoop(
        () -> {
          wheel.add(new Broken(20));
          return add(List.of(together, later));
        });

    assertThat(expired.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private Void add(List<Timer> timers) {
    timers.forEach(wheel::add);
    return null;
  }

  private <T> T onLoop(Callable<T> action) throws Exception {
    return loop.submit(action).get(20, TimeUnit.SECONDS);
  }

  private static final class Broken extends DeadlineWheel.Entry {
    private final long deadline;

    Broken(int millis) {
      this.deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Override
    long deadline() {
      return deadline;
    }

    @Override
    void expired() {
      throw new NoClassDefFoundError("a test's");
    }
  }

  private static final class Timer extends DeadlineWheel.Entry {
    private final CountDownLatch latch;
    private final long deadline;
    private volatile int expirations;
    private volatile boolean early;

    Timer(int millis, CountDownLatch latch) {
      this.latch = latch;
      this.deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Override
    long deadline() {
      return deadline;
    }

    @Override
    void expired() {
      early = System.nanoTime() - deadline < 0;
      expirations = expirations + 1;
      latch.countDown();
    }
  }
}
