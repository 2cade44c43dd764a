package dev.webhooks.core.dispatch;

import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.EndpointStatus;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.spi.DeliveryQueue;
import dev.webhooks.core.spi.Fetched;
import dev.webhooks.core.spi.Lane.Cursor;
import dev.webhooks.core.spi.Lane.Read;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Reads lanes that have room from the store, many in one look, and merges what was found. Confined
 * to the dispatch thread, except for the look itself.
 */
final class LaneFetcher {
  private static final Logger LOG = System.getLogger(LaneFetcher.class.getName());
  private static final int MAX_RUNNING = 2;
  private static final int MAX_LANES = 500;
  private static final int MAX_ROWS = 2_000;
  private static final long RETRY_NANOS = 1_000_000_000L;

  /**
   * How long after a look the next one begins, unless a lane has run dry: looks at more lanes are
   * fewer, and each is a transaction of its own.
   */
  private static final long LINGER_NANOS = Duration.ofMillis(20).toNanos();

  private final DeliveryQueue queue;
  private final ContentCache contents;
  private final EndpointDirectory directory;
  private final LaneTable lanes;
  private final LoopClock clock;
  private final Tally tally;
  private final Executor executor;
  private final Mailbox mailbox;
  private final DispatcherSettings settings;
  private int running;
  private long notBefore = Long.MIN_VALUE;

  /** A look under way: the lanes it reads and how far each may be read. */
  private record Look(List<EndpointLane> lanes, List<Read> reads, long maxBytes) {}

  LaneFetcher(
      DeliveryQueue queue,
      ContentCache contents,
      EndpointDirectory directory,
      LaneTable lanes,
      LoopClock clock,
      Tally tally,
      Executor executor,
      Mailbox mailbox,
      DispatcherSettings settings) {
    this.queue = queue;
    this.contents = contents;
    this.directory = directory;
    this.lanes = lanes;
    this.clock = clock;
    this.tally = tally;
    this.executor = executor;
    this.mailbox = mailbox;
    this.settings = settings;
  }

  boolean isIdle() {
    return running == 0;
  }

  /**
   * Starts looks for the lanes that want one, as long as memory and slots are left. Nobody is woken
   * when the pause between looks is over: a lane that is not dry has attempts under way or timers.
   */
  void fetchWanted() {
    while (running < MAX_RUNNING && lanes.hasRoom(false) && isRipe()) {
      Look look = nextLook();
      if (look.lanes.isEmpty()) {
        return;
      }
      running++;
      notBefore = clock.nanos() + LINGER_NANOS;
      start(look);
    }
  }

  private boolean isRipe() {
    return lanes.isAnyDry() || clock.nanos() >= notBefore;
  }

