package dev.webhooks.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LaneTimersTest {
  private final LaneTimers timers = new LaneTimers();
  private final EndpointLane one = lane(1);
  private final EndpointLane other = lane(2);

  private static EndpointLane lane(long id) {
    return new EndpointLane(id, new OwnedShard(0, 1), false, 10);
  }

  @Test
  void the_nearest_fires_first() {
    timers.setNoLater(one, 20);
    timers.setNoLater(other, 10);

    assertThat(timers.next()).isEqualTo(10);
    assertThat(timers.poll(9)).isNull();
    assertThat(timers.poll(20)).isSameAs(other);
    assertThat(timers.poll(20)).isSameAs(one);
    assertThat(timers.next()).isEqualTo(LoopClock.NEVER);
  }

  @Test
  void lanes_of_one_moment_all_fire() {
    timers.setNoLater(one, 10);
    timers.setNoLater(other, 10);

    assertThat(timers.poll(10)).isSameAs(one);
    assertThat(timers.poll(10)).isSameAs(other);
  }

  @Test
  void a_nearer_one_replaces_the_farther() {
    timers.setNoLater(one, 1_000_000);
    timers.setNoLater(one, 10);
    timers.setNoLater(one, 20);

    assertThat(timers.poll(10)).isSameAs(one);
    assertThat(timers.next()).isEqualTo(LoopClock.NEVER);
  }

  @Test
  void never_is_no_timer() {
    timers.setNoLater(one, LoopClock.NEVER);

    assertThat(timers.next()).isEqualTo(LoopClock.NEVER);
    assertThat(timers.poll(Long.MAX_VALUE - 1)).isNull();
  }

  @Test
  void a_lane_that_alternates_has_one_timer_at_a_time() {
    for (int i = 0; i < 100; i++) {
      timers.setNoLater(one, 1_000_000);
      timers.setNoLater(one, i);
      assertThat(timers.poll(i)).isSameAs(one);
    }

    assertThat(timers.next()).isEqualTo(LoopClock.NEVER);
  }
}
