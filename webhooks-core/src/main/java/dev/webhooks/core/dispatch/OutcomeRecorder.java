package dev.webhooks.core.dispatch;

import dev.webhooks.core.dispatch.DispatchListener.Outcome;
import dev.webhooks.core.model.Decision;
import dev.webhooks.core.spi.DeliveryQueue;
import dev.webhooks.core.spi.Lane.Cursor;
import dev.webhooks.core.spi.RecordItem;
import dev.webhooks.core.spi.Recorded;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records outcomes in batches under the epochs at which their shards are held. An outcome that
 * could not be stored is kept and tried again; it is thrown away only with the shard. Confined to
 * the dispatch thread, except for the store call itself.
 */
final class OutcomeRecorder {
  private static final Logger LOG = System.getLogger(OutcomeRecorder.class.getName());
  private static final int MAX_RUNNING = 2;
  private static final int BACKLOG = 10_000;

  /** How long an outcome waits that a retry follows, seconds later in most cases. */
  private static final long RETRY_LINGER = Duration.ofMillis(50).toNanos();

  /** How far behind its estimated due time a rescheduled row may lie: clocks and commits differ. */
  private static final Duration SLACK = Duration.ofMillis(500);

  private final DeliveryQueue queue;
  private final LaneTable lanes;
  private final LoopClock clock;
  private final Tally tally;
  private final Executor executor;
  private final Mailbox mailbox;
  private final DispatchListener listener;
  private final Consumer<OwnedShard> lose;
  private final OutcomeQueue settled;
  private final OutcomeQueue toRetry;
  private int running;

  /** A batch under way. */
  private record Batch(
      OutcomeQueue from,
      List<HeldDelivery> deliveries,
      List<RecordItem> items,
      Map<Integer, Long> claims,
      long startedNanos) {}

  OutcomeRecorder(
      DeliveryQueue queue,
      LaneTable lanes,
      LoopClock clock,
      Tally tally,
      Executor executor,
      Mailbox mailbox,
      DispatcherSettings settings,
      DispatchListener listener,
      Consumer<OwnedShard> lose) {
    this.queue = queue;
    this.lanes = lanes;
    this.clock = clock;
    this.tally = tally;
    this.executor = executor;
    this.mailbox = mailbox;
    this.listener = listener;
    this.lose = lose;
    this.settled = new OutcomeQueue(settings.recordBatch(), settings.recordLinger().toNanos());
    this.toRetry = new OutcomeQueue(settings.recordBatch(), RETRY_LINGER);
  }

  boolean isIdle() {
    return running == 0 && settled.isEmpty() && toRetry.isEmpty();
  }

  /** Whether outcomes pile up because the store does not take them: nothing new is begun then. */
  boolean isBacklogged() {
    return settled.size() + toRetry.size() >= BACKLOG;
  }

  /** Adds a delivery whose outcome is known. */
  void add(HeldDelivery delivery) {
    if (delivery.lane.shard.lost) {
      discard(delivery);
      return;
    }
    boolean ordered = delivery.lane.reading.isOrdered();
    boolean later = !ordered && outcomeOf(delivery).decision() instanceof Decision.Retry;
    (later ? toRetry : settled).add(delivery, ordered, clock.nanos());
  }

  /** Starts to record what is ripe. */
  void recordRipe() {
    OutcomeQueue ripe = ripest();
    while (running < MAX_RUNNING && ripe != null) {
      Batch batch = nextBatch(ripe);
      if (!batch.items.isEmpty()) {
        running++;
        start(batch);
      }
      ripe = ripest();
    }
  }

  /** The one that has been ripe for longer: neither waits for the other for ever. */
  private @Nullable OutcomeQueue ripest() {
    boolean retriesFirst = toRetry.ripeNanos() < settled.ripeNanos();
    OutcomeQueue first = retriesFirst ? toRetry : settled;
    OutcomeQueue second = retriesFirst ? settled : toRetry;
    long now = clock.nanos();
    return first.isRipe(now) ? first : second.isRipe(now) ? second : null;
  }

