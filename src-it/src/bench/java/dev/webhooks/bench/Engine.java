package dev.webhooks.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.webhooks.core.dispatch.Dispatcher;
import dev.webhooks.core.dispatch.DispatcherSettings;
import dev.webhooks.core.dispatch.EndpointDirectory;
import dev.webhooks.core.dispatch.EventPublisher;
import dev.webhooks.core.dispatch.EventToPublish;
import dev.webhooks.core.dispatch.GroupCommit;
import dev.webhooks.core.http.NettyHttpTransport;
import dev.webhooks.core.http.TransportOptions;
import dev.webhooks.core.http.TransportTls;
import dev.webhooks.core.spi.HttpTransport;
import dev.webhooks.core.target.TargetPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * A node with the engine and nothing else, in a process of its own, set up by an {@link
 * EngineSetup}.
 *
 * <p>Commands on standard input, each answered with one line when it is done: {@code start} starts
 * the dispatcher; {@code fill N} publishes N events in batches; {@code flood SECONDS BATCH OWED
 * AHEAD} publishes as fast as what is owed stays below {@code AHEAD}, with {@code OWED} at the
 * beginning; {@code trickle …} the same, one event at a time, in shared commits; {@code publish
 * RATE SECONDS} publishes so many events a second, each with the time at which it was due; {@code
 * sick 0} and {@code sick 1} end and begin sending to the sick endpoints; {@code stats} prints the
 * dispatcher's counters; {@code heap} the most heap that was in use after a collection, in bytes.
 */
public final class Engine {
  private static final int FILL_BATCH = 500;
  private static final int STORE_CALLS = 6;
  private static final int WAITING_EVENTS = 20_000;
  private static final long A_MOMENT = 1_000_000;

  private final Workload workload;
  private final EndpointDirectory directory;
  private final EventPublisher publisher;
  private final GroupCommit intake;
  private final Dispatcher dispatcher;
  private final HeapWatch heap = HeapWatch.start();

  private Engine(EngineSetup setup, Workload workload, EngineStores stores, HttpTransport http) {
    this.workload = workload;
    directory = new EndpointDirectory(workload);
    directory.refresh();
    dispatcher =
        Dispatcher.builder()
            .node(stores.node())
            .endpoints(directory, workload)
            .events(stores.events())
            .queue(stores.queue())
            .leases(stores.leases())
            .wakeups(stores.wakeups())
            .transport(http)
            .executor(Executors.newFixedThreadPool(STORE_CALLS, task -> daemon(task, "store")))
            .threads(task -> daemon(task, "dispatch"))
            .random(new SplittableRandom())
            .userAgent("webhooks/bench")
            .settings(settings(setup))
            .build();
    publisher = new EventPublisher(directory, stores.events(), stores.transactions(), dispatcher);
    intake =
        new GroupCommit(
            publisher, WAITING_EVENTS, 2, task -> daemon(task, "commit"), System::nanoTime);
  }

  public static void main(String[] args) throws Exception {
    EngineSetup setup = EngineSetup.parse(args);
    var workload = new Workload(setup);
    try (HttpTransport http = transport(setup, workload);
        HikariDataSource pool = pool(setup.url())) {
      var engine = new Engine(setup, workload, EngineStores.of(pool, setup.url()), http);
      engine.serve();
    }
    System.exit(0);
  }

  private static HikariDataSource pool(String url) {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(16);
    return new HikariDataSource(config);
  }

  private static HttpTransport transport(EngineSetup setup, Workload workload) throws IOException {
    var options = TransportOptions.builder();
    if (!setup.authority().isEmpty()) {
      options.tls(TransportTls.platformTrustAnd(Path.of(setup.authority())));
    }
    return new NettyHttpTransport(
        TargetPolicy.development(), options.build(), host -> resolve(host, workload));
  }

  private static List<InetAddress> resolve(String host, Workload workload)
      throws UnknownHostException {
    return List.of(InetAddress.getByName(workload.addressOf(host)));
  }

  private static DispatcherSettings settings(EngineSetup setup) {
    var standard = DispatcherSettings.DEFAULT;
    return standard.withMaxInFlight(
        setup.number("inflight", standard.maxInFlight()), standard.maxInFlightPerEndpoint());
  }

  /** Names tell the groups of threads apart in a profile. */
  private static Thread daemon(Runnable task, String name) {
    var thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private void serve() throws Exception {
    System.out.println("ready");
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      String[] words = line.split(" ");
      System.out.println(answer(words[0], numbers(words)));
    }
    dispatcher.drainAndStop(Duration.ofSeconds(5));
  }

  private static long[] numbers(String[] words) {
    long[] numbers = new long[words.length - 1];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Long.parseLong(words[i + 1]);
    }
    return numbers;
  }

  private Object answer(String command, long[] n) {
    switch (command) {
      case "start" -> dispatcher.start(Duration.ofSeconds(1));
      case "fill" -> fill(n[0]);
      case "flood" -> flood(n[0], (int) n[1], n[2], n[3], publisher::publish);
      case "trickle" -> flood(n[0], 1, n[2], n[3], this::submit);
      case "publish" -> publishAtRate(n[0], n[1]);
      case "sick" -> sendToTheSick(n[0] == 1);
      case "stats" -> {
        return dispatcher.stats();
      }
      case "heap" -> {
        return heap.mostAfterCollection();
      }
      default -> throw new IllegalArgumentException(command);
    }
    return "done";
  }

  private void sendToTheSick(boolean send) {
    workload.sendToTheSick(send);
    directory.refresh();
  }

  private void fill(long events) {
    for (long from = 0; from < events; from += FILL_BATCH) {
      publisher.publish(batch((int) Math.min(FILL_BATCH, events - from)));
    }
  }

  private interface Publish {
    void accept(List<EventToPublish> events);
  }

  private void flood(long seconds, int batch, long owedAtStart, long ahead, Publish publish) {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    long succeededAtStart = dispatcher.stats().succeeded();
    long owed = owedAtStart;
    while (System.nanoTime() < end) {
      if (owed - (dispatcher.stats().succeeded() - succeededAtStart) > ahead) {
        LockSupport.parkNanos(A_MOMENT);
      } else {
        publish.accept(batch(batch));
        owed += (long) batch * workload.fanOut();
      }
    }
  }

  private void submit(List<EventToPublish> events) {
    while (true) {
      try {
        var unused = intake.submit(events);
        return;
      } catch (GroupCommit.IntakeFullException e) {
        LockSupport.parkNanos(A_MOMENT);
      }
    }
  }

  private void publishAtRate(long perSecond, long seconds) {
    long start = System.nanoTime();
    for (long i = 0; i < perSecond * seconds; i++) {
      long due = start + i * 1_000_000_000L / perSecond;
      Pace.until(due);
      submit(List.of(EventToPublish.of(workload.event(due))));
    }
  }

  private List<EventToPublish> batch(int size) {
    long now = System.nanoTime();
    List<EventToPublish> batch = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      batch.add(EventToPublish.of(workload.event(now)));
    }
    return batch;
  }
}
