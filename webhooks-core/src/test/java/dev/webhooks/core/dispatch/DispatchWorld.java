package dev.webhooks.core.dispatch;

import dev.webhooks.core.model.BodyFormat;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.EndpointBuilder;
import dev.webhooks.core.model.Event;
import dev.webhooks.core.spi.ArrivalWatch;
import dev.webhooks.core.spi.DeliveryQueue;
import dev.webhooks.core.spi.EndpointStore;
import dev.webhooks.core.spi.Fetched;
import dev.webhooks.core.spi.Lane;
import dev.webhooks.core.spi.NewEvent;
import dev.webhooks.core.spi.RecordItem;
import dev.webhooks.core.spi.Recorded;
import dev.webhooks.core.spi.Wakeups;
import dev.webhooks.core.testkit.InMemoryDatabase;
import dev.webhooks.core.testkit.InMemoryDeliveryQueue;
import dev.webhooks.core.testkit.InMemoryEndpointStore;
import dev.webhooks.core.testkit.InMemoryEventStore;
import dev.webhooks.core.testkit.InMemoryShardLeases;
import dev.webhooks.core.testkit.ScriptedTransport;
import dev.webhooks.core.testkit.SettableClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A whole deployment in one thread: stores in memory, a clock that stands until it is moved, nodes
 * that work only when they are told to.
 */
final class DispatchWorld {
  static final String TENANT = "acme";

  final SettableClock clock = new SettableClock();
  final InMemoryDatabase db = new InMemoryDatabase(clock);
  final InMemoryEndpointStore endpoints = new InMemoryEndpointStore();
  final InMemoryEventStore events = new InMemoryEventStore(db);
  final InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue(db);
  final InMemoryShardLeases leases = new InMemoryShardLeases(db);
  final ScriptedTransport transport = new ScriptedTransport();

  /** Thrown, one a time, to a node that reads the endpoints. */
  final Queue<Error> errorsOfEndpoints = new ArrayDeque<>();

  final List<Node> nodes = new ArrayList<>();

  /** What a test makes of a node's source of random numbers. */
  UnaryOperator<RandomGenerator> chance = random -> random;

  private int published;

  private EndpointStore failingEndpoints() {
    return new EndpointStore() {
      @Override
      public List<Endpoint> changedAfter(long version) {
        Error error = errorsOfEndpoints.poll();
        if (error != null) {
          throw error;
        }
        return endpoints.changedAfter(version);
      }

      @Override
      public boolean disable(long endpointId, DisableReason reason) {
        return endpoints.disable(endpointId, reason);
      }
    };
  }

  Endpoint endpoint(long id) {
    return endpoint(id, e -> e);
  }

  Endpoint endpoint(long id, UnaryOperator<EndpointBuilder> change) {
    Endpoint endpoint =
        endpoints.put(
            change
                .apply(
                    Endpoint.builder(id, URI.create("https://r" + id + ".example/in"))
                        .tenant(TENANT))
                .build());
    nodes.forEach(node -> node.directory.refresh());
    return endpoint;
  }

  Event event() {
    return event("evt_" + ++published);
  }