  private void start(Batch batch) {
    try {
      executor.execute(() -> run(batch));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "No thread to store outcomes; keeping them", e);
      keep(batch);
    }
  }

  /** From now on nothing waits for company. */
  void hurry() {
    settled.hurry();
    toRetry.hurry();
  }

  /** When {@link #recordRipe} has something to do, if nothing else happens. */
  long nextNanos() {
    return running >= MAX_RUNNING
        ? LoopClock.NEVER
        : Math.min(settled.ripeNanos(), toRetry.ripeNanos());
  }

  private Batch nextBatch(OutcomeQueue queue) {
    Batch batch =
        new Batch(queue, new ArrayList<>(), new ArrayList<>(), new HashMap<>(), clock.nanos());
    queue.takeOut(clock.nanos(), delivery -> include(delivery, batch));
    return batch;
  }

  private void include(HeldDelivery delivery, Batch batch) {
    if (delivery.lane.shard.lost) {
      discard(delivery);
    } else {
      batch.deliveries.add(delivery);
      batch.items.add(outcomeOf(delivery));
      batch.claims.put(delivery.lane.shard.number, delivery.lane.shard.epoch);
    }
  }

  private static RecordItem outcomeOf(HeldDelivery delivery) {
    return Objects.requireNonNull(delivery.outcome);
  }

  /** On a background thread. */
  private void run(Batch batch) {
    List<Recorded> results;
    try {
      results = queue.record(batch.claims, batch.items);
    } catch (RuntimeException | Error e) {
      // Even when memory has run out: a batch nobody keeps would be held for ever.
      LOG.log(Level.WARNING, batch.items.size() + " outcomes could not be stored; keeping them", e);
      mailbox.post(() -> keep(batch));
      return;
    }
    mailbox.post(() -> take(batch, results));
    tell(batch, results);
  }

  private void tell(Batch batch, List<Recorded> results) {
    if (listener == DispatchListener.NONE) {
      return;
    }
    List<Outcome> outcomes = new ArrayList<>(results.size());
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i) != Recorded.REFUSED) {
        outcomes.add(
            new Outcome(
                Objects.requireNonNull(batch.deliveries.get(i).endpoint),
                batch.items.get(i),
                results.get(i)));
      }
    }
    try {
      listener.recorded(outcomes);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The dispatch listener failed", e);
    }
  }

  private void keep(Batch batch) {
    running--;
    batch.from.putBack(batch.deliveries, clock.nanos());
  }

  private void take(Batch batch, List<Recorded> results) {
    running--;
    batch.from.stored(batch.startedNanos);
    int stored = 0;
    for (int i = 0; i < results.size(); i++) {
      HeldDelivery delivery = batch.deliveries.get(i);
      try {
        stored += take(delivery, results.get(i), batch) ? 1 : 0;
      } catch (RuntimeException | Error e) {
        // It is recorded all the same, and must not be held for ever.
        LOG.log(Level.ERROR, "A record was not followed up; reading its lane again", e);
        rereadFromStart(delivery.lane);
      }
      leave(delivery);
      lanes.evaluate(delivery.lane);
    }
    tally.recorded(stored);
  }

  private boolean take(HeldDelivery delivery, Recorded result, Batch batch) {
    EndpointLane lane = delivery.lane;
    if (result == Recorded.REFUSED) {
      lose.accept(lane.shard);
      tally.refused(1);
      return false;
    }
    if (result == Recorded.RESCHEDULED) {
      expectRetry(lane, delivery, batch);
    }
    if (result == Recorded.SUPERSEDED || delivery.newerSeen) {
      rereadFromStart(lane);
    }
    return true;
  }

  private void expectRetry(EndpointLane lane, HeldDelivery delivery, Batch batch) {
    Duration delay = ((Decision.Retry) outcomeOf(delivery).decision()).delay();
    if (lane.reading.isOrdered()) {
      // What waits behind it must not pass it.
      lanes.dropBuffer(lane);
      lane.reading.rewindTo(new Cursor(delivery.delivery.createdAt(), delivery.delivery.id() - 1));
    } else {
      // With a short delay it may be due already, behind a place a fetch has reached meanwhile.
      lane.reading.rewindTo(
          new Cursor(clock.databaseTimeAt(batch.startedNanos).plus(delay).minus(SLACK), 0));
    }
    lane.reading.expectAt(clock.nanos() + delay.toNanos());
  }

  private void rereadFromStart(EndpointLane lane) {
    if (lane.reading.isOrdered()) {
      // What waits behind it must not pass it.
      lanes.dropBuffer(lane);
    }
    lane.reading.restart();
  }

  private void discard(HeldDelivery delivery) {
    tally.refused(1);
    leave(delivery);
  }

  private void leave(HeldDelivery delivery) {
    delivery.lane.leave(delivery);
    tally.gaveUp(delivery);
  }
}
