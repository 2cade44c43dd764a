package dev.webhooks.core.testkit;

import java.time.InstantSource;
import org.junit.jupiter.api.Nested;

/** The in-memory stores for watching and recovering under their contracts. */
class InMemoryOperationTest {
  private static OperationStores stores() {
    var clock = InstantSource.system();
    var stores = InMemoryStores.at(clock);
    return new OperationStores(
        stores,
        new InMemoryEndpointHealth(clock),
        new InMemoryStatisticsStore(),
        new InMemoryRecoveryStore(stores.database()));
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
