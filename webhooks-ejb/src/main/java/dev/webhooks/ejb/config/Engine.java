package dev.webhooks.ejb.config;

import dev.webhooks.core.dispatch.Dispatcher;
import dev.webhooks.core.dispatch.DispatcherSettings;
import dev.webhooks.core.dispatch.EndpointDirectory;
import dev.webhooks.core.dispatch.EventPublisher;
import dev.webhooks.core.dispatch.GroupCommit;
import dev.webhooks.core.operation.AttemptTotals;
import dev.webhooks.core.operation.ExhaustedDeliveries;
import dev.webhooks.core.operation.HealthWatch;
import dev.webhooks.core.operation.PublishedTotals;
import dev.webhooks.core.operation.StatisticsRecorder;
import dev.webhooks.core.spi.CallerTransaction;
import dev.webhooks.core.spi.EndpointHealth;
import dev.webhooks.core.spi.EventStore;
import dev.webhooks.core.spi.HttpTransport;
import dev.webhooks.core.spi.ShardLeases;
import dev.webhooks.core.spi.StatisticsStore;
import dev.webhooks.core.spi.Wakeups;
import dev.webhooks.ejb.WebhooksDatabase;
import dev.webhooks.ejb.config.Settings.Sending;
import dev.webhooks.ejb.dispatch.GuardedDeliveryQueue;
import dev.webhooks.ejb.dispatch.GuardedEndpointStore;
import dev.webhooks.ejb.dispatch.GuardedEventStore;
import dev.webhooks.ejb.dispatch.GuardedTokenClient;
import dev.webhooks.ejb.dispatch.Unguarded;
import dev.webhooks.ejb.publish.EventIds;
import dev.webhooks.ejb.publish.TransactionNumbers;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Puts together, once, what publishes and what sends. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init")
public class Engine {
  private static final System.Logger LOG = System.getLogger(Engine.class.getName());

  /** The product's name in {@code User-Agent}. */
  static final String USER_AGENT = "webhooks/0.1";

  private static final int STORE_CALLS = 6;
  private static final int WAITING_EVENTS = 20_000;
  private static final int COMMITTERS = 2;

  private HttpTransport transport;
  private Wakeups wakeups;
  private ExecutorService storeCalls;
  private EndpointDirectory directory;
  private Dispatcher dispatcher;
  private Observers observers;
  private PublishedTotals published;
  private EventPublisher publishing;
  private EventPublisher publisher;
  private GroupCommit groupCommit;
  private TransactionNumbers transactionNumbers;

  /** For the client proxy. */
  protected Engine() {}

  @Inject
  Engine(
      Settings settings,
      Node node,
      HttpTransport transport,
      GuardedTokenClient tokens,
      GuardedEndpointStore endpoints,
      GuardedDeliveryQueue queue,
      GuardedEventStore guardedEvents,
      EndpointHealth health,
      StatisticsStore statistics,
      EventIds ids,
      InstantSource clock,
      @Unguarded EventStore events,
      ShardLeases leases,
      Wakeups wakeups,
      @WebhooksDatabase ManagedThreadFactory threads,
      CallerTransaction caller) {
    this.transport = transport;
    this.wakeups = wakeups;
    storeCalls = Executors.newFixedThreadPool(STORE_CALLS, threads);
    directory = new EndpointDirectory(endpoints);
    published = new PublishedTotals(committed -> dispatcher.handOver(committed));
    publishing = new EventPublisher(directory, guardedEvents, CallerTransaction.NONE, published);
    observers =
        Observers.of(
            new Observers.Needs(
                endpoints,
                guardedEvents,
                health,
                statistics,
                ids,
                clock,
                settings.sending().failingAfter()),
            directory,
            publishing);
    dispatcher =
        Dispatcher.builder()
            .node(node.name())
            .endpoints(directory, endpoints)
            .events(guardedEvents)
            .queue(queue)
            .leases(leases)
            .wakeups(wakeups)
            .transport(transport)
            .tokens(tokens)
            .executor(storeCalls)
            .threads(threads)
            .random(new SecureRandom())
            .settings(bounds(settings.sending()))
            .listener(observers.listener())
            .userAgent(USER_AGENT)
            .build();
    publisher = new EventPublisher(directory, events, caller, published);
    transactionNumbers = new TransactionNumbers(guardedEvents);
    groupCommit =
        new GroupCommit(publishing, WAITING_EVENTS, COMMITTERS, threads, System::nanoTime);
  }

  /** Sends. */
  @Produces
  public Dispatcher dispatcher() {
    return dispatcher;
  }

  @Produces
  EndpointDirectory directory() {
    return directory;
  }

  @Produces
  EventPublisher publisher() {
    return publisher;
  }

  @Produces
  GroupCommit groupCommit() {
    return groupCommit;
  }

  @Produces
  HealthWatch health() {
    return observers.health();
  }

  @Produces
  ExhaustedDeliveries exhausted() {
    return observers.exhausted();
  }

  @Produces
  StatisticsRecorder statistics() {
    return observers.statistics();
  }

  @Produces
  AttemptTotals attemptTotals() {
    return observers.totals();
  }

  @Produces
  PublishedTotals publishedTotals() {
    return published;
  }

  @Produces
  TransactionNumbers transactionNumbers() {
    return transactionNumbers;
  }

  /** Stops taking events, sends what is under way, closes connections. Blocks, bounded. */
  public boolean stop(Duration patience) {
    groupCommit.close();
    boolean drained = dispatcher.drainAndStop(patience);
    flushStatistics();
    transport.close();
    wakeups.close();
    storeCalls.shutdown();
    return drained;
  }

  /** The database may be the reason why the node stops. */
  private void flushStatistics() {
    try {
      observers.statistics().flush();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The last statistics were not stored", e);
    }
  }

  private static DispatcherSettings bounds(Sending sending) {
    DispatcherSettings standard = DispatcherSettings.DEFAULT.withLease(sending.lease());
    return new DispatcherSettings(
        sending.inFlight(),
        sending.inFlightPerEndpoint(),
        standard.maxBuffered(),
        standard.maxContentBytes(),
        standard.recordBatch(),
        standard.recordLinger(),
        standard.lease(),
        standard.reread(),
        sending.connectTimeout());
  }
}
