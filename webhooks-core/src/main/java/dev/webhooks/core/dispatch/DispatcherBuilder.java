package dev.webhooks.core.dispatch;

import dev.webhooks.core.spi.DeliveryQueue;
import dev.webhooks.core.spi.EndpointStore;
import dev.webhooks.core.spi.EventStore;
import dev.webhooks.core.spi.HttpTransport;
import dev.webhooks.core.spi.ShardLeases;
import dev.webhooks.core.spi.Wakeups;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link Dispatcher} works with. Not thread-safe. */
public final class DispatcherBuilder {
  private static final Logger LOG = System.getLogger(DispatcherBuilder.class.getName());
  private static final int BACKGROUND_THREADS = 6;

  private @Nullable String node;
  private @Nullable EndpointDirectory directory;
  private @Nullable EndpointStore endpoints;
  private @Nullable EventStore events;
  private @Nullable DeliveryQueue queue;
  private @Nullable ShardLeases leases;
  private @Nullable Wakeups wakeups;
  private @Nullable HttpTransport transport;
  private @Nullable TokenClient tokens;
  private @Nullable Executor executor;
  private @Nullable RandomGenerator random;
  private InstantSource clock = InstantSource.system();
  private LongSupplier nanoTime = System::nanoTime;
  private ThreadFactory threads = DispatcherBuilder::daemon;
  private DispatcherSettings settings = DispatcherSettings.DEFAULT;
  private DispatchListener listener = DispatchListener.NONE;
  private String userAgent = "webhooks";

  DispatcherBuilder() {}

  /** This node's name: unique per process start. Required. */
  public DispatcherBuilder node(String newNode) {
    this.node = newNode;
    return this;
  }

  /** Who is sent to. Required; refreshed by the dispatcher's heartbeat. */
  public DispatcherBuilder endpoints(EndpointDirectory newDirectory, EndpointStore newStore) {
    this.directory = newDirectory;
    this.endpoints = newStore;
    return this;
  }

  /** What is sent. Required. */
  public DispatcherBuilder events(EventStore newEvents) {
    this.events = newEvents;
    return this;
  }

  /** What is owed. Required. */
  public DispatcherBuilder queue(DeliveryQueue newQueue) {
    this.queue = newQueue;
    return this;
  }

  /** Which node sends what. Required. */
  public DispatcherBuilder leases(ShardLeases newLeases) {
    this.leases = newLeases;
    return this;
  }

  /** How nodes tell each other. Required; closed by whoever made it. */
  public DispatcherBuilder wakeups(Wakeups newWakeups) {
    this.wakeups = newWakeups;
    return this;
  }

  /** How calls are made. Required; closed by whoever made it. */
  public DispatcherBuilder transport(HttpTransport newTransport) {
    this.transport = newTransport;
    return this;
  }

  /** How OAuth2 tokens are obtained; over the transport when not given. */
  public DispatcherBuilder tokens(TokenClient newTokens) {
    this.tokens = newTokens;
    return this;
  }

  /** Where store calls run, at most six at a time; threads of its own when not given. */
  public DispatcherBuilder executor(Executor newExecutor) {
    this.executor = newExecutor;
    return this;
  }

  /** Makes the dispatch thread; daemon threads when not given. */
  public DispatcherBuilder threads(ThreadFactory newThreads) {
    this.threads = newThreads;
    return this;
  }

  /** The source of the retries' jitter. Required; used by one thread. */
  public DispatcherBuilder random(RandomGenerator newRandom) {
    this.random = newRandom;
    return this;
  }

  /** The node's clock: what attempts are stamped and signed with; the system's when not given. */
  public DispatcherBuilder clock(InstantSource newClock) {
    this.clock = newClock;
    return this;
  }

  /** The monotonic clock, in nanoseconds; the system's when not given. */
  public DispatcherBuilder nanoTime(LongSupplier newNanoTime) {
    this.nanoTime = newNanoTime;
    return this;
  }

  /** The bounds; {@link DispatcherSettings#DEFAULT} when not given. */
  public DispatcherBuilder settings(DispatcherSettings newSettings) {
    this.settings = newSettings;
    return this;
  }

