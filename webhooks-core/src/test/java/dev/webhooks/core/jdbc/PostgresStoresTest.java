package dev.webhooks.core.jdbc;

import dev.webhooks.core.testkit.DeliveryLogContract;
import dev.webhooks.core.testkit.DeliveryQueueContract;
import dev.webhooks.core.testkit.EventLogContract;
import dev.webhooks.core.testkit.EventStoreContract;
import dev.webhooks.core.testkit.ShardLeasesContract;
import dev.webhooks.core.testkit.StoresUnderTest;
import org.junit.jupiter.api.Nested;

/** The PostgreSQL stores under the contracts. */
class PostgresStoresTest {

  @Nested
  class Events extends EventStoreContract {
    @Override
    protected StoresUnderTest emptyStores() {
      return PostgresStores.empty();
    }
  }

  @Nested
  class Queue extends DeliveryQueueContract {
    @Override
    protected StoresUnderTest emptyStores() {
      return PostgresStores.empty();
    }
  }

  @Nested
  class Leases extends ShardLeasesContract {
    @Override
    protected StoresUnderTest emptyStores() {
      return PostgresStores.empty();
    }
  }

  @Nested
  class Deliveries extends DeliveryLogContract {
    @Override
    protected StoresUnderTest emptyStores() {
      return PostgresStores.empty();
    }
  }

  @Nested
  class EventsLogged extends EventLogContract {
    @Override
    protected StoresUnderTest emptyStores() {
      return PostgresStores.empty();
    }
  }
}
