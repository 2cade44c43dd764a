package dev.webhooks.core.dispatch;

import dev.webhooks.core.dispatch.DeliveryPolicy.Ruling;
import dev.webhooks.core.headers.CompactHeaders;
import dev.webhooks.core.model.AttemptResult;
import dev.webhooks.core.model.AttemptResult.Failure;
import dev.webhooks.core.model.AttemptResult.Response;
import dev.webhooks.core.model.Decision;
import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.EndpointStatus;
import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.model.Timings;
import dev.webhooks.core.model.Trigger;
import dev.webhooks.core.spi.HttpExchange;
import dev.webhooks.core.spi.RecordItem;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Begins attempts for the lanes that may, in turn, and decides what their outcomes mean. Confined
 * to the dispatch thread.
 */
final class DeliveryLauncher {
  private static final Logger LOG = System.getLogger(DeliveryLauncher.class.getName());

  /** Attempts a lane may begin before it is the next one's turn. */
  private static final int TURN = 4;

  /**
   * How long a lane rests after an attempt when nothing but failures come from its endpoint: one
   * that fails at once would otherwise be tried as fast as the machine can. What is not tried yet
   * has all its attempts left when the endpoint has recovered.
   */
  private static final long FAILING_NANOS = Duration.ofMillis(100).toNanos();

  /**
   * The same where no retry follows: who gives a wrong answer may have taken the event all the
   * same, and wants the next.
   */
  private static final long REFUSING_NANOS = Duration.ofMillis(10).toNanos();

  private final EndpointDirectory directory;
  private final LaneTable lanes;
  private final AttemptSender sender;
  private final OutcomeRecorder recorder;
  private final LoopClock clock;
  private final InstantSource nodeClock;
  private final RandomGenerator random;
  private final Tally tally;
  private final Mailbox mailbox;
  private final DispatcherSettings settings;
  private final String userAgent;
  private final LongConsumer disable;
  private final NodeLimit limit;

  DeliveryLauncher(
      EndpointDirectory directory,
      LaneTable lanes,
      AttemptSender sender,
      OutcomeRecorder recorder,
      LoopClock clock,
      InstantSource nodeClock,
      RandomGenerator random,
      Tally tally,
      Mailbox mailbox,
      DispatcherSettings settings,
      String userAgent,
      LongConsumer disable) {
    this.directory = directory;
    this.lanes = lanes;
    this.sender = sender;
    this.recorder = recorder;
    this.clock = clock;
    this.nodeClock = nodeClock;
    this.random = random;
    this.tally = tally;
    this.mailbox = mailbox;
    this.settings = settings;
    this.userAgent = userAgent;
    this.disable = disable;
    this.limit = new NodeLimit(settings.maxInFlight());
  }

  /** Begins attempts as long as lanes and slots are left. */
  void launchReady() {
    while (tally.inFlight() < settings.maxInFlight() && !recorder.isBacklogged()) {
      EndpointLane lane =
          lanes.toSend.poll(
              tally.quickInFlight() < limit.slots(),
              tally.slowInFlight() < Math.max(1, settings.maxInFlight() / 2));
      if (lane == null) {
        return;
      }
      launch(lane);
      lanes.evaluate(lane);
    }
  }

  private void launch(EndpointLane lane) {
    Endpoint endpoint = directory.lookUp(lane.endpointId);
    if (endpoint == null) {
      lane.awaitNews(clock.nanos());
    } else if (endpoint.status() == EndpointStatus.UNVERIFIED) {
      lanes.hold(lane);
    } else if (endpoint.ordered() != lane.reading.isOrdered()) {
      lanes.dropBuffer(lane);
      lane.reading.restart(endpoint.ordered());
    } else {
      lane.pace.set(endpoint.rateLimit());
      for (int i = 0; i < TURN && lane.canBegin(clock.nanos()); i++) {
        if (mayBeEnabled(endpoint, lane.peek())) {
          lane.awaitNews(clock.nanos());
          return;
        }
        launch(lane, endpoint, lane.next());
        if (lane.isSlow(clock.nanos())) {
          // Its next attempt counts against the slow lanes' share, which is looked at before.
          return;
        }
      }
    }
  }

  /**
   * Whether the endpoint may have been enabled again, by another node, before this was published:
   * it arrived behind what the disabling cancelled, and the directory is older than it.
   */
  private boolean mayBeEnabled(Endpoint endpoint, HeldDelivery held) {
    return endpoint.status() == EndpointStatus.DISABLED
        && held.delivery.arrival() > endpoint.cancelledThrough()
        && !directory.isRefreshedSince(held.readAt);
  }

  private void launch(EndpointLane lane, Endpoint endpoint, HeldDelivery held) {
    held.endpoint = endpoint;
    @Nullable DeliveryStatus withoutTry = settledWithoutTry(endpoint, held);
    if (withoutTry != null) {
      held.outcome = new RecordItem(held.delivery, null, new Decision.Settle(withoutTry), false);
      recorder.add(held);
    } else {
      begin(lane, endpoint, held);
    }
  }

