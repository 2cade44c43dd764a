package dev.webhooks.core.jdbc;

import dev.webhooks.core.testkit.EndpointHealthContract;
import dev.webhooks.core.testkit.OperationStores;
import dev.webhooks.core.testkit.RecoveryStoreContract;
import dev.webhooks.core.testkit.StatisticsStoreContract;
import org.junit.jupiter.api.Nested;

/** The stores for watching and recovering under their contracts. */
class PostgresOperationTest {
  private static OperationStores stores() {
    var stores = PostgresStores.empty();
    PostgresServer.execute(
        "truncate webhooks.endpoint_health, webhooks.endpoint_stats, webhooks.recovery");
    return new OperationStores(
        stores,
        new JdbcEndpointHealth(stores.transactions(), SqlDialect.POSTGRESQL),
        new JdbcStatisticsStore(stores.dataSource()::getConnection, SqlDialect.POSTGRESQL),
        new JdbcRecoveryStore(stores.transactions(), SqlDialect.POSTGRESQL));
  }

  @Nested
  class Health extends EndpointHealthContract {
    @Override
    protected OperationStores emptyStores() {
      return stores();
    }
  }

  @Nested
  class Statistics extends StatisticsStoreContract {
    @Override
    protected OperationStores emptyStores() {
      return stores();
    }
  }

  @Nested
  class Recoveries extends RecoveryStoreContract {
    @Override
    protected OperationStores emptyStores() {
      return stores();
    }
  }
}
