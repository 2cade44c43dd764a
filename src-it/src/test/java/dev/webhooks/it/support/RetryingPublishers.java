package dev.webhooks.it.support;

import dev.webhooks.core.testkit.ScriptedReceiver;
import dev.webhooks.jaxrs.client.WebhooksApiException;
import dev.webhooks.jaxrs.client.WebhooksClient;
import jakarta.ws.rs.ProcessingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Callers who publish without pause, as one should: each event with a key of its own, tried again
 * at the next node when a connection breaks or a node says that it is not available. Any other
 * answer fails the test. They stay only so far ahead of what arrives.
 */
public final class RetryingPublishers implements AutoCloseable {
  private static final int CALLERS = 4;
  private static final int AHEAD = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<WebhooksClient> nodes;
  private final ScriptedReceiver receiver;
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final AtomicLong numbers = new AtomicLong();
  private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
  private final List<Future<?>> callers = new ArrayList<>();
  private volatile boolean stopped;

  private RetryingPublishers(List<WebhooksClient> nodes, ScriptedReceiver receiver) {
    this.nodes = nodes;
    this.receiver = receiver;
  }

  /** Starts to publish at these nodes by turns. */
  public static RetryingPublishers start(List<WebhooksClient> nodes, ScriptedReceiver receiver) {
    var publishers = new RetryingPublishers(nodes, receiver);
    for (int i = 0; i < CALLERS; i++) {
      publishers.callers.add(publishers.threads.submit(publishers::publishUntilStopped));
    }
    return publishers;
  }

  /** Waits until so many more were accepted. */
  public void awaitMore(int events) {
    int goal = accepted.size() + events;
    Deadline.of(PATIENCE)
        .await(
            () -> accepted.size() >= goal || callers.stream().anyMatch(Future::isDone),
            goal + " accepted events");
    callers.stream().filter(Future::isDone).forEach(RetryingPublishers::rethrow);
  }

  /** Stops; the ids of all accepted events. Fails when a publish was refused. */
  public Set<String> stop() {
    stopped = true;
    callers.forEach(RetryingPublishers::rethrow);
    return accepted;
  }

  @Override
  public void close() {
    stopped = true;
    threads.shutdownNow();
  }

  private static void rethrow(Future<?> caller) {
    try {
      caller.get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("a publish failed", e.getCause());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void publishUntilStopped() {
    while (!stopped) {
      long number = numbers.incrementAndGet();
      accepted.add(publish(number));
      Deadline.of(PATIENCE)
          .await(
              () -> stopped || accepted.size() - receiver.requestCount() < AHEAD,
              "less to be on its way");
    }
  }

  /** The id under which it was accepted in the end. */
  private String publish(long number) {
    var event = Examples.event("payment.succeeded", "ORDER-" + number);
    String key = "order-" + number;
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (long i = number; ; i++) {
      try {
        return nodes.get((int) (i % nodes.size())).events().publish(event, key).id();
      } catch (ProcessingException | WebhooksApiException.Unavailable e) {
        if (System.nanoTime() - end > 0) {
          throw e;
        }
      }
    }
  }
}
