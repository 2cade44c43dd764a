package dev.webhooks.core.jdbc;

import dev.webhooks.core.spi.DeliveryControl;
import dev.webhooks.core.spi.DeliveryLog;
import dev.webhooks.core.spi.DeliveryQueue;
import dev.webhooks.core.spi.EventLog;
import dev.webhooks.core.spi.EventStore;
import dev.webhooks.core.spi.Retention;
import dev.webhooks.core.spi.ShardLeases;
import dev.webhooks.core.testkit.StoresUnderTest;
import java.time.Duration;
import javax.sql.DataSource;

/** The PostgreSQL stores over one data source. */
record PostgresStores(DataSource dataSource, LocalTransactions transactions)
    implements StoresUnderTest {

  static PostgresStores empty() {
    return over(PostgresServer.emptied());
  }

  static PostgresStores over(DataSource dataSource) {
    return new PostgresStores(dataSource, new LocalTransactions(dataSource));
  }

  @Override
  public EventStore events() {
    return new PostgresEventStore(transactions, Duration.ofDays(1));
  }

  @Override
  public DeliveryQueue queue() {
    return new PostgresDeliveryQueue(dataSource::getConnection);
  }

  @Override
  public ShardLeases leases() {
    return new PostgresShardLeases(dataSource::getConnection);
  }

  @Override
  public DeliveryLog log() {
    return new JdbcDeliveryLog(transactions, SqlDialect.POSTGRESQL);
  }

  @Override
  public EventLog eventLog() {
    return new JdbcEventLog(transactions, SqlDialect.POSTGRESQL);
  }

  @Override
  public DeliveryControl control() {
    return new JdbcDeliveryControl(transactions, SqlDialect.POSTGRESQL);
  }

  @Override
  public Retention retention() {
    return new JdbcRetention(dataSource::getConnection, SqlDialect.POSTGRESQL);
  }

  @Override
  public void inTransaction(Runnable body) {
    transactions.run(body);
  }
}
