package dev.webhooks.ejb.config;

import dev.webhooks.core.jdbc.ConnectionSource;
import dev.webhooks.core.jdbc.H2DeliveryQueue;
import dev.webhooks.core.jdbc.H2EventStore;
import dev.webhooks.core.jdbc.H2ShardLeases;
import dev.webhooks.core.jdbc.JdbcDeliveryControl;
import dev.webhooks.core.jdbc.JdbcDeliveryLog;
import dev.webhooks.core.jdbc.JdbcEndpointHealth;
import dev.webhooks.core.jdbc.JdbcEventLog;
import dev.webhooks.core.jdbc.JdbcRecoveryStore;
import dev.webhooks.core.jdbc.JdbcRetention;
import dev.webhooks.core.jdbc.JdbcStatisticsStore;
import dev.webhooks.core.jdbc.PostgresDeliveryQueue;
import dev.webhooks.core.jdbc.PostgresEventStore;
import dev.webhooks.core.jdbc.PostgresSessions;
import dev.webhooks.core.jdbc.PostgresShardLeases;
import dev.webhooks.core.jdbc.PostgresWakeups;
import dev.webhooks.core.jdbc.SqlDialect;
import dev.webhooks.core.spi.DeliveryControl;
import dev.webhooks.core.spi.DeliveryLog;
import dev.webhooks.core.spi.DeliveryQueue;
import dev.webhooks.core.spi.EndpointHealth;
import dev.webhooks.core.spi.EventLog;
import dev.webhooks.core.spi.EventStore;
import dev.webhooks.core.spi.RecoveryStore;
import dev.webhooks.core.spi.Retention;
import dev.webhooks.core.spi.ShardLeases;
import dev.webhooks.core.spi.StatisticsStore;
import dev.webhooks.core.spi.Wakeups;
import dev.webhooks.ejb.WebhooksDatabase;
import dev.webhooks.ejb.dispatch.Unguarded;
import dev.webhooks.ejb.endpoint.DeliveryMark;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Makes, once, the stores of the configured database product on the server's data source, whose
 * connections belong to the caller's transaction where there is one.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init")
public class Stores {
  private static final System.Logger LOG = System.getLogger(Stores.class.getName());
  private static final Duration NOTIFY_PAUSE = Duration.ofMillis(5);

  private Database database;
  private Node node;
  private ConnectionSource connections;
  private EventStore events;
  private DeliveryQueue queue;
  private ShardLeases leases;
  private EventLog eventLog;
  private DeliveryLog deliveryLog;
  private DeliveryControl control;
  private Retention retention;
  private EndpointHealth health;
  private RecoveryStore recoveries;
  private StatisticsStore statistics;

  /** For the client proxy. */
  protected Stores() {}

  @Inject
  Stores(Settings settings, Node node, @WebhooksDatabase DataSource dataSource) {
    this.database = settings.database();
    this.node = node;
    this.connections = dataSource::getConnection;
    SqlDialect dialect = database.dialect();
    if (database == Database.H2) {
      events = new H2EventStore(connections, settings.keeping().idempotencyKeys());
      queue = new H2DeliveryQueue(connections);
      leases = new H2ShardLeases(connections);
    } else {
      events = new PostgresEventStore(connections, settings.keeping().idempotencyKeys());
      queue = new PostgresDeliveryQueue(connections);
      leases = new PostgresShardLeases(connections);
    }
    eventLog = new JdbcEventLog(connections, dialect);
    deliveryLog = new JdbcDeliveryLog(connections, dialect);
    control = new JdbcDeliveryControl(connections, dialect);
    retention = new JdbcRetention(connections, dialect);
    health = new JdbcEndpointHealth(connections, dialect);
    recoveries = new JdbcRecoveryStore(connections, dialect);
    statistics = new JdbcStatisticsStore(connections, dialect);
  }

  @Produces
  @Unguarded
  EventStore events() {
    return events;
  }

  @Produces
  @Unguarded
  DeliveryQueue queue() {
    return queue;
  }

  @Produces
  ShardLeases leases() {
    return leases;
  }

  /** Asks the database, and so only once the node starts. */
  @Produces
  Wakeups wakeups() {
    return database == Database.H2 ? Wakeups.NONE : postgresWakeups();
  }

  private Wakeups postgresWakeups() {
    ConnectionSource unpooled = new ConfiguredDataSource()::getConnection;
    if (PostgresSessions.areOwn(unpooled)) {
      return new PostgresWakeups(connections, unpooled, node.name(), NOTIFY_PAUSE);
    }
    LOG.log(
        Level.INFO,
        "PostgreSQL is behind a connection pooler in transaction mode: events published on one node"
            + " for another wait for up to a second");
    return Wakeups.NONE;
  }

  @Produces
  EventLog eventLog() {
    return eventLog;
  }

  @Produces
  DeliveryLog deliveryLog() {
    return deliveryLog;
  }

  @Produces
  DeliveryControl control() {
    return control;
  }

  @Produces
  Retention retention() {
    return retention;
  }

  @Produces
  EndpointHealth health() {
    return health;
  }

  @Produces
  RecoveryStore recoveries() {
    return recoveries;
  }

  @Produces
  StatisticsStore statistics() {
    return statistics;
  }

  @Produces
  DeliveryMark mark() {
    return control::lastArrival;
  }
}