  /** Who watches; nobody when not given. */
  public DispatcherBuilder listener(DispatchListener newListener) {
    this.listener = newListener;
    return this;
  }

  /** The value of {@code User-Agent}: {@code product/version}. */
  public DispatcherBuilder userAgent(String newUserAgent) {
    this.userAgent = newUserAgent;
    return this;
  }

  /**
   * The dispatcher, not yet started.
   *
   * @throws NullPointerException naming what is missing
   */
  public Dispatcher build() {
    EndpointDirectory known = required(directory, "endpoints");
    HttpTransport http = required(transport, "transport");
    DeliveryQueue owed = required(queue, "queue");
    EndpointStore store = required(endpoints, "endpoints");
    EventStore contentStore = required(events, "events");
    RandomGenerator chance = required(random, "random");
    Executor background = executor == null ? ownExecutor() : executor;

    Mailbox mailbox = new Mailbox();
    LoopClock loopClock = new LoopClock(nanoTime);
    Tally tally = new Tally();
    LaneTable lanes = new LaneTable(known, settings, loopClock, tally);
    ShardsInUse shards = new ShardsInUse();
    LaneSurvey survey =
        new LaneSurvey(
            owed, lanes, loopClock, background, mailbox, settings, shards::all, shards::find);
    Ownership ownership = new Ownership(lanes, tally, survey::load);
    shards.ownership = ownership;
    ContentCache contents = new ContentCache(contentStore, settings.maxContentBytes() / 3);
    LaneFetcher fetcher =
        new LaneFetcher(
            owed, contents, known, lanes, loopClock, tally, background, mailbox, settings);
    OutcomeRecorder recorder =
        new OutcomeRecorder(
            owed,
            lanes,
            loopClock,
            tally,
            background,
            mailbox,
            settings,
            listener,
            ownership::lose);
    DeliveryLauncher launcher =
        new DeliveryLauncher(
            known,
            lanes,
            attemptSender(http),
            recorder,
            loopClock,
            clock,
            chance,
            tally,
            mailbox,
            settings,
            userAgent,
            id -> background.execute(() -> disableGone(store, known, id)));
    DispatchLoop loop =
        new DispatchLoop(
            mailbox, loopClock, lanes, ownership, survey, fetcher, launcher, recorder, contents,
            tally);
    return new Dispatcher(
        required(node, "node"),
        mailbox,
        loopClock,
        loop,
        ownership,
        tally,
        required(leases, "leases"),
        required(wakeups, "wakeups"),
        known,
        settings.lease(),
        threads,
        background instanceof ThreadPoolExecutor own && executor == null
            ? own::shutdown
            : () -> {});
  }

  private AttemptSender attemptSender(HttpTransport http) {
    TokenClient client =
        tokens == null ? new HttpTokenClient(http, settings.connectTimeout(), userAgent) : tokens;
    return new AttemptSender(
        http, new AccessTokens(client, nanoTime), clock, nanoTime, settings.connectTimeout());
  }

  private static void disableGone(EndpointStore store, EndpointDirectory directory, long id) {
    try {
      store.disable(id, EndpointStore.DisableReason.GONE);
      directory.refresh();
    } catch (RuntimeException e) {
      // Its next delivery meets the same answer and tries again.
      LOG.log(Level.WARNING, "Endpoint " + id + " answered 410 and could not be disabled", e);
    }
  }

  private ThreadPoolExecutor ownExecutor() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            BACKGROUND_THREADS,
            BACKGROUND_THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            threads);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Ties the knot: the survey asks who owns what, and ownership tells the survey what is new. */
  private static final class ShardsInUse {
    @Nullable Ownership ownership;

    List<OwnedShard> all() {
      return required(ownership, "ownership").all();
    }

    @Nullable OwnedShard find(int number) {
      return required(ownership, "ownership").find(number);
    }
  }

  private static <T> T required(@Nullable T given, String name) {
    return Objects.requireNonNull(given, name);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "webhooks-dispatch");
    thread.setDaemon(true);
    return thread;
  }
}
