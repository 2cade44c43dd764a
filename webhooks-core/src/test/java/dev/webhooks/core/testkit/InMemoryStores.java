package dev.webhooks.core.testkit;

import dev.webhooks.core.spi.DeliveryControl;
import dev.webhooks.core.spi.DeliveryLog;
import dev.webhooks.core.spi.DeliveryQueue;
import dev.webhooks.core.spi.EventLog;
import dev.webhooks.core.spi.EventStore;
import dev.webhooks.core.spi.Retention;
import dev.webhooks.core.spi.ShardLeases;
import java.time.InstantSource;

/** All in-memory stores over one database. */
public record InMemoryStores(
    InMemoryDatabase database,
    EventStore events,
    DeliveryQueue queue,
    ShardLeases leases,
    DeliveryLog log,
    EventLog eventLog,
    DeliveryControl control,
    Retention retention)
    implements StoresUnderTest {

  /** Empty stores. */
  public static InMemoryStores at(InstantSource clock) {
    var db = new InMemoryDatabase(clock);
    return new InMemoryStores(
        db,
        new InMemoryEventStore(db),
        new InMemoryDeliveryQueue(db),
        new InMemoryShardLeases(db),
        new InMemoryDeliveryLog(db),
        new InMemoryEventLog(db),
        new InMemoryDeliveryControl(db),
        new InMemoryRetention(db));
  }

  @Override
  public void inTransaction(Runnable body) {
    database.transactions().run(body);
  }
}
