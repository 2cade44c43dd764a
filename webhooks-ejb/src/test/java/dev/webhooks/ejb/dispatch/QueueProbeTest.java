package dev.webhooks.ejb.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class QueueProbeTest {
  private static final Executor THREADS = task -> new Thread(task).start();

  @Test
  void a_database_that_hangs_keeps_one_thread_and_nobody_who_asks() {
    var answer = new CompletableFuture<Duration>();
    var asked = new AtomicInteger();
    var probe =
        new QueueProbe(
            () -> {
              asked.incrementAndGet();
              return answer.join();
            },
            THREADS,
            Duration.ofMillis(50));

    assertThat(probe.findOldestOverdue()).isEmpty();
    assertThat(probe.findOldestOverdue()).isEmpty();
    assertThat(asked).hasValue(1);
  }

  @Test
  void it_is_asked_again_after_an_answer_and_after_a_failure() {
    var asked = new AtomicInteger();
    var probe =
        new QueueProbe(
            () -> {
              if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("away");
              }
              return Duration.ofSeconds(asked.get());
            },
            Runnable::run,
            Duration.ofSeconds(10));

    assertThat(probe.findOldestOverdue()).isEmpty();
    assertThat(probe.findOldestOverdue()).hasValue(Duration.ofSeconds(2));
    assertThat(probe.findOldestOverdue()).hasValue(Duration.ofSeconds(3));
  }
}
