package dev.webhooks.core.jdbc;

import dev.webhooks.core.testkit.DeliveryLogContract;
import dev.webhooks.core.testkit.DeliveryQueueContract;
import dev.webhooks.core.testkit.EventLogContract;
import dev.webhooks.core.testkit.EventStoreContract;
import dev.webhooks.core.testkit.ShardLeasesContract;
import dev.webhooks.core.testkit.StoresUnderTest;
import org.junit.jupiter.api.Nested;

/** The H2 stores under the contracts. */
class H2StoresTest {

  @Nested
  class Events extends EventStoreContract {
    @Override
    protected StoresUnderTest emptyStores() {
      return H2Stores.empty();
    }
  }

  @Nested
  class Queue extends DeliveryQueueContract {
    @Override
    protected StoresUnderTest emptyStores() {
      return H2Stores.empty();
    }
  }

  @Nested
  class Leases extends ShardLeasesContract {
    @Override
    protected StoresUnderTest emptyStores() {
      return H2Stores.empty();
    }
  }

  @Nested
  class Deliveries extends DeliveryLogContract {
    @Override
    protected StoresUnderTest emptyStores() {
      return H2Stores.empty();
    }
  }

  @Nested
  class EventsLogged extends EventLogContract {
    @Override
    protected StoresUnderTest emptyStores() {
      return H2Stores.empty();
    }
  }
}
