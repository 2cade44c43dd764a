package dev.webhooks.core.dispatch;

import dev.webhooks.core.dispatch.HandOver.NewDeliveries;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.model.Shards;
import dev.webhooks.core.spi.Lane.Cursor;
import dev.webhooks.core.spi.Membership;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One round of dispatching after the other: hear what happened, look at what is due, begin
 * attempts, read lanes, record outcomes. Confined to the dispatch thread; everything else talks to
 * it through its {@link Mailbox}.
 */
final class DispatchLoop {
  private static final Logger LOG = System.getLogger(DispatchLoop.class.getName());
  private static final int MAX_MESSAGES = 2_000;
  private static final long MAX_WAIT = Duration.ofSeconds(1).toNanos();

  /** How far back a lane is read after a wake-up: rows are stamped before they are committed. */
  private static final Duration LOOK_BACK = Duration.ofMillis(250);

  private final Mailbox mailbox;
  private final LoopClock clock;
  private final LaneTable lanes;
  private final Ownership ownership;
  private final LaneSurvey survey;
  private final LaneFetcher fetcher;
  private final DeliveryLauncher launcher;
  private final OutcomeRecorder recorder;
  private final ContentCache contents;
  private final Tally tally;
  private @Nullable CompletableFuture<Boolean> drained;
  private boolean lossNoticed;

  DispatchLoop(
      Mailbox mailbox,
      LoopClock clock,
      LaneTable lanes,
      Ownership ownership,
      LaneSurvey survey,
      LaneFetcher fetcher,
      DeliveryLauncher launcher,
      OutcomeRecorder recorder,
      ContentCache contents,
      Tally tally) {
    this.mailbox = mailbox;
    this.clock = clock;
    this.lanes = lanes;
    this.ownership = ownership;
    this.survey = survey;
    this.fetcher = fetcher;
    this.launcher = launcher;
    this.recorder = recorder;
    this.contents = contents;
    this.tally = tally;
  }

  /**
   * One round.
   *
   * @return how long it may wait for a message before the next, in nanoseconds
   */
  long step() {
    clock.tick();
    hear();
    if (ownership.isValidAt(clock.nanos())) {
      lossNoticed = false;
      lanes.fireTimers();
      launcher.launchReady();
      survey.surveyWhatIsDue();
      fetcher.fetchWanted();
      recorder.recordRipe();
      ownership.offerDrained();
    } else {
      noticeLoss();
    }
    completeDrain();
    return waitNanos();
  }

  /** What a heartbeat told; its lease runs from the moment it was sent. */
  void learn(Membership membership, long sentAt, long answeredAt, Duration lease) {
    clock.setDatabaseTime(membership.now(), answeredAt);
    ownership.learn(membership, sentAt + lease.toNanos());
  }

  /** New deliveries were committed; the ones there is no room for are found in the store. */
  void take(NewDeliveries fresh) {
    Content content = new Content(fresh.content());
    contents.put(fresh.content().number(), content);
    for (PendingDelivery delivery : fresh.deliveries()) {
      OwnedShard shard = ownership.find(Shards.of(delivery.endpointId()));
      if (shard != null) {
        take(lanes.lane(delivery.endpointId(), shard), delivery, content);
      }
    }
  }

  /** Something was committed for these endpoints by somebody else. */
  void wake(Collection<Long> endpointIds) {
    Cursor from = new Cursor(clock.databaseTime().minus(LOOK_BACK), 0);
    for (Long endpointId : endpointIds) {
      OwnedShard shard = ownership.find(Shards.of(endpointId));
      if (shard != null) {
        EndpointLane lane = lanes.lane(endpointId, shard);
        if (!lane.reading.isOrdered()) {
          lane.reading.rewindTo(from);
        }
        lane.reading.expectNow();
        lanes.evaluate(lane);
      }
    }
  }

  /** Wake-ups may have been lost. */
  void rereadAll() {
    survey.rereadSoon();
  }

  /** Begins nothing new; the future completes when everything under way is recorded. */
  void drain(CompletableFuture<Boolean> done) {
    drained = done;
    recorder.hurry();
    ownership.stop();
  }

  private void take(EndpointLane lane, PendingDelivery delivery, Content content) {
    Cursor place = new Cursor(delivery.createdAt(), delivery.id());
    if (mayJoin(lane, delivery)) {
      HeldDelivery held = new HeldDelivery(lane, delivery, content, lane.isSlow(clock.nanos()));
      lane.add(held);
      tally.took(held);
      if (lane.reading.isCaughtUp() && lane.reading.dueNanos() > clock.nanos() + MAX_WAIT) {
        lane.reading.passBy(place);
      }
    } else if (lane.find(delivery.id()) == null) {
      lane.reading.rewindTo(place.before());
      lane.reading.expectNow();
    }
    lanes.evaluate(lane);
  }

  /**
   * An ordered lane is always read: another node may have published before, and its word of it may
   * come later than what was published here.
   */
  private boolean mayJoin(EndpointLane lane, PendingDelivery delivery) {
    return lane.shard.isActive()
        && !lane.reading.isOrdered()
        && lane.reading.letsJoin()
        && lane.find(delivery.id()) == null
        && lane.buffered() < lanes.bufferTarget(lane)
        && lanes.hasRoom(lane.isSlow(clock.nanos()));
  }

  private void hear() {
    Runnable message = mailbox.poll();
    for (int i = 1; message != null; i++) {
      try {
        message.run();
      } catch (RuntimeException | Error e) {
        LOG.log(Level.ERROR, "The dispatcher stumbled over a message", e);
      }
      message = i < MAX_MESSAGES ? mailbox.poll() : null;
    }
  }

  private void noticeLoss() {
    if (!lossNoticed && tally.inFlight() > 0) {
      LOG.log(Level.WARNING, "The lease has ended: nothing is sent before a heartbeat renews it");
    }
    lossNoticed = true;
  }

  private void completeDrain() {
    CompletableFuture<Boolean> waiting = drained;
    if (waiting != null && tally.inFlight() == 0 && recorder.isIdle() && fetcher.isIdle()) {
      waiting.complete(true);
    }
  }

  private long waitNanos() {
    if (!mailbox.isEmpty()) {
      return 0;
    }
    if (!ownership.isValidAt(clock.nanos())) {
      return MAX_WAIT;
    }
    long next =
        Math.min(lanes.nextTimerNanos(), Math.min(recorder.nextNanos(), survey.nextNanos()));
    return Math.max(0, Math.min(MAX_WAIT, next - clock.elapsed()));
  }
}
