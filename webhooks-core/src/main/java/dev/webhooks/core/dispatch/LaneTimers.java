package dev.webhooks.core.dispatch;

import java.util.Comparator;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** When to look at which lane again: one timer for each, the nearest. Confined to one thread. */
final class LaneTimers {
  private final TreeSet<Timer> timers =
      new TreeSet<>(Comparator.comparingLong(Timer::nanos).thenComparingLong(Timer::number));
  private long lastNumber;

  /**
   * A lane's timer.
   *
   * @param number tells timers of the same moment apart
   */
  record Timer(long nanos, long number, EndpointLane lane) {}

  /** Has the lane looked at at this moment, unless that is to happen before. */
  void setNoLater(EndpointLane lane, long nanos) {
    Timer known = lane.timer;
    if (nanos == LoopClock.NEVER || (known != null && known.nanos <= nanos)) {
      return;
    }
    if (known != null) {
      timers.remove(known);
    }
    Timer timer = new Timer(nanos, ++lastNumber, lane);
    lane.timer = timer;
    timers.add(timer);
  }

  /** Takes out the next lane whose time has come, null when there is none. */
  @Nullable EndpointLane poll(long now) {
    if (next() > now) {
      return null;
    }
    EndpointLane lane = Objects.requireNonNull(timers.pollFirst()).lane;
    lane.timer = null;
    return lane;
  }

  /** When the first one fires, {@link LoopClock#NEVER} when there is none. */
  long next() {
    return timers.isEmpty() ? LoopClock.NEVER : timers.first().nanos;
  }
}
