package dev.webhooks.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.BodyFormat;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.model.Trigger;
import dev.webhooks.core.spi.EventContent;
import dev.webhooks.core.testkit.InMemoryEndpointStore;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LaneTableTest {
  private static final Content CONTENT =
      new Content(new EventContent(1, "evt_1", "a.b", new byte[100]));

  private final Tally tally = new Tally();
  private final LoopClock clock = new LoopClock(() -> 0);
  private final LaneTable lanes =
      new LaneTable(
          new EndpointDirectory(new InMemoryEndpointStore()),
          DispatcherSettings.DEFAULT,
          clock,
          tally);
  private final EndpointLane lane = lanes.lane(1, shard());

  private static OwnedShard shard() {
    OwnedShard shard = new OwnedShard(0, 1);
    shard.loaded = true;
    return shard;
  }

  private void hold(int count) {
    for (long id = 1; id <= count; id++) {
      var delivery =
          new PendingDelivery(
              id,
              lane.endpointId,
              1,
              Instant.EPOCH,
              0,
              0,
              0,
              0,
              Trigger.AUTOMATIC,
              true,
              BodyFormat.JSON,
              id,
              null);
      var held = new HeldDelivery(lane, delivery, CONTENT, false);
      lane.add(held);
      tally.took(held);
    }
  }

  @Test
  void what_waits_in_a_lane_that_has_become_slow_counts_against_the_slow_ones_share() {
    hold(500);
    lanes.evaluate(lane);
    assertThat(tally.slowHeld()).isZero();

    lane.limit.unanswered(0, clock.nanos());
    lanes.evaluate(lane);

    assertThat(lane.buffered()).isBetween(1, 499);
    assertThat(tally.held()).isEqualTo(lane.buffered());
    assertThat(tally.slowHeld()).isEqualTo(lane.buffered());
    assertThat(tally.slowContentBytes()).isEqualTo((long) lane.buffered() * CONTENT.size());
    lanes.dropBuffer(lane);
    assertThat(tally.held()).isZero();
    assertThat(tally.slowHeld()).isZero();
    assertThat(tally.slowContentBytes()).isZero();
  }
}
