package dev.webhooks.core.jdbc;

import dev.webhooks.core.spi.DeliveryLog;
import dev.webhooks.core.spi.EventLog;

class H2BoundedLogTest extends BoundedLogContract {
  private final H2Stores stores = H2Stores.empty();

  @Override
  Jdbc jdbc() {
    return new Jdbc(stores.dataSource()::getConnection);
  }

  @Override
  DeliveryLog deliveryLog(int scan, int leastScan) {
    return new JdbcDeliveryLog(stores.transactions(), SqlDialect.H2, scan, leastScan);
  }

  @Override
  EventLog eventLog(int scan) {
    return new JdbcEventLog(stores.transactions(), SqlDialect.H2, scan);
  }

  @Override
  String numbers() {
    return "(select x as n from system_range(1, 240)) numbers";
  }
}
