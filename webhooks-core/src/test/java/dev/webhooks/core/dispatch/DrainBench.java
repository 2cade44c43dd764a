package dev.webhooks.core.dispatch;

import com.sun.management.OperatingSystemMXBean;
import dev.webhooks.core.http.HostResolver;
import dev.webhooks.core.http.NettyHttpTransport;
import dev.webhooks.core.http.TransportOptions;
import dev.webhooks.core.jdbc.JdbcSchema;
import dev.webhooks.core.jdbc.LocalTransactions;
import dev.webhooks.core.jdbc.PostgresDeliveryQueue;
import dev.webhooks.core.jdbc.PostgresEventStore;
import dev.webhooks.core.jdbc.PostgresShardLeases;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.Event;
import dev.webhooks.core.signing.SignatureScheme;
import dev.webhooks.core.signing.SigningSecret;
import dev.webhooks.core.spi.Wakeups;
import dev.webhooks.core.target.TargetPolicy;
import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.InMemoryEndpointStore;
import dev.webhooks.core.testkit.ScriptedReceiver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.ds.PGPoolingDataSource;

/**
 * Publishes a backlog and drains it, with PostgreSQL (fsync on), dispatcher and receiver on one
 * machine; then publishes while it drains. Run it by hand:
 *
 * <pre>{@code DrainBench <events> <endpoints> <fanOut> <rounds> [receiverPort]}</pre>
 */
final class DrainBench {
  private static final int BATCH = 100;

  private final int fanOut;
  private final int endpointCount;
  private final byte[] filler = ("x".repeat(560)).getBytes(StandardCharsets.UTF_8);
  private int serial;

  private DrainBench(int endpointCount, int fanOut) {
    this.endpointCount = endpointCount;
    this.fanOut = fanOut;
  }

  public static void main(String[] args) throws Exception {
    int events = args.length > 0 ? Integer.parseInt(args[0]) : 40_000;
    int endpoints = args.length > 1 ? Integer.parseInt(args[1]) : 100;
    int fanOut = args.length > 2 ? Integer.parseInt(args[2]) : 5;
    int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 3;
    int port = args.length > 4 ? Integer.parseInt(args[4]) : 0;
    new DrainBench(endpoints, fanOut).run(events, rounds, port);
    System.exit(0);
  }

  @SuppressWarnings("deprecation")
  private void run(int events, int rounds, int port) throws Exception {
    try (var server =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("shared_buffers", "512MB")
                .setServerConfig("max_wal_size", "4GB")
                .start();
        var receiver =
            port != 0
                ? null
                : ScriptedReceiver.builder()
                    .script(request -> Answer.ok())
                    .countingOnly()
                    .start()) {
      JdbcSchema.create(server.getPostgresDatabase());
      var pool = new PGPoolingDataSource();
      pool.setUrl(server.getJdbcUrl("postgres", "postgres"));
      pool.setMaxConnections(12);
      pool.setPrepareThreshold(1);
      URI url = port != 0 ? URI.create("http://127.0.0.1:" + port + "/") : receiver.url("/");
      var store = new InMemoryEndpointStore();
      var secret = SigningSecret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
      for (int i = 1; i <= endpointCount; i++) {
        store.put(
            Endpoint.builder(i, url)
                .tenant("t" + (i - 1) / fanOut)
                .signedWith(secret, SignatureScheme.EPAYSE)
                .build());
      }
      var directory = new EndpointDirectory(store);
      directory.refresh();
      var transactions = new LocalTransactions(pool);
      var eventStore = new PostgresEventStore(transactions, Duration.ofDays(1));
      var silent = new EventPublisher(directory, eventStore, transactions, committed -> {});
      var options = TransportOptions.builder().maxConnectionsPerHost(2_000).eventLoops(1).build();
      var transport =
          new NettyHttpTransport(TargetPolicy.development(), options, HostResolver.SYSTEM);
      for (int round = 1; round <= rounds; round++) {
        long owed = (long) events * fanOut;
        long start = System.nanoTime();
        publish(silent, events);
        report("publish " + round, owed, start, 0);
        var dispatcher =
            Dispatcher.builder()
                .node("bench-" + round)
                .endpoints(directory, store)
                .events(eventStore)
                .queue(new PostgresDeliveryQueue(pool::getConnection))
                .leases(new PostgresShardLeases(pool::getConnection))
                .wakeups(Wakeups.NONE)
                .transport(transport)
                .random(new SplittableRandom(1))
                .build();
        start = System.nanoTime();
        long cpu = cpu();
        dispatcher.start(Duration.ofSeconds(1));
        await(dispatcher, owed);
        report("drain   " + round, owed, start, cpu);
        var inAndOut = new EventPublisher(directory, eventStore, transactions, dispatcher);
        start = System.nanoTime();
        cpu = cpu();
        publish(inAndOut, events);
        await(dispatcher, 2 * owed);
        report("in+out  " + round, owed, start, cpu);
        dispatcher.drainAndStop(Duration.ofSeconds(10));
      }
    }
  }

  private void publish(EventPublisher publisher, int events) {
    int tenants = endpointCount / fanOut;
    for (int from = 0; from < events; from += BATCH) {
      List<EventToPublish> batch = new ArrayList<>(BATCH);
      for (int i = 0; i < BATCH; i++) {
        batch.add(EventToPublish.of(event("t" + (serial % tenants))));
      }
      publisher.publish(batch);
    }
  }

  private Event event(String tenant) {
    String id = "evt_" + ++serial + "_" + System.nanoTime();
    byte[] body =
        ("{\"id\":\"" + id + "\",\"data\":\"" + new String(filler, StandardCharsets.UTF_8) + "\"}")
            .getBytes(StandardCharsets.UTF_8);
    return new Event(id, tenant, "payment.succeeded", true, Set.of(), body, null);
  }

  private static void await(Dispatcher dispatcher, long recorded) {
    long last = System.nanoTime();
    while (dispatcher.stats().recorded() < recorded) {
      LockSupport.parkNanos(2_000_000);
      if (System.nanoTime() - last > 3_000_000_000L) {
        last = System.nanoTime();
        System.out.println("  " + dispatcher.stats());
      }
    }
  }

  private static void report(String what, long deliveries, long start, long cpuBefore) {
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuMicros = cpuBefore == 0 ? 0 : (cpu() - cpuBefore) / 1e3 / deliveries;
    System.out.printf(
        "%s: %,d deliveries in %.1f s: %,.0f/s, this process %.1f µs each%n",
        what, deliveries, seconds, deliveries / seconds, cpuMicros);
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
