package dev.webhooks.core.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.BodyFormat;
import dev.webhooks.core.model.Decision;
import dev.webhooks.core.model.DeliveryId;
import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.model.Event;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.model.Trigger;
import dev.webhooks.core.spi.Appended;
import dev.webhooks.core.spi.NewEvent;
import dev.webhooks.core.spi.RecordItem;
import dev.webhooks.core.testkit.Deadline;
import dev.webhooks.core.testkit.DeliveryLogContract;
import dev.webhooks.core.testkit.DeliveryQueueContract;
import dev.webhooks.core.testkit.EventLogContract;
import dev.webhooks.core.testkit.EventStoreContract;
import dev.webhooks.core.testkit.ShardLeasesContract;
import dev.webhooks.core.testkit.StoresUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The H2 stores under the contracts. */
class H2StoresTest {

  @Test
  void who_sends_again_what_somebody_else_is_sending_again_joins_that() throws Exception {
    var stores = H2Stores.empty();
    var event = new Event("evt_1", "acme", "a.b", true, Set.of(), new byte[] {1}, null);
    var target = new NewEvent.Target(1, BodyFormat.JSON);
    var stored =
        (Appended.Stored)
            stores.events().append(List.of(new NewEvent(event, List.of(target), null))).get(0);
    var delivery = stored.deliveries().get(0);
    stores.leases().heartbeat("a", Duration.ofHours(1));
    stores
        .queue()
        .record(
            Map.of(1, 1L),
            List.of(
                new RecordItem(delivery, null, new Decision.Settle(DeliveryStatus.FAILED), false)));
    Callable<List<PendingDelivery>> resend =
        () -> stores.control().resend(List.of(DeliveryId.of(delivery)), 0, Trigger.MANUAL);
    var second = new FutureTask<>(resend);

    stores
        .transactions()
        .run(
            () -> {
              stores.control().resend(List.of(DeliveryId.of(delivery)), 0, Trigger.MANUAL);
              new Thread(second).start();
              Deadline.await("the second waits for the first", () -> isAnyoneInserting(stores));
            });

    assertThat(second.get()).extracting(PendingDelivery::id).containsExactly(delivery.id());
  }

  private static boolean isAnyoneInserting(H2Stores stores) {
    return new Jdbc(stores.dataSource()::getConnection)
            .query(
                "select count(*) from information_schema.sessions"
                    + " where executing_statement like 'insert into webhooks.pending_delivery%'",
                statement -> {}, row -> row.getInt(1))
            .get(0)
        > 0;
  }

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