  private void start(Look look) {
    try {
      executor.execute(() -> run(look));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "No thread to read lanes; trying again", e);
      fail(look);
    }
  }

  private Look nextLook() {
    List<EndpointLane> chosen = new ArrayList<>();
    List<Read> reads = new ArrayList<>();
    boolean allSlow = true;
    int rows = 0;
    while (chosen.size() < MAX_LANES && rows < MAX_ROWS) {
      EndpointLane lane = lanes.toFetch.poll(true, lanes.hasRoom(true));
      if (lane == null) {
        lanes.noneIsDry();
        break;
      }
      int more = include(lane, chosen, reads);
      allSlow &= more == 0 || lane.isSlow(clock.nanos());
      rows += more;
    }
    return new Look(chosen, reads, lanes.bytesLeft(allSlow));
  }

  private int include(EndpointLane lane, List<EndpointLane> chosen, List<Read> reads) {
    if (!lane.shard.isActive() || !lane.reading.hasMore() || lane.reading.isFetching()) {
      return 0;
    }
    Endpoint endpoint = directory.lookUp(lane.endpointId);
    if (endpoint == null) {
      // What it is owed would only fill the memory.
      lane.awaitNews(clock.nanos());
      lanes.evaluate(lane);
      return 0;
    }
    if (endpoint.status() == EndpointStatus.UNVERIFIED) {
      lanes.hold(lane);
      return 0;
    }
    adoptOrder(lane, endpoint);
    int limit = Math.max(1, lanes.bufferTarget(lane) - lane.buffered());
    chosen.add(lane);
    reads.add(new Read(lane.endpointId, lane.reading.cursor(), limit, lane.reading.isOrdered()));
    lane.reading.begin();
    return limit;
  }

  private void adoptOrder(EndpointLane lane, Endpoint endpoint) {
    if (endpoint.ordered() != lane.reading.isOrdered()) {
      lanes.dropBuffer(lane);
      lane.reading.restart(endpoint.ordered());
    }
  }

  /** On a background thread. */
  private void run(Look look) {
    try {
      Fetched fetched = queue.fetch(look.reads);
      Map<Long, Content> found = contents.get(eventsOf(fetched), look.maxBytes);
      mailbox.post(() -> end(look, fetched, found));
    } catch (RuntimeException | Error e) {
      // Even when memory has run out: a look nobody ends would keep its lanes from being read.
      LOG.log(Level.WARNING, "Lanes could not be read; trying again", e);
      mailbox.post(() -> fail(look));
    }
  }

  private static Set<Long> eventsOf(Fetched fetched) {
    Set<Long> numbers = new LinkedHashSet<>();
    for (Fetched.Row row : fetched.rows()) {
      if (!row.dueAt().isAfter(fetched.readAt())) {
        numbers.add(row.delivery().eventNumber());
      }
    }
    return numbers;
  }

  private void end(Look look, Fetched fetched, Map<Long, Content> found) {
    running--;
    try {
      merge(look, fetched, found);
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "What was read of lanes could not be taken; reading them again", e);
      readAgain(look);
    }
  }

  private void fail(Look look) {
    running--;
    readAgain(look);
  }

  /** Harmless for a lane that was merged: what is in memory is not taken twice. */
  private void readAgain(Look look) {
    for (EndpointLane lane : look.lanes) {
      lane.reading.fail(clock.nanos() + RETRY_NANOS);
      lane.reading.expectAt(clock.nanos() + RETRY_NANOS);
      lane.forgetLeaving();
      lanes.evaluate(lane);
    }
  }

  private void merge(Look look, Fetched fetched, Map<Long, Content> found) {
    Map<Long, List<Fetched.Row>> rows = new HashMap<>(look.lanes.size() * 2);
    for (Fetched.Row row : fetched.rows()) {
      rows.computeIfAbsent(row.delivery().endpointId(), id -> new ArrayList<>()).add(row);
    }
    for (int i = 0; i < look.lanes.size(); i++) {
      EndpointLane lane = look.lanes.get(i);
      List<Fetched.Row> read = rows.getOrDefault(lane.endpointId, List.of());
      if (lane.shard.isActive()) {
        merge(lane, look.reads.get(i), fetched.readAt(), read, found);
        lanes.evaluate(lane);
      }
    }
  }

  /** What was read in another order than the lane has by now is read again. */
  private void merge(
      EndpointLane lane,
      Read read,
      Instant readAt,
      List<Fetched.Row> rows,
      Map<Long, Content> found) {
    if (read.ordered() == lane.reading.isOrdered()) {
      mergeRows(lane, read, readAt, rows, found);
    } else {
      lane.reading.end(Cursor.START, true);
      lane.forgetLeaving();
    }
  }

  private void mergeRows(
      EndpointLane lane,
      Read read,
      Instant readAt,
      List<Fetched.Row> rows,
      Map<Long, Content> found) {
    Cursor reached = read.after();
    boolean full = rows.size() >= read.limit();
    boolean inOrder = true;
    for (Fetched.Row row : rows) {
      if (row.dueAt().isAfter(readAt)) {
        lane.reading.expectAt(clock.nanosAt(row.dueAt()));
        full = false;
        break;
      }
      Content content = found.get(row.delivery().eventNumber());
      if (content == null
          || lane.reading.isAheadOfTurn(row.delivery().id())
          || (lane.isSlow(clock.nanos()) && !lanes.hasRoom(true))) {
        // No memory for it, or too early: read again from here.
        full = true;
        break;
      }
      inOrder &= take(lane, row.delivery(), content);
      reached = new Cursor(row.dueAt(), row.delivery().id());
    }
    if (lane.reading.isOrdered() && !inOrder) {
      lane.sort();
    }
    lane.reading.end(reached, full);
    lane.forgetLeaving();
  }

  /** Takes a row into memory unless it is there; returns whether it came in the order of ids. */
  private boolean take(EndpointLane lane, PendingDelivery delivery, Content content) {
    @Nullable HeldDelivery known = lane.find(delivery.id());
    if (known == null) {
      boolean inOrder = lane.isBehindAll(delivery);
      HeldDelivery held = new HeldDelivery(lane, delivery, content, lane.isSlow(clock.nanos()));
      held.readAt = directory.refreshesBegun();
      lane.add(held);
      tally.took(held);
      return inOrder;
    }
    if (known.isOlderThan(delivery)) {
      if (known.buffered) {
        known.delivery = delivery;
        known.readAt = directory.refreshesBegun();
      } else {
        known.newerSeen = true;
      }
    }
    return true;
  }
}
