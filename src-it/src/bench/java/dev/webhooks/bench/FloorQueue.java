package dev.webhooks.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.webhooks.core.model.AttemptResult;
import dev.webhooks.core.model.Decision;
import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.model.Header;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.model.Timings;
import dev.webhooks.core.spi.EventContent;
import dev.webhooks.core.spi.Fetched;
import dev.webhooks.core.spi.HttpExchange;
import dev.webhooks.core.spi.Lane;
import dev.webhooks.core.spi.RecordItem;
import dev.webhooks.core.spi.Recorded;
import dev.webhooks.core.spi.ShardClaim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Collectors;

/** Reads and stores for a {@link Floor} as the engine does: the same calls, in larger batches. */
final class FloorQueue {
  private static final Duration LEASE = Duration.ofHours(1);

  /** What our transport tells of an answer; by hand answers are not read. */
  private static final HttpExchange ANSWER =
      new HttpExchange(
          new AttemptResult.Response(
              200, List.of(new Header("content-length", "2")), new byte[] {'o', 'k'}, false),
          new Timings(0, 0, 0, 200, 310),
          "127.0.0.1");

  private final int endpoints;
  private final EngineStores stores;
  private final Map<Integer, Long> claims;

  /** Makes a request of what is owed. */
  interface Maker {
    Floor.Request request(Floor.Owed owed, String eventId, byte[] body);
  }

  FloorQueue(EngineSetup setup) {
    var config = new HikariConfig();
    config.setJdbcUrl(setup.url());
    endpoints = setup.endpoints();
    stores = EngineStores.of(new HikariDataSource(config), setup.url());
    claims =
        stores.leases().heartbeat(stores.node(), LEASE).claims().stream()
            .collect(Collectors.toMap(ShardClaim::shard, ShardClaim::epoch));
  }

  void read(Maker maker, BlockingQueue<List<Floor.Request>> signed) throws InterruptedException {
    var readTo = new Lane.Cursor[endpoints];
    Arrays.fill(readTo, Lane.Cursor.START);
    while (true) {
      List<Fetched.Row> rows = stores.queue().fetch(reads(readTo)).rows();
      Map<Long, EventContent> contents = contents(rows);
      List<Floor.Request> batch = new ArrayList<>(rows.size());
      for (Fetched.Row row : rows) {
        PendingDelivery delivery = row.delivery();
        var owed = new Floor.Owed(delivery.id(), delivery.endpointId(), "", delivery);
        EventContent content = contents.get(delivery.eventNumber());
        batch.add(maker.request(owed, content.id(), content.body()));
        readTo[owed.endpoint()] = new Lane.Cursor(row.dueAt(), delivery.id());
      }
      signed.put(batch);
    }
  }

  private static List<Lane.Read> reads(Lane.Cursor[] readTo) {
    List<Lane.Read> reads = new ArrayList<>(readTo.length);
    for (int i = 0; i < readTo.length; i++) {
      int rows = Math.max(1, Floor.BATCH / readTo.length);
      reads.add(new Lane.Read(Workload.FIRST_ENDPOINT + i, readTo[i], rows, false));
    }
    return reads;
  }

  private Map<Long, EventContent> contents(List<Fetched.Row> rows) {
    List<Long> numbers = rows.stream().map(row -> row.delivery().eventNumber()).distinct().toList();
    return stores.events().load(numbers);
  }

  void record(BlockingQueue<List<Floor.Answered>> answered) throws InterruptedException {
    while (true) {
      List<RecordItem> items = answered.take().stream().map(FloorQueue::settled).toList();
      if (stores.queue().record(claims, items).stream().anyMatch(one -> one != Recorded.SETTLED)) {
        throw new IllegalStateException("an outcome was not stored as it should be");
      }
    }
  }

  private static RecordItem settled(Floor.Answered one) {
    PendingDelivery delivery = one.request().owed().row();
    HttpExchange exchange = one.exchange() == null ? ANSWER : one.exchange();
    var attempt =
        new DeliveryAttempt(
            1,
            delivery.trigger(),
            Instant.now(),
            exchange.timings(),
            exchange.address(),
            one.request().headers(),
            exchange.result(),
            null);
    return new RecordItem(delivery, attempt, new Decision.Settle(DeliveryStatus.SUCCEEDED), false);
  }
}
