package dev.webhooks.core.testkit;

import java.time.InstantSource;
import org.junit.jupiter.api.Nested;

/** The in-memory stores under the contracts. */
class InMemoryStoresTest {
  private static StoresUnderTest stores() {
    return InMemoryStores.at(InstantSource.system());
  }

  @Nested
  class Events extends EventStoreContract {
    @Override
    protected StoresUnderTest emptyStores() {
      return stores();
    }
  }

  @Nested
  class Queue extends DeliveryQueueContract {
    @Override
    protected StoresUnderTest emptyStores() {
      return stores();
    }
  }

  @Nested
  class Leases extends ShardLeasesContract {
    @Override
    protected StoresUnderTest emptyStores() {
      return stores();
    }
  }

  @Nested
  class Deliveries extends DeliveryLogContract {
    @Override
    protected StoresUnderTest emptyStores() {
      return stores();
    }
  }

  @Nested
  class EventsLogged extends EventLogContract {
    @Override
    protected StoresUnderTest emptyStores() {
      return stores();
    }
  }
}
