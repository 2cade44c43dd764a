package dev.webhooks.bench;

import dev.webhooks.core.jdbc.H2DeliveryQueue;
import dev.webhooks.core.jdbc.H2EventStore;
import dev.webhooks.core.jdbc.H2ShardLeases;
import dev.webhooks.core.jdbc.HistoryPartitions;
import dev.webhooks.core.jdbc.JdbcSchema;
import dev.webhooks.core.jdbc.LocalTransactions;
import dev.webhooks.core.jdbc.PostgresDeliveryQueue;
import dev.webhooks.core.jdbc.PostgresEventStore;
import dev.webhooks.core.jdbc.PostgresShardLeases;
import dev.webhooks.core.jdbc.PostgresWakeups;
import dev.webhooks.core.spi.DeliveryQueue;
import dev.webhooks.core.spi.EventStore;
import dev.webhooks.core.spi.ShardLeases;
import dev.webhooks.core.spi.Wakeups;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** What a node works on, as the service and {@code WebhookSender} compose it. */
record EngineStores(
    String node,
    LocalTransactions transactions,
    EventStore events,
    DeliveryQueue queue,
    ShardLeases leases,
    Wakeups wakeups) {
  private static final Duration KEYS_LAST = Duration.ofDays(7);
  private static final Duration ANNOUNCE_PAUSE = Duration.ofMillis(5);

  /** Creates the tables that are missing. */
  static EngineStores of(DataSource pool, String url) {
    JdbcSchema.create(pool);
    String node = "node-" + ProcessHandle.current().pid();
    return url.startsWith("jdbc:h2:") ? h2(node, pool) : postgres(node, pool, url);
  }

  private static EngineStores postgres(String node, DataSource pool, String url) {
    new HistoryPartitions(pool::getConnection).createAhead();
    var transactions = new LocalTransactions(pool);
    return new EngineStores(
        node,
        transactions,
        new PostgresEventStore(transactions, KEYS_LAST),
        new PostgresDeliveryQueue(pool::getConnection),
        new PostgresShardLeases(pool::getConnection),
        new PostgresWakeups(
            pool::getConnection, () -> DriverManager.getConnection(url), node, ANNOUNCE_PAUSE));
  }

  private static EngineStores h2(String node, DataSource pool) {
    var transactions = new LocalTransactions(pool);
    return new EngineStores(
        node,
        transactions,
        new H2EventStore(transactions, KEYS_LAST),
        new H2DeliveryQueue(pool::getConnection),
        new H2ShardLeases(pool::getConnection),
        new OneNode());
  }

  /** Nobody to tell. */
  private static final class OneNode implements Wakeups {
    @Override
    public void announce(Set<Long> endpointIds) {}

    @Override
    public void listen(Consumer<Set<Long>> lanes, Runnable lost) {}

    @Override
    public void close() {}
  }
}
