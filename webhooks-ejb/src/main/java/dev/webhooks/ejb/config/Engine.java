package dev.webhooks.ejb.config;

import dev.webhooks.core.dispatch.Dispatcher;
import dev.webhooks.core.dispatch.DispatcherSettings;
import dev.webhooks.core.dispatch.EndpointDirectory;
import dev.webhooks.core.dispatch.EventPublisher;
import dev.webhooks.core.dispatch.GroupCommit;
import dev.webhooks.core.spi.CallerTransaction;
import dev.webhooks.core.spi.EventStore;
import dev.webhooks.core.spi.HttpTransport;
import dev.webhooks.core.spi.ShardLeases;
import dev.webhooks.core.spi.Wakeups;
import dev.webhooks.ejb.WebhooksDatabase;
import dev.webhooks.ejb.config.Settings.Sending;
import dev.webhooks.ejb.dispatch.GuardedDeliveryQueue;
import dev.webhooks.ejb.dispatch.GuardedEndpointStore;
import dev.webhooks.ejb.dispatch.GuardedEventStore;
import dev.webhooks.ejb.dispatch.GuardedTokenClient;
import dev.webhooks.ejb.dispatch.Unguarded;
import dev.webhooks.ejb.publish.TransactionNumbers;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Puts together, once, what publishes and what sends. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init")
public class Engine {
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
      @Unguarded EventStore events,
      ShardLeases leases,
      Wakeups wakeups,
      @WebhooksDatabase ManagedThreadFactory threads,
      CallerTransaction caller) {
    this.transport = transport;
    this.wakeups = wakeups;
    storeCalls = Executors.newFixedThreadPool(STORE_CALLS, threads);
    directory = new EndpointDirectory(endpoints);
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
            .userAgent(USER_AGENT)
            .build();
    publisher = new EventPublisher(directory, events, caller, dispatcher);
    transactionNumbers = new TransactionNumbers(guardedEvents);
    groupCommit =
        new GroupCommit(
            new EventPublisher(directory, guardedEvents, Runnable::run, dispatcher),
            WAITING_EVENTS,
            COMMITTERS,
            threads,
            System::nanoTime);
  }

  @Produces
  Dispatcher dispatcher() {
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
  TransactionNumbers transactionNumbers() {
    return transactionNumbers;
  }

  /** Stops taking events, sends what is under way, closes connections. Blocks, bounded. */
  public boolean stop(Duration patience) {
    groupCommit.close();
    boolean drained = dispatcher.drainAndStop(patience);
    transport.close();
    wakeups.close();
    storeCalls.shutdown();
    return drained;
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
