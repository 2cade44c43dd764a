package dev.webhooks.core.jdbc;

import dev.webhooks.core.spi.DeliveryLog;
import dev.webhooks.core.spi.EventLog;

class PostgresBoundedLogTest extends BoundedLogContract {
  private final PostgresStores stores = PostgresStores.empty();

  @Override
  Jdbc jdbc() {
    return new Jdbc(stores.dataSource()::getConnection);
  }

  @Override
  DeliveryLog deliveryLog(int scan, int leastScan) {
    return new JdbcDeliveryLog(stores.transactions(), SqlDialect.POSTGRESQL, scan, leastScan);
  }

  @Override
  EventLog eventLog(int scan) {
    return new JdbcEventLog(stores.transactions(), SqlDialect.POSTGRESQL, scan);
  }

  @Override
  String numbers() {
    return "generate_series(1::bigint, 240) n";
  }
}
