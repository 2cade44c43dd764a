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
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** The H2 stores over one data source. */
record H2Stores(DataSource dataSource, LocalTransactions transactions) implements StoresUnderTest {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  static H2Stores empty() {
    var pool =
        JdbcConnectionPool.create(
            "jdbc:h2:mem:stores" + DATABASES.incrementAndGet() + ";DB_CLOSE_DELAY=-1", "sa", "");
    JdbcSchema.create(pool);
    return new H2Stores(pool, new LocalTransactions(pool));
  }

  @Override
  public EventStore events() {
    return new H2EventStore(transactions, Duration.ofDays(1));
  }

  @Override
  public DeliveryQueue queue() {
    return new H2DeliveryQueue(dataSource::getConnection);
  }

  @Override
  public ShardLeases leases() {
    return new H2ShardLeases(dataSource::getConnection);
  }

  @Override
  public DeliveryLog log() {
    return new JdbcDeliveryLog(transactions, SqlDialect.H2);
  }

  @Override
  public EventLog eventLog() {
    return new JdbcEventLog(transactions, SqlDialect.H2);
  }

  @Override
  public DeliveryControl control() {
    return new JdbcDeliveryControl(transactions, SqlDialect.H2);
  }

  @Override
  public Retention retention() {
    return new JdbcRetention(dataSource::getConnection, SqlDialect.H2);
  }

  @Override
  public void inTransaction(Runnable body) {
    transactions.run(body);
  }
}
