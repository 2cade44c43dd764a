package dev.webhooks.core.dispatch;

import dev.webhooks.core.model.Shards;
import dev.webhooks.core.spi.ArrivalWatch;
import dev.webhooks.core.spi.DeliveryQueue;
import dev.webhooks.core.spi.Lane;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds lanes with something to read that nobody told of: all of them when a shard is taken over,
 * those with late rows every second (less often when that takes long), and all again every few
 * minutes. One look at a time. Confined to the dispatch thread, except for the look itself.
 */
final class LaneSurvey {
  private static final Logger LOG = System.getLogger(LaneSurvey.class.getName());
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  /** After a look that took long comes a pause so many times as long. */
  private static final int PAUSE_PER_LOOK = 20;

  /** But never a longer one. */
  private static final long MAX_LOOK_NANOS = Duration.ofSeconds(10).toNanos();

  private final DeliveryQueue queue;
  private final LaneTable lanes;
  private final LoopClock clock;
  private final Executor executor;
  private final Mailbox mailbox;
  private final Supplier<List<OwnedShard>> shards;
  private final IntFunction<@Nullable OwnedShard> shardOf;
  private final long rereadNanos;

  private final List<OwnedShard> toLoad = new ArrayList<>();
  private @Nullable ArrivalWatch watch;
  private boolean running;
  private long loadAt;
  private long lookAt;
  private long rereadAt;

  LaneSurvey(
      DeliveryQueue queue,
      LaneTable lanes,
      LoopClock clock,
      Executor executor,
      Mailbox mailbox,
      DispatcherSettings settings,
      Supplier<List<OwnedShard>> shards,
      IntFunction<@Nullable OwnedShard> shardOf) {
    this.queue = queue;
    this.lanes = lanes;
    this.clock = clock;
    this.executor = executor;
    this.mailbox = mailbox;
    this.shards = shards;
    this.shardOf = shardOf;
    this.rereadNanos = settings.reread().toNanos();
    this.lookAt = LOOK_NANOS;
    this.rereadAt = rereadNanos;
  }

  /** A shard was taken over: its lanes are to be found. */
  void load(OwnedShard shard) {
    toLoad.add(shard);
  }

  /** Wake-ups may have been lost: everything is to be read again. */
  void rereadSoon() {
    rereadAt = clock.nanos();
  }

  /** Starts the look that is due, if any. */
  void surveyWhatIsDue() {
    if (running) {
      return;
    }
    long now = clock.nanos();
    toLoad.removeIf(shard -> shard.lost);
    if (!toLoad.isEmpty() && now >= loadAt) {
      load();
    } else if (now >= rereadAt) {
      reread();
    } else if (now >= lookAt) {
      look();
    }
  }

  long nextNanos() {
    if (running) {
      return LoopClock.NEVER;
    }
    long load = toLoad.isEmpty() ? LoopClock.NEVER : loadAt;
    return Math.min(load, Math.min(lookAt, rereadAt));
  }

  private void load() {
    List<OwnedShard> loading = List.copyOf(toLoad);
    Set<Integer> numbers = numbers(loading);
    start(
        () -> {
          ensureWatch();
          return queue.lanes(numbers);
        },
        heads -> {
          toLoad.removeAll(loading);
          loading.forEach(shard -> shard.loaded = true);
          heads.forEach(this::restart);
          lanes.evaluateAll();
        });
  }

  private void reread() {
    Set<Integer> numbers = numbers(loaded());
    start(
        () -> queue.lanes(numbers),
        heads -> {
          rereadAt = clock.nanos() + rereadNanos;
          lanes.removeIdle();
          heads.forEach(this::restart);
        });
  }

  private void look() {
    Set<Integer> numbers = numbers(loaded());
    long begun = clock.elapsed();
    start(
        () -> ensureWatch().look(numbers),
        heads -> {
          lookAt = clock.nanos() + pauseAfter(clock.elapsed() - begun);
          heads.forEach(head -> expect(head, head.first().before()));
        });
  }

  private static long pauseAfter(long tookNanos) {
    return Math.min(MAX_LOOK_NANOS, Math.max(LOOK_NANOS, PAUSE_PER_LOOK * tookNanos));
  }

  private interface Findings {
    void take(List<Lane.Head> heads);
  }

  private void start(Supplier<List<Lane.Head>> look, Findings findings) {
    running = true;
    try {
      executor.execute(() -> run(look, findings));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "No thread to look at lanes; trying again", e);
      retryLater();
    }
  }

  /** On a background thread. */
  private void run(Supplier<List<Lane.Head>> look, Findings findings) {
    try {
      List<Lane.Head> heads = look.get();
      mailbox.post(() -> end(heads, findings));
    } catch (RuntimeException | Error e) {
      // Even when memory has run out: nothing else looks for what nobody told of.
      LOG.log(Level.WARNING, "Lanes could not be looked at; trying again", e);
      mailbox.post(this::retryLater);
    }
  }

  private void end(List<Lane.Head> heads, Findings findings) {
    running = false;
    try {
      findings.take(heads);
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "Lanes that were found could not be taken; looking again", e);
      rereadAt = clock.nanos() + LOOK_NANOS;
    }
  }

  private void retryLater() {
    running = false;
    long later = clock.nanos() + LOOK_NANOS;
    loadAt = later;
    lookAt = later;
    rereadAt = Math.max(rereadAt, later);
  }

  /** On a background thread. The first look only sets the mark, so it comes before every load. */
  private ArrivalWatch ensureWatch() {
    ArrivalWatch known = watch;
    if (known == null) {
      known = queue.watchArrivals();
      known.look(Set.of());
      watch = known;
    }
    return known;
  }

  private void restart(Lane.Head head) {
    expect(head, Lane.Cursor.START);
  }

  private void expect(Lane.Head head, Lane.Cursor from) {
    OwnedShard shard = shardOf.apply(Shards.of(head.endpointId()));
    if (shard == null) {
      return;
    }
    EndpointLane lane = lanes.lane(head.endpointId(), shard);
    lane.reading.rewindTo(from);
    lane.reading.expectAt(clock.nanosAt(head.first().dueAt()));
    lanes.evaluate(lane);
  }

  private List<OwnedShard> loaded() {
    return shards.get().stream().filter(shard -> shard.loaded).toList();
  }

  private static Set<Integer> numbers(List<OwnedShard> shards) {
    return shards.stream().map(shard -> shard.number).collect(Collectors.toSet());
  }
}
