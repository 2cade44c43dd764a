package dev.webhooks.core.dispatch;

import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.PendingDelivery;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint's deliveries in its owner's memory: what waits, what is under way, how far the store
 * was read, and how much the receiver bears. Confined to the dispatch thread.
 */
final class EndpointLane {
  private static final long SLOW_NANOS = 2_000_000_000L;
  private static final long NEWS_NANOS = 1_000_000_000L;
  private static final Comparator<HeldDelivery> BY_ID =
      Comparator.comparingLong(held -> held.delivery.id());

  final long endpointId;
  final OwnedShard shard;
  final LaneReading reading;
  final InFlightLimit limit;
  final Pace pace = new Pace();

  /** Its places in the queues of {@link LaneTable}. */
  final FairQueue.Ticket toSend = new FairQueue.Ticket(this);

  final FairQueue.Ticket toFetch = new FairQueue.Ticket(this);

  /** Its timer, null when none is set. */
  LaneTimers.@Nullable Timer timer;

  /** Whether it was slow when it was last looked at. */
  boolean knownSlow;

  /** Nothing is begun before; for what neither rate nor due time explains. */
  long pausedUntil;

  private final Map<Long, HeldDelivery> held = new HashMap<>();
  private final ArrayDeque<HeldDelivery> buffer = new ArrayDeque<>();
  private final List<HeldDelivery> leaving = new ArrayList<>();
  private int inFlight;
  private int unrecorded;
  private long progressNanos;
  private @Nullable RequestTemplate template;

  EndpointLane(long endpointId, OwnedShard shard, boolean ordered, int maxInFlight) {
    this.endpointId = endpointId;
    this.shard = shard;
    this.reading = new LaneReading(ordered);
    this.limit = new InFlightLimit(maxInFlight);
  }

  int buffered() {
    return buffer.size();
  }

  int inFlight() {
    return inFlight;
  }

  boolean isIdle() {
    return held.isEmpty() && reading.isCaughtUp() && reading.dueNanos() == LoopClock.NEVER;
  }

  @Nullable HeldDelivery find(long deliveryId) {
    return held.get(deliveryId);
  }

  /**
   * Whether this receiver's attempts take long, so that it gets the smaller share. One that has
   * never answered counts as slow while its first attempt finds out.
   */
  boolean isSlow(long now) {
    return limit.isStrained()
        || (inFlight > 0 && !limit.isProven())
        || limit.usualNanos() > SLOW_NANOS
        || (inFlight > 0 && now - progressNanos > SLOW_NANOS);
  }

  /**
   * Whether its next attempt counts against the slow lanes' share. Who has never answered may be
   * dead: a thousand of them must not take all slots at once.
   */
  boolean beginsSlow(long now) {
    return isSlow(now) || !limit.isProven();
  }

  boolean canBegin(long now) {
    return !buffer.isEmpty()
        && shard.isActive()
        && inFlight < limit.slots()
        && now >= pausedUntil
        && now >= pace.readyAt()
        && (!reading.isOrdered() || unrecorded == 0);
  }

  /** When it can begin something, if time is all it waits for. */
  long nextBeginNanos() {
    return buffer.isEmpty() ? LoopClock.NEVER : Math.max(pausedUntil, pace.readyAt());
  }

  /** Rests until there may be news of its endpoint, which this node has not heard of yet. */
  void awaitNews(long now) {
    pausedUntil = now + NEWS_NANOS;
  }

  void add(HeldDelivery delivery) {
    held.put(delivery.delivery.id(), delivery);
    buffer.add(delivery);
  }

  /** Restores the order of an ordered lane after rows were added. */
  void sort() {
    List<HeldDelivery> sorted = new ArrayList<>(buffer);
    sorted.sort(BY_ID);
    buffer.clear();
    buffer.addAll(sorted);
  }

  /** Whether this id lies behind everything that waits, as an ordered lane needs it. */
  boolean isBehindAll(PendingDelivery delivery) {
    HeldDelivery last = buffer.peekLast();
    return last == null || last.delivery.id() < delivery.id();
  }

  /** The next one, which stays in the buffer. */
  HeldDelivery peek() {
    return buffer.element();
  }

  /** Takes the next one out of the buffer, to be tried or settled. */
  HeldDelivery next() {
    HeldDelivery next = buffer.remove();
    next.buffered = false;
    unrecorded++;
    shard.busy++;
    return next;
  }

  void begin(HeldDelivery delivery, long now) {
    delivery.startedNanos = now;
    if (inFlight == 0) {
      progressNanos = now;
    }
    inFlight++;
    pace.begin(now);
  }

  void end(long now) {
    inFlight--;
    progressNanos = now;
  }

  /** It is recorded, or will never be. */
  void leave(HeldDelivery delivery) {
    unrecorded--;
    shard.busy--;
    if (reading.isFetching()) {
      // The fetch may have read the row before it was recorded and must not bring it back.
      leaving.add(delivery);
    } else {
      forget(delivery);
    }
  }

  /** A fetch was merged: what was recorded meanwhile cannot come back any more. */
  void forgetLeaving() {
    leaving.forEach(this::forget);
    leaving.clear();
  }

  /**
   * Empties the buffer but for its first so many, and says what is gone; the store still has it.
   */
  List<HeldDelivery> dropBehind(int kept) {
    List<HeldDelivery> dropped = new ArrayList<>();
    while (buffer.size() > kept) {
      HeldDelivery last = buffer.removeLast();
      forget(last);
      dropped.add(last);
    }
    return dropped;
  }

  /** What waits for its turn. */
  Iterable<HeldDelivery> waiting() {
    return buffer;
  }

  RequestTemplate template(Endpoint endpoint, String userAgent, Instant now) {
    RequestTemplate known = template;
    if (known == null || !known.fits(endpoint, now)) {
      known = RequestTemplate.of(endpoint, userAgent, now);
      template = known;
    }
    return known;
  }

  private void forget(HeldDelivery delivery) {
    held.remove(delivery.delivery.id());
  }
}
