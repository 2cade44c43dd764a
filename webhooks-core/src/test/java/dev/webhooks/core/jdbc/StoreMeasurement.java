package dev.webhooks.core.jdbc;

import dev.webhooks.core.model.AttemptResult;
import dev.webhooks.core.model.BodyFormat;
import dev.webhooks.core.model.Decision;
import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.model.Event;
import dev.webhooks.core.model.Header;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.model.Timings;
import dev.webhooks.core.model.Trigger;
import dev.webhooks.core.spi.DeliveryQueue;
import dev.webhooks.core.spi.Lane;
import dev.webhooks.core.spi.NewEvent;
import dev.webhooks.core.spi.RecordItem;
import dev.webhooks.core.spi.ShardClaim;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the PostgreSQL stores cost: rows per second and bytes of write-ahead log. A program, not a
 * test: {@code StoreMeasurement [events] [endpoints]}.
 */
final class StoreMeasurement {
  private static final int FAN_OUT = 5;
  private static final int EVENTS_PER_COMMIT = 100;
  private static final int BATCH = 500;
  private static final byte[] BODY = "x".repeat(700).getBytes(StandardCharsets.UTF_8);

  private StoreMeasurement() {}

  public static void main(String[] arguments) throws SQLException {
    int events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 40_000;
    int endpoints = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100;
    var dataSource = PostgresServer.emptied();
    new HistoryPartitions(dataSource::getConnection).createAhead();
    try (var connection = dataSource.getConnection()) {
      ConnectionSource kept = () -> unclosed(connection);
      Reading.server =
          new Jdbc(kept).query("select pg_backend_pid()", s -> {}, row -> row.getLong(1)).get(0);
      for (int round = 0; round < 3; round++) {
        append(kept, events, endpoints, round);
        drain(kept, events * FAN_OUT, endpoints);
      }
    }
    System.exit(0);
  }

  private static Connection unclosed(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            StoreMeasurement.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) ->
                method.getName().equals("close") ? null : method.invoke(connection, arguments));
  }

  private static void append(ConnectionSource source, int events, int endpoints, int round) {
    var store = new PostgresEventStore(source, Duration.ofDays(1));
    var before = new Reading();
    for (int done = 0; done < events; done += EVENTS_PER_COMMIT) {
      var batch = new ArrayList<NewEvent>();
      for (int i = done; i < done + EVENTS_PER_COMMIT; i++) {
        batch.add(event("evt_01HQKZ7N3BXYZ" + round + "_" + i, i, endpoints));
      }
      store.append(batch);
    }
    before.report("append", events * FAN_OUT);
  }

  private static NewEvent event(String id, int i, int endpoints) {
    var targets = new ArrayList<NewEvent.Target>();
    for (int k = 0; k < FAN_OUT; k++) {
      targets.add(new NewEvent.Target(1 + (i * (long) FAN_OUT + k) % endpoints, BodyFormat.JSON));
    }
    return new NewEvent(
        new Event(id, "company-17", "payment.succeeded", true, Set.of(), BODY, null),
        targets,
        null);
  }

  private static void drain(ConnectionSource source, int rows, int endpoints) {
    var queue = new PostgresDeliveryQueue(source);
    var claims =
        new PostgresShardLeases(source)
            .heartbeat("n", Duration.ofHours(1)).claims().stream()
                .collect(Collectors.toMap(ShardClaim::shard, ShardClaim::epoch));
    var cursors = new HashMap<Long, Lane.Cursor>();
    long fetching = 0;
    int done = 0;
    var before = new Reading();
    for (long first = 1; done < rows; first = 1 + (first + 99) % endpoints) {
      long start = System.nanoTime();
      var found = queue.fetch(reads(first, endpoints, cursors)).rows();
      fetching += System.nanoTime() - start;
      var items = new ArrayList<RecordItem>();
      for (var row : found) {
        cursors.put(row.delivery().endpointId(), new Lane.Cursor(row.dueAt(), row.delivery().id()));
        items.add(item(row.delivery()));
      }
      record(queue, claims, items);
      done += items.size();
    }
    before.report("fetch+record (fetch " + fetching / 1000 / rows + " us/row)", rows);
  }

  private static void record(
      DeliveryQueue queue, Map<Integer, Long> claims, List<RecordItem> items) {
    for (int i = 0; i < items.size(); i += BATCH) {
      queue.record(claims, items.subList(i, Math.min(items.size(), i + BATCH)));
    }
  }

  private static List<Lane.Read> reads(long first, int endpoints, Map<Long, Lane.Cursor> cursors) {
    var reads = new ArrayList<Lane.Read>();
    int lanes = Math.min(endpoints, 100);
    for (int i = 0; i < lanes; i++) {
      long endpoint = 1 + (first - 1 + i) % endpoints;
      reads.add(
          new Lane.Read(
              endpoint,
              cursors.getOrDefault(endpoint, Lane.Cursor.START),
              Math.max(1, BATCH / lanes),
              false));
    }
    return reads;
  }

  private static RecordItem item(PendingDelivery delivery) {
    var id = "evt_01HQKZ7N3BXYZ0123456789ABC";
    var headers =
        List.of(
            new Header("Content-Type", "application/json"),
            new Header("User-Agent", "webhooks/0.1.0"),
            new Header("X-Webhook-Event-Id", id),
            new Header("X-Webhook-Event-Type", "payment.succeeded"),
            new Header("X-Webhook-Timestamp", "1737015595"),
            new Header("X-Webhook-Signature", "sha256=" + "cb12cacd".repeat(8)),
            new Header("webhook-id", id),
            new Header("webhook-timestamp", "1737015595"),
            new Header("webhook-signature", "v1," + "g0hM9SsE+OT".repeat(4)));
    var answer =
        new AttemptResult.Response(
            200,
            List.of(
                new Header("Server", "nginx/1.24.0"),
                new Header("Date", "Sun, 22 Nov 2026 05:00:00 GMT"),
                new Header("Content-Type", "application/json"),
                new Header("Content-Length", "16"),
                new Header("Connection", "keep-alive")),
            "{\"success\":true}".getBytes(StandardCharsets.UTF_8),
            false);
    var attempt =
        new DeliveryAttempt(
            1,
            Trigger.AUTOMATIC,
            Instant.parse("2026-11-22T05:00:00.123456Z"),
            new Timings(0, 0, 0, 900, 1_000),
            "203.0.113.9",
            headers,
            answer,
            null);
    return new RecordItem(delivery, attempt, new Decision.Settle(DeliveryStatus.SUCCEEDED), false);
  }

  /** The clock and the log's position. */
  private static final class Reading {
    private static long server;

    private final long start = System.nanoTime();
    private final long position = position();
    private final long cpu = serverCpuMillis();

    void report(String what, int rows) {
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          "%-40s %,9.0f rows/s  %5.0f WAL B/row  %5.1f server CPU us/row%n",
          what,
          rows / seconds,
          (position() - position) / (double) rows,
          (serverCpuMillis() - cpu) * 1000.0 / rows);
    }

    private static long position() {
      return PostgresServer.number("select (pg_current_wal_lsn() - '0/0'::pg_lsn)::bigint");
    }

    /** Of the server's process that serves us. */
    private static long serverCpuMillis() {
      return ProcessHandle.of(server)
          .flatMap(process -> process.info().totalCpuDuration())
          .map(Duration::toMillis)
          .orElse(0L);
    }
  }
}
