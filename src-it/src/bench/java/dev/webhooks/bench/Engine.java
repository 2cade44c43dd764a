package dev.webhooks.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.webhooks.core.dispatch.Dispatcher;
import dev.webhooks.core.dispatch.DispatcherSettings;
import dev.webhooks.core.dispatch.EndpointDirectory;
import dev.webhooks.core.dispatch.EventPublisher;
import dev.webhooks.core.dispatch.EventToPublish;
import dev.webhooks.core.http.NettyHttpTransport;
import dev.webhooks.core.http.TransportOptions;
import dev.webhooks.core.jdbc.JdbcSchema;
import dev.webhooks.core.jdbc.LocalTransactions;
import dev.webhooks.core.jdbc.PostgresDeliveryQueue;
import dev.webhooks.core.jdbc.PostgresEventStore;
import dev.webhooks.core.jdbc.PostgresShardLeases;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.Event;
import dev.webhooks.core.signing.SigningSecret;
import dev.webhooks.core.spi.EndpointStore;
import dev.webhooks.core.spi.HttpTransport;
import dev.webhooks.core.spi.Wakeups;
import dev.webhooks.core.target.TargetPolicy;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A node with the engine and nothing else, in a process of its own: {@code jdbcUrl receiverPort
 * endpoints paths scheme}. Endpoints come in groups of five, each group a tenant, so that an event
 * is owed to five.
 *
 * <p>Commands on standard input: {@code fill N} publishes N events in batches, {@code start} starts
 * the dispatcher, {@code publish RATE SECONDS} publishes so many events a second, each timed,
 * {@code flood SECONDS} publishes as fast as the store takes them, {@code stats} prints the
 * dispatcher's counters. Each is answered with one line.
 */
public final class Engine implements EndpointStore {
  private static final int FAN_OUT = 5;
  private static final int BATCH = 100;
  private static final AtomicLong SEQUENCE = new AtomicLong();

  private final List<Endpoint> endpoints = new ArrayList<>();
  private final EventPublisher publisher;
  private final Dispatcher dispatcher;
  private final String node = "node-" + ProcessHandle.current().pid();

  private Engine(
      String url, int port, int count, String[] paths, String scheme, HttpTransport http) {
    for (int i = 0; i < count; i++) {
      endpoints.add(endpoint(i, scheme, port, paths[i % paths.length]));
    }
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(16);
    var dataSource = new HikariDataSource(config);
    JdbcSchema.create(dataSource);
    var transactions = new LocalTransactions(dataSource);
    var events = new PostgresEventStore(transactions, Duration.ofDays(1));
    var directory = new EndpointDirectory(this);
    directory.refresh();
    dispatcher =
        Dispatcher.builder()
            .node(node)
            .endpoints(directory, this)
            .events(events)
            .queue(new PostgresDeliveryQueue(dataSource::getConnection))
            .leases(new PostgresShardLeases(dataSource::getConnection))
            .wakeups(new NoOtherNodes())
            .transport(http)
            .random(new Random(1))
            .userAgent("webhooks/bench")
            .settings(DispatcherSettings.DEFAULT)
            .build();
    publisher = new EventPublisher(directory, events, transactions, dispatcher);
  }

  public static void main(String[] args) throws Exception {
    var options = TransportOptions.builder().build();
    try (HttpTransport http = transport(options)) {
      new Engine(
              args[0],
              Integer.parseInt(args[1]),
              Integer.parseInt(args[2]),
              args[3].split(","),
              args[4],
              http)
          .serve();
    }
    System.exit(0);
  }

  private static HttpTransport transport(TransportOptions options) {
    return new NettyHttpTransport(
        TargetPolicy.development(),
        options,
        host -> List.of(java.net.InetAddress.getAllByName(host)));
  }

  private static Endpoint endpoint(int index, String scheme, int port, String path) {
    String host = "127.0." + index / 250 + "." + (1 + index % 250);
    return Endpoint.builder(1000L + index, URI.create(scheme + "://" + host + ":" + port + path))
        .tenant("tenant-" + index / FAN_OUT)
        .types("*")
        .signedWith(SigningSecret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        .version(index + 1L)
        .build();
  }

  private void serve() throws Exception {
    System.out.println("ready");
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "fill" -> fill(Integer.parseInt(words[1]));
        case "start" -> dispatcher.start(Duration.ofSeconds(1));
        case "publish" -> publishAtRate(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
        case "flood" -> flood(Integer.parseInt(words[1]));
        case "stats" -> {
          System.out.println(dispatcher.stats());
          continue;
        }
        default -> throw new IllegalArgumentException(line);
      }
      System.out.println("done");
    }
    dispatcher.drainAndStop(Duration.ofSeconds(5));
  }

  private void fill(int events) {
    for (int from = 0; from < events; from += BATCH) {
      publisher.publish(batch(Math.min(BATCH, events - from)));
    }
  }

  private void flood(int seconds) {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    while (System.nanoTime() < end) {
      publisher.publish(batch(BATCH));
    }
  }

  private void publishAtRate(int perSecond, int seconds) {
    // One commit each millisecond at the most: what arrives together shares one.
    int perBatch = Math.max(1, perSecond / 1000);
    long start = System.nanoTime();
    long batches = (long) perSecond * seconds / perBatch;
    for (long i = 0; i < batches; i++) {
      Pace.until(start + i * 1_000_000_000L * perBatch / perSecond);
      publisher.publish(batch(perBatch));
    }
  }

  private List<EventToPublish> batch(int size) {
    List<EventToPublish> batch = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      batch.add(event());
    }
    return batch;
  }

  private EventToPublish event() {
    long number = SEQUENCE.incrementAndGet();
    String id = "evt_" + node.substring(5) + "x" + number;
    String tenant = "tenant-" + number % ((endpoints.size() + FAN_OUT - 1) / FAN_OUT);
    String body =
        "{\"id\":\""
            + id
            + "\",\"object\":\"event\",\"type\":\"payment.succeeded\",\"livemode\":true,\"data\":{\"pad\":\""
            + "x".repeat(550)
            + "\",\"at\":"
            + System.nanoTime()
            + "}}";
    return EventToPublish.of(
        new Event(
            id,
            tenant,
            "payment.succeeded",
            true,
            Set.of(),
            body.getBytes(StandardCharsets.US_ASCII),
            null));
  }

  @Override
  public List<Endpoint> changedAfter(long version) {
    return version == 0 ? endpoints : List.of();
  }

  @Override
  public boolean disable(long endpointId, DisableReason reason) {
    return false;
  }

  /** One node alone. */
  private static final class NoOtherNodes implements Wakeups {
    @Override
    public void announce(Set<Long> endpointIds) {}

    @Override
    public void listen(Consumer<Set<Long>> lanes, Runnable lost) {}

    @Override
    public void close() {}
  }
}