  static Event event(String id) {
    return new Event(
        id,
        TENANT,
        "payment.succeeded",
        true,
        Set.of(),
        ("{\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8),
        null);
  }

  /** Publishes by way of a node that sends nothing and tells nobody. */
  void publishElsewhere(int count) {
    EndpointDirectory directory = new EndpointDirectory(endpoints);
    directory.refresh();
    publish(count, new EventPublisher(directory, events, db.transactions(), committed -> {}));
  }

  /** An event owed to an endpoint whose change has not reached any node. */
  void publishElsewhereTo(long endpointId) {
    events.append(
        List.of(
            new NewEvent(
                event(), List.of(new NewEvent.Target(endpointId, BodyFormat.JSON)), null)));
  }

  void publish(int count, EventPublisher publisher) {
    for (int i = 0; i < count; i++) {
      publisher.publish(List.of(EventToPublish.of(event())));
    }
  }

  Node node(String name) {
    return node(name, queue, DispatcherSettings.DEFAULT);
  }

  Node node(String name, DeliveryQueue seen, DispatcherSettings settings) {
    return node(name, seen, settings, Runnable::run);
  }

  Node node(String name, DeliveryQueue seen, DispatcherSettings settings, Executor executor) {
    Node node = new Node(name, seen, settings, executor);
    nodes.add(node);
    node.beat();
    return node;
  }

  /** Time passes in steps of a second, with a heartbeat and all work after each. */
  void pass(Duration time) {
    pass(time, Duration.ofSeconds(1));
  }

  void pass(Duration time, Duration step) {
    Instant end = clock.instant().plus(time);
    while (clock.instant().isBefore(end)) {
      clock.advance(step);
      nodes.forEach(Node::beat);
    }
  }

  /** Event ids in the order in which they arrived at an endpoint. */
  List<String> sentTo(long endpointId) {
    return transport.calls().stream()
        .filter(call -> call.request().url().getHost().equals("r" + endpointId + ".example"))
        .map(call -> String.valueOf(call.header("X-Webhook-Event-Id")))
        .toList();
  }

  /** A node of the deployment. */
  final class Node {
    final EndpointDirectory directory = new EndpointDirectory(failingEndpoints());
    final List<DispatchListener.Outcome> outcomes = new ArrayList<>();
    final Dispatcher dispatcher;
    final EventPublisher publisher;
    private @Nullable Instant frozenAt;
    private Duration lost = Duration.ZERO;

    Node(String name, DeliveryQueue seen, DispatcherSettings settings, Executor executor) {
      dispatcher =
          Dispatcher.builder()
              .node(name)
              .endpoints(directory, endpoints)
              .events(events)
              .queue(seen)
              .leases(leases)
              .wakeups(Wakeups.NONE)
              .transport(transport)
              .executor(executor)
              .random(chance.apply(new SplittableRandom(7)))
              .clock(clock)
              .nanoTime(this::nanos)
              .listener(outcomes::addAll)
              .settings(settings)
              .userAgent("webhooks/test")
              .build();
      publisher = new EventPublisher(directory, events, db.transactions(), dispatcher);
    }

    /** Stops this process, its monotonic clock included, as a suspended machine does. */
    void freeze() {
      frozenAt = clock.instant();
      nodes.remove(this);
    }

    /** It goes on as if nothing had happened. */
    void thaw() {
      lost = lost.plus(Duration.between(frozenAt(), clock.instant()));
      frozenAt = null;
    }

    private Instant frozenAt() {
      return frozenAt == null ? clock.instant() : frozenAt;
    }

    private long nanos() {
      Instant now = frozenAt().minus(lost);
      return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    void beat() {
      dispatcher.heartbeat();
      work();
    }

    /** Does everything that can be done now; outcomes are recorded, however few. */
    void work() {
      dispatcher.runUntilIdle();
      clock.advance(Duration.ofMillis(5));
      dispatcher.runUntilIdle();
    }

    void publish(int count) {
      DispatchWorld.this.publish(count, publisher);
      work();
    }
  }

  /** A queue that a test can break. */
  static class ForwardingQueue implements DeliveryQueue {
    private final DeliveryQueue queue;

    ForwardingQueue(DeliveryQueue queue) {
      this.queue = queue;
    }

    @Override
    public List<Lane.Head> lanes(Set<Integer> shards) {
      return queue.lanes(shards);
    }

    @Override
    public Fetched fetch(List<Lane.Read> reads) {
      return queue.fetch(reads);
    }

    @Override
    public List<Recorded> record(Map<Integer, Long> claims, List<RecordItem> items) {
      return queue.record(claims, items);
    }

    @Override
    public ArrivalWatch watchArrivals() {
      return queue.watchArrivals();
    }

    @Override
    public Duration oldestOverdue(Set<Long> unverified) {
      return queue.oldestOverdue(unverified);
    }
  }
}
