package dev.webhooks.core.dispatch;

import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.spi.Lane.Cursor;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All lanes of a node: which of them can send, which want to be read, and when to look at one
 * again. Confined to the dispatch thread.
 */
final class LaneTable {
  private static final int MIN_BUFFER = 16;
  private static final int MAX_BUFFER = 1_024;
  private static final int MAX_BUFFER_WHEN_SCARCE = 64;

  /** So many times what it can send at once is waiting in a slow lane. */
  private static final int SLOW_ROUNDS = 2;

  /** How soon it is noticed that an endpoint was verified. */
  private static final long HOLD_NANOS = 1_000_000_000L;

  final FairQueue toSend = new FairQueue();
  final FairQueue toFetch = new FairQueue();

  /** Whether one of those that want to be read has nothing left to send. */
  private boolean anyDry;

  private final Map<Long, EndpointLane> lanes = new HashMap<>();
  private final LaneTimers timers = new LaneTimers();
  private final EndpointDirectory directory;
  private final DispatcherSettings settings;
  private final LoopClock clock;
  private final Tally tally;

  LaneTable(
      EndpointDirectory directory, DispatcherSettings settings, LoopClock clock, Tally tally) {
    this.directory = directory;
    this.settings = settings;
    this.clock = clock;
    this.tally = tally;
  }

  /** The lane, made when it is not there: empty, and caught up unless its shard is loading. */
  EndpointLane lane(long endpointId, OwnedShard shard) {
    EndpointLane known = lanes.get(endpointId);
    if (known != null) {
      return known;
    }
    Endpoint endpoint = directory.lookUp(endpointId);
    EndpointLane lane =
        new EndpointLane(
            endpointId,
            shard,
            endpoint != null && endpoint.ordered(),
            settings.maxInFlightPerEndpoint());
    if (!shard.loaded) {
      lane.reading.expectNow();
    }
    lanes.put(endpointId, lane);
    tally.lanes(lanes.size());
    return lane;
  }

  /** Puts a lane where it belongs after something about it has changed. */
  void evaluate(EndpointLane lane) {
    long now = clock.nanos();
    boolean slow = lane.isSlow(now);
    if (slow) {
      giveBack(lane);
    }
    lane.knownSlow = slow;
    lane.reading.wakeAt(now);
    if (lane.canBegin(now)) {
      toSend.add(lane.toSend, lane.beginsSlow(now));
    }
    if (wantsFetch(lane, now)) {
      toFetch.add(lane.toFetch, slow);
      anyDry |= lane.buffered() == 0;
    }
    setTimer(lane, now);
  }

  void evaluateAll() {
    lanes.values().forEach(this::evaluate);
  }

  /** Looks at the lanes whose time has come. */
  void fireTimers() {
    long now = clock.nanos();
    for (EndpointLane due = timers.poll(now); due != null; due = timers.poll(now)) {
      evaluate(due);
    }
  }

  long nextTimerNanos() {
    return timers.next();
  }

  /**
   * How many deliveries this lane may keep waiting. As long as memory lasts that is many: a lane
   * that has caught up takes what is handed over and is not read at all. Otherwise it is a few
   * rounds of what it can send at once, and enough not to be read again for each one.
   */
  int bufferTarget(EndpointLane lane) {
    int slots = lane.limit.slots();
    if (lane.isSlow(clock.nanos())) {
      boolean scarce = tally.held() > settings.maxBuffered() / 4;
      return Math.max(scarce ? 1 : MIN_BUFFER, SLOW_ROUNDS * slots);
    }
    boolean scarce = tally.held() > settings.maxBuffered() / 4 * 3;
    if (scarce || lane.pace.isSet()) {
      return Math.min(
          scarce ? MAX_BUFFER_WHEN_SCARCE : MAX_BUFFER, Math.max(MIN_BUFFER, 4 * slots));
    }
    return MAX_BUFFER;
  }

