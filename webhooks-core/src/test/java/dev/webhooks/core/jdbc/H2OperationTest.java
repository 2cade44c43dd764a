package dev.webhooks.core.jdbc;

import dev.webhooks.core.testkit.EndpointHealthContract;
import dev.webhooks.core.testkit.OperationStores;
import dev.webhooks.core.testkit.RecoveryStoreContract;
import dev.webhooks.core.testkit.StatisticsStoreContract;
import org.junit.jupiter.api.Nested;

/** The stores for watching and recovering under their contracts. */
class H2OperationTest {
  private static OperationStores stores() {
    var stores = H2Stores.empty();
    return new OperationStores(
        stores,
        new JdbcEndpointHealth(stores.transactions(), SqlDialect.H2),
        new JdbcStatisticsStore(stores.dataSource()::getConnection, SqlDialect.H2),
        new JdbcRecoveryStore(stores.transactions(), SqlDialect.H2));
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