  private @Nullable DeliveryStatus settledWithoutTry(Endpoint endpoint, HeldDelivery held) {
    PendingDelivery delivery = held.delivery;
    if (endpoint.hasCancelled(delivery) || held.content == Content.EXPUNGED) {
      return DeliveryStatus.CANCELLED;
    }
    boolean automaticRetry = delivery.failures() > 0 && delivery.trigger() == Trigger.AUTOMATIC;
    return automaticRetry && !endpoint.retrySchedule().mayStartAt(ageOf(delivery))
        ? DeliveryStatus.FAILED
        : null;
  }

  private Duration ageOf(PendingDelivery delivery) {
    Duration age = Duration.between(delivery.createdAt(), clock.databaseTime());
    return age.isNegative() ? Duration.ZERO : age;
  }

  private void begin(EndpointLane lane, Endpoint endpoint, HeldDelivery held) {
    held.countedSlow = lane.beginsSlow(clock.nanos());
    lane.begin(held, clock.nanos());
    tally.began(held.countedSlow);
    try {
      RequestTemplate template = lane.template(endpoint, userAgent, clock.databaseTime());
      sender.send(
          template,
          held.content,
          held.delivery.bodyFormat(),
          attempted -> mailbox.post(() -> finish(held, attempted)));
    } catch (RuntimeException | Error e) {
      // Even when memory has run out: an attempt that never ends would hold its lane for ever.
      LOG.log(Level.ERROR, "No request could be made for endpoint " + endpoint.id(), e);
      mailbox.post(() -> finish(held, broken("No request could be made")));
    }
  }

  private Attempted broken(String what) {
    Failure failure =
        new Failure(ErrorClass.CONNECTION_RESET, what + "; the service's log says why.");
    return new Attempted(
        nodeClock.instant(),
        CompactHeaders.of(List.of()),
        new HttpExchange(failure, Timings.NONE, null));
  }

  private void finish(HeldDelivery held, Attempted attempted) {
    Attempted ended = attempted;
    Ruling ruling;
    try {
      ruling = judge(held, ended);
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "No outcome of an attempt for endpoint " + held.lane.endpointId, e);
      ended = broken("What came of it could not be judged");
      ruling = judge(held, ended);
    }
    adapt(held, ended.exchange().result(), ruling);
    if (!held.countedSlow) {
      limit.ended(ended.exchange(), tally.quickInFlight());
    }
    held.lane.end(clock.nanos());
    tally.ended(held.countedSlow, ruling.error() == null);
    recorder.add(held);
    lanes.evaluate(held.lane);
    if (ruling.disablesEndpoint()) {
      disable.accept(held.lane.endpointId);
    }
  }

  /** Before anything is counted. */
  private Ruling judge(HeldDelivery held, Attempted attempted) {
    Ruling ruling =
        DeliveryPolicy.decide(
            Objects.requireNonNull(held.endpoint),
            held.delivery,
            attempted.exchange().result(),
            ageOf(held.delivery),
            nodeClock.instant(),
            random.nextDouble());
    held.outcome = outcome(held, attempted, ruling);
    return ruling;
  }

  private static RecordItem outcome(HeldDelivery held, Attempted attempted, Ruling ruling) {
    PendingDelivery delivery = held.delivery;
    boolean verifies =
        Objects.requireNonNull(held.endpoint).verifiesPayment() && ruling.error() == null;
    return new RecordItem(
        delivery,
        attempted.logged(delivery.attempts() + 1, delivery.trigger(), ruling.error()),
        ruling.decision(),
        verifies);
  }

  private void adapt(HeldDelivery held, AttemptResult result, Ruling ruling) {
    EndpointLane lane = held.lane;
    long started = held.startedNanos;
    long now = clock.nanos();
    if (asksForLess(result)) {
      lane.limit.refused(started, now);
    } else if (isSilence(result)) {
      lane.limit.unanswered(started, now);
    } else if (ruling.error() == null) {
      lane.limit.answered(started, now, lane.inFlight(), lane.buffered() > 0);
    } else {
      lane.limit.failed(started, now, lane.inFlight(), lane.buffered() > 0);
    }
    if (lane.limit.failsAgainAndAgain()) {
      boolean later = ruling.decision() instanceof Decision.Retry;
      lane.pausedUntil = now + (later ? FAILING_NANOS : REFUSING_NANOS);
    }
  }

  private static boolean asksForLess(AttemptResult result) {
    return result instanceof Response response
        && (response.status() == 429 || response.status() == 503);
  }

  /** Whether there was no answer, to a request that was made. */
  private static boolean isSilence(AttemptResult result) {
    return result instanceof Failure failure && failure.error() != ErrorClass.TOKEN_ERROR;
  }
}