  /** Whether a lane with nothing left to send wants to be read. */
  boolean isAnyDry() {
    return anyDry;
  }

  /** All that can be read now are about to be. */
  void noneIsDry() {
    anyDry = false;
  }

  /**
   * Whether memory is left. Slow lanes leave half of it to the others, but what these take leaves a
   * quarter to them: they would get nothing as long as others have more than can be sent.
   */
  boolean hasRoom(boolean slow) {
    return left(tally.held(), tally.slowHeld(), settings.maxBuffered(), slow) > 0
        && bytesLeft(slow) > 0;
  }

  /** How many bytes of content may be loaded, for slow lanes alone or for all. */
  long bytesLeft(boolean slow) {
    return left(tally.contentBytes(), tally.slowContentBytes(), settings.maxContentBytes(), slow);
  }

  private static long left(long taken, long takenBySlow, long max, boolean slow) {
    long left = max - taken;
    return slow ? Math.min(left, Math.max(max / 2 - taken, max / 4 - takenBySlow)) : left;
  }

  /**
   * A lane that has become slow keeps no more than it would be given now; the rest is read again.
   * Later it may keep a little more, or it would give back what it was given a moment ago.
   */
  private void giveBack(EndpointLane lane) {
    int kept =
        lane.knownSlow
            ? Math.max(MIN_BUFFER, SLOW_ROUNDS * lane.limit.slots())
            : bufferTarget(lane);
    for (HeldDelivery held : lane.dropBehind(kept)) {
      tally.gaveUp(held);
      // No row is due before it was created.
      lane.reading.rewindTo(new Cursor(held.delivery.createdAt(), held.delivery.id()).before());
      lane.reading.expectNow();
    }
    if (!lane.knownSlow) {
      lane.waiting().forEach(tally::becameSlow);
    }
  }

  /** Empties a lane's buffer; its rows are read again. */
  void dropBuffer(EndpointLane lane) {
    lane.dropBehind(0).forEach(tally::gaveUp);
  }

  /**
   * Lets the lane of an unverified endpoint rest, with nothing in memory: however many there are,
   * they take no room from others.
   */
  void hold(EndpointLane lane) {
    dropBuffer(lane);
    lane.reading.restart();
    lane.pausedUntil = clock.nanos() + HOLD_NANOS;
    evaluate(lane);
  }

  /** Forgets the lanes of a shard that is lost or to be given up, except what is under way. */
  void dropBuffersOf(OwnedShard shard) {
    lanes.values().stream().filter(lane -> lane.shard == shard).forEach(this::dropBuffer);
  }

  void removeAllOf(OwnedShard shard) {
    removeIf(shard, false);
  }

  /** Forgets lanes that hold nothing and expect nothing. */
  void removeIdle() {
    removeIf(null, true);
  }

  private void removeIf(@Nullable OwnedShard shard, boolean idle) {
    Iterator<EndpointLane> all = lanes.values().iterator();
    while (all.hasNext()) {
      EndpointLane lane = all.next();
      if (lane.shard == shard || (idle && lane.shard.loaded && lane.isIdle())) {
        dropBuffer(lane);
        all.remove();
      }
    }
    tally.lanes(lanes.size());
  }

  private boolean wantsFetch(EndpointLane lane, long now) {
    return lane.reading.hasMore()
        && !lane.reading.isFetching()
        && lane.shard.isActive()
        && now >= lane.pausedUntil
        && lane.buffered() <= bufferTarget(lane) / 2;
  }

  private void setTimer(EndpointLane lane, long now) {
    if (lane.shard.lost) {
      return;
    }
    long at = lane.reading.dueNanos();
    long begin = lane.nextBeginNanos();
    if (begin > now) {
      at = Math.min(at, begin);
    }
    if (lane.pausedUntil > now) {
      at = Math.min(at, lane.pausedUntil);
    }
    timers.setNoLater(lane, at);
  }
}
