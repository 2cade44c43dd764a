package dev.webhooks.it.nodes;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.webhooks.core.dispatch.Dispatcher;
import dev.webhooks.core.dispatch.DispatcherSettings;
import dev.webhooks.core.dispatch.EndpointDirectory;
import dev.webhooks.core.dispatch.EventPublisher;
import dev.webhooks.core.dispatch.EventToPublish;
import dev.webhooks.core.dispatch.RegisteredEndpoints;
import dev.webhooks.core.http.NettyHttpTransport;
import dev.webhooks.core.jdbc.H2DeliveryQueue;
import dev.webhooks.core.jdbc.H2EventStore;
import dev.webhooks.core.jdbc.H2ShardLeases;
import dev.webhooks.core.jdbc.JdbcSchema;
import dev.webhooks.core.jdbc.LocalTransactions;
import dev.webhooks.core.jdbc.PostgresDeliveryQueue;
import dev.webhooks.core.jdbc.PostgresEventStore;
import dev.webhooks.core.jdbc.PostgresShardLeases;
import dev.webhooks.core.jdbc.PostgresWakeups;
import dev.webhooks.core.jdbc.SqlDialect;
import dev.webhooks.core.jdbc.StoreException;
import dev.webhooks.core.model.Event;
import dev.webhooks.core.spi.DeliveryQueue;
import dev.webhooks.core.spi.EventStore;
import dev.webhooks.core.spi.ShardLeases;
import dev.webhooks.core.spi.Wakeups;
import dev.webhooks.core.target.TargetPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * A node of the engine as a program. Its arguments are those of {@link NodeOptions}; it says {@code
 * ready}, then answers each line on its standard input with one line, and ends with its input.
 *
 * <ul>
 *   <li>{@code publish TYPE PREFIX FROM TO BATCH BYTES}: publishes the events {@code PREFIX_FROM}
 *       to {@code PREFIX_TO}, each batch again until it is stored
 *   <li>{@code load TYPE PREFIX BATCH}: the same from 0 on and in the background, until {@code
 *       unload}, which answers how many there were
 *   <li>{@code stats}: shards, sent, recorded, refused
 *   <li>{@code leave}: drains and answers whether everything was recorded
 * </ul>
 */
public final class Node {
  private static final Duration BEAT = Duration.ofMillis(500);
  private static final long RETRY_NANOS = Duration.ofMillis(50).toNanos();

  private final Dispatcher dispatcher;
  private final EventPublisher publisher;
  private volatile boolean loading;
  private volatile int loaded;
  private Thread loader;

  private record Stores(
      EventStore events, DeliveryQueue queue, ShardLeases leases, Wakeups wakeups) {}

  private Node(NodeOptions options) {
    DataSource dataSource = pool(options.url());
    JdbcSchema.create(dataSource);
    var transactions = new LocalTransactions(dataSource);
    Stores stores = stores(dataSource, transactions, options.name());
    RegisteredEndpoints endpoints = options.endpoints();
    var directory = new EndpointDirectory(endpoints);
    directory.refresh();
    dispatcher =
        Dispatcher.builder()
            .node(options.name())
            .endpoints(directory, endpoints)
            .events(stores.events)
            .queue(stores.queue)
            .leases(stores.leases)
            .wakeups(stores.wakeups)
            .transport(new NettyHttpTransport(TargetPolicy.development()))
            .random(new SplittableRandom())
            .clock(skewed(options.skew()))
            .settings(
                DispatcherSettings.DEFAULT
                    .withLease(options.lease())
                    .withMaxInFlight(options.inFlight(), options.inFlight())
                    .withMaxBuffered(5_000, options.contentBytes()))
            .build();
    publisher = new EventPublisher(directory, stores.events, transactions, dispatcher);
    dispatcher.start(BEAT);
  }

  public static void main(String[] arguments) throws IOException {
    Node node = new Node(NodeOptions.parse(arguments));
    System.out.println("ready");
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      System.out.println(node.answer(line.split(" ")));
    }
    System.exit(0);
  }

  private String answer(String[] words) {
    return switch (words[0]) {
      case "publish" -> {
        int to = Integer.parseInt(words[4]);
        int batch = Integer.parseInt(words[5]);
        String padding = "x".repeat(Integer.parseInt(words[6]));
        for (int from = Integer.parseInt(words[3]); from < to; from += batch) {
          publish(words[1], words[2], from, Math.min(to, from + batch), padding);
        }
        yield "done";
      }
      case "load" -> {
        loading = true;
        loader = new Thread(() -> load(words[1], words[2], Integer.parseInt(words[3])));
        loader.start();
        yield "done";
      }
      case "unload" -> Integer.toString(unload());
      case "stats" -> {
        var stats = dispatcher.stats();
        yield stats.shards() + " " + stats.sent() + " " + stats.recorded() + " " + stats.refused();
      }
      case "leave" -> Boolean.toString(dispatcher.drainAndStop(Duration.ofSeconds(30)));
      default -> throw new IllegalArgumentException(words[0]);
    };
  }

  private void load(String type, String prefix, int batch) {
    while (loading) {
      publish(type, prefix, loaded, loaded + batch, "");
      loaded += batch;
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  private int unload() {
    loading = false;
    try {
      loader.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return loaded;
  }

  /** As a client does that is told 503: the same again until it is accepted. */
  private void publish(String type, String prefix, int from, int to, String padding) {
    List<EventToPublish> events = new ArrayList<>();
    for (int i = from; i < to; i++) {
      events.add(EventToPublish.of(event(prefix + "_" + i, type, padding)));
    }
    boolean stored = false;
    while (!stored) {
      try {
        publisher.publish(events);
        stored = true;
      } catch (StoreException e) {
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  private static Event event(String id, String type, String padding) {
    byte[] body =
        ("{\"id\":\"" + id + "\",\"pad\":\"" + padding + "\"}").getBytes(StandardCharsets.US_ASCII);
    return new Event(id, "default", type, true, Set.of(), body, null);
  }

  private static DataSource pool(String url) {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(10);
    config.setConnectionTimeout(5_000);
    return new HikariDataSource(config);
  }

  private static Stores stores(DataSource dataSource, LocalTransactions transactions, String name) {
    Duration keysLast = Duration.ofDays(1);
    if (SqlDialect.of(dataSource) == SqlDialect.H2) {
      return new Stores(
          new H2EventStore(transactions, keysLast),
          new H2DeliveryQueue(dataSource::getConnection),
          new H2ShardLeases(dataSource::getConnection),
          Wakeups.NONE);
    }
    return new Stores(
        new PostgresEventStore(transactions, keysLast),
        new PostgresDeliveryQueue(dataSource::getConnection),
        new PostgresShardLeases(dataSource::getConnection),
        new PostgresWakeups(
            dataSource::getConnection, dataSource::getConnection, name, Duration.ofMillis(5)));
  }

  private static InstantSource skewed(Duration skew) {
    return () -> Instant.now().plus(skew);
  }
}
