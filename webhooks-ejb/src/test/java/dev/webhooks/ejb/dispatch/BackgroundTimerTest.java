package dev.webhooks.ejb.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.operation.StatisticsRecorder;
import dev.webhooks.core.testkit.InMemoryStatisticsStore;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BackgroundTimerTest {

  /** Servers end timers whose method fails twice in a row. What is missing fails at once. */
  @Test
  void work_that_fails_keeps_no_other_from_being_done_nor_ends_the_timer() {
    var flushed = new AtomicInteger();
    var statistics =
        new StatisticsRecorder(
            new InMemoryStatisticsStore(),
            () -> {
              flushed.incrementAndGet();
              return Instant.EPOCH;
            },
            1);
    var timer = new BackgroundTimer(null, null, statistics, null);

    timer.look();
    timer.look();

    assertThat(flushed).hasValue(2);
  }
}
