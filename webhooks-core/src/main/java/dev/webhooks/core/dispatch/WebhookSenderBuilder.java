package dev.webhooks.core.dispatch;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.webhooks.core.http.NettyHttpTransport;
import dev.webhooks.core.jdbc.ConnectionSource;
import dev.webhooks.core.jdbc.H2DeliveryQueue;
import dev.webhooks.core.jdbc.H2EventStore;
import dev.webhooks.core.jdbc.H2ShardLeases;
import dev.webhooks.core.jdbc.JdbcSchema;
import dev.webhooks.core.jdbc.JoinedConnections;
import dev.webhooks.core.jdbc.LocalTransactions;
import dev.webhooks.core.jdbc.PostgresDeliveryQueue;
import dev.webhooks.core.jdbc.PostgresEventStore;
import dev.webhooks.core.jdbc.PostgresShardLeases;
import dev.webhooks.core.jdbc.PostgresWakeups;
import dev.webhooks.core.jdbc.SqlDialect;
import dev.webhooks.core.spi.CallerTransaction;
import dev.webhooks.core.spi.DeliveryQueue;
import dev.webhooks.core.spi.EventStore;
import dev.webhooks.core.spi.HttpTransport;
import dev.webhooks.core.spi.ShardLeases;
import dev.webhooks.core.spi.Wakeups;
import dev.webhooks.core.target.TargetPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Builds and starts a {@link WebhookSender}: the composition root for embedding applications. */
public final class WebhookSenderBuilder {
  private static final Duration BEAT = Duration.ofSeconds(1);
  private static final Duration KEYS_LAST = Duration.ofDays(7);

  private static final Duration ANNOUNCE_PAUSE = Duration.ofMillis(5);

  private final DataSource dataSource;
  private final RegisteredEndpoints endpoints;
  private String tenant = "default";
  private String userAgent = "webhooks";
  private TargetPolicy policy = new TargetPolicy();
  private DispatcherSettings settings = DispatcherSettings.DEFAULT;
  private DispatchListener listener = DispatchListener.NONE;
  private @Nullable Joined joined;
  private @Nullable HttpTransport transport;
  private @Nullable Wakeups wakeups;

  WebhookSenderBuilder(DataSource dataSource, RegisteredEndpoints endpoints) {
    this.dataSource = dataSource;
    this.endpoints = endpoints;
  }

  /** Whose events {@link WebhookSender#publish(String, String)} publishes. */
  public WebhookSenderBuilder tenant(String newTenant) {
    this.tenant = newTenant;
    return this;
  }

  /** The value of {@code User-Agent}: {@code product/version}. */
  public WebhookSenderBuilder userAgent(String newUserAgent) {
    this.userAgent = newUserAgent;
    return this;
  }

  /**
   * Whose transactions publishing joins, in an application with a transaction manager: what is
   * published inside one is stored by it, sent at once when it commits and never when it rolls
   * back. When not given, those of {@link WebhookSender#transactions()}.
   *
   * @param connections gives the transaction's connection inside of one, which closing must leave
   *     open, and one of its own outside; all to the same database as the sender's data source,
   *     which itself must take part in no transaction
   * @param transaction says whether the calling thread is in one, and when it has committed
   */
  public WebhookSenderBuilder transactions(
      ConnectionSource connections, CallerTransaction transaction) {
    this.joined = new Joined(new JoinedConnections(connections, transaction), transaction, null);
    return this;
  }

  /** What may be called; https at public addresses when not given. */
  public WebhookSenderBuilder targets(TargetPolicy newPolicy) {
    this.policy = newPolicy;
    return this;
  }

  /** The bounds; {@link DispatcherSettings#DEFAULT} when not given. */
  public WebhookSenderBuilder settings(DispatcherSettings newSettings) {
    this.settings = newSettings;
    return this;
  }

  /** Who is told what became of deliveries; nobody when not given. */
  public WebhookSenderBuilder listener(DispatchListener newListener) {
    this.listener = newListener;
    return this;
  }

  /** How calls are made; by Netty under the target policy when not given. Not closed by us. */
  public WebhookSenderBuilder transport(HttpTransport newTransport) {
    this.transport = newTransport;
    return this;
  }

  /**
   * How processes tell each other that something was published. When not given: on PostgreSQL by
   * LISTEN, which keeps one connection of the data source; on H2 not at all, so that another
   * process finds it within about a second. Not closed by us.
   */
  public WebhookSenderBuilder wakeups(Wakeups newWakeups) {
    this.wakeups = newWakeups;
    return this;
  }

  /** Creates missing tables and starts to send. Blocks until the database has answered. */
  public WebhookSender start() {
    JdbcSchema.create(dataSource);
    Joined joining = joined == null ? Joined.local(dataSource) : joined;
    Stores stores = stores(joining.connections);
    EndpointDirectory directory = new EndpointDirectory(endpoints);
    Runnable refresh = directory::refresh;
    endpoints.addListener(refresh);
    directory.refresh();
    HttpTransport http = transport == null ? new NettyHttpTransport(policy) : transport;
    String node = "node-" + UlidCreator.getUlid();
    Wakeups telling = wakeups == null ? stores.wakeups.apply(node) : wakeups;
    Dispatcher dispatcher =
        Dispatcher.builder()
            .node(node)
            .endpoints(directory, endpoints)
            .events(stores.events)
            .queue(stores.queue)
            .leases(stores.leases)
            .wakeups(telling)
            .transport(http)
            .random(new SplittableRandom())
            .settings(settings)
            .listener(listener)
            .userAgent(userAgent)
            .build();
    dispatcher.start(BEAT);
    return new WebhookSender(
        new EventPublisher(directory, stores.events, joining.transaction, dispatcher),
        dispatcher,
        joining.local,
        InstantSource.system(),
        tenant,
        () -> {
          endpoints.removeListener(refresh);
          close(http, telling);
        });
  }

  private void close(HttpTransport http, Wakeups telling) {
    if (transport == null) {
      http.close();
    }
    if (wakeups == null) {
      telling.close();
    }
  }

  /** What publishing joins; the local transactions are null when it is another kind. */
  private record Joined(
      ConnectionSource connections,
      CallerTransaction transaction,
      @Nullable LocalTransactions local) {

    static Joined local(DataSource dataSource) {
      LocalTransactions transactions = new LocalTransactions(dataSource);
      transactions.learn();
      return new Joined(transactions, transactions, transactions);
    }
  }

  private record Stores(
      EventStore events,
      DeliveryQueue queue,
      ShardLeases leases,
      Function<String, Wakeups> wakeups) {}

  private Stores stores(ConnectionSource publishing) {
    return switch (SqlDialect.of(dataSource)) {
      case POSTGRESQL ->
          new Stores(
              new PostgresEventStore(publishing, KEYS_LAST),
              new PostgresDeliveryQueue(dataSource::getConnection),
              new PostgresShardLeases(dataSource::getConnection),
              this::listening);
      case H2 ->
          new Stores(
              new H2EventStore(publishing, KEYS_LAST),
              new H2DeliveryQueue(dataSource::getConnection),
              new H2ShardLeases(dataSource::getConnection),
              node -> Wakeups.NONE);
    };
  }

  private Wakeups listening(String node) {
    return new PostgresWakeups(
        dataSource::getConnection, dataSource::getConnection, node, ANNOUNCE_PAUSE);
  }
}
