package dev.webhooks.it.nodes;

import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ReceivedRequest;
import dev.webhooks.core.testkit.ScriptedReceiver;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A receiver that remembers of each endpoint which events arrived, and when. Thread-safe. */
final class Arrivals implements AutoCloseable {

  /**
   * A request.
   *
   * @param signedAt the seconds of its signed timestamp
   * @param signatures what it carries of them
   */
  record Arrival(
      long endpoint, String event, Instant receivedAt, long signedAt, String signatures) {
    /** The number behind the event's prefix. */
    int number() {
      return Integer.parseInt(event.substring(event.indexOf('_') + 1));
    }
  }

  private final Map<Long, ConcurrentLinkedQueue<Arrival>> byEndpoint = new ConcurrentHashMap<>();
  private final AtomicLong count = new AtomicLong();
  private final ScriptedReceiver receiver;
  private volatile Function<Arrival, Answer> script = arrival -> Answer.ok();

  Arrivals() {
    receiver = ScriptedReceiver.builder().countingOnly().script(this::take).start();
  }

  private Answer take(ReceivedRequest request) {
    long endpoint = Long.parseLong(request.path().substring(1));
    var arrival =
        new Arrival(
            endpoint,
            request.findHeader("webhook-id").orElseThrow(),
            request.receivedAt(),
            Long.parseLong(request.findHeader("webhook-timestamp").orElseThrow()),
            request.findHeader("webhook-signature").orElseThrow());
    byEndpoint.computeIfAbsent(endpoint, e -> new ConcurrentLinkedQueue<>()).add(arrival);
    count.incrementAndGet();
    return script.apply(arrival);
  }

  /** Answers so from now on. */
  void script(Function<Arrival, Answer> newScript) {
    script = newScript;
  }

  URI url(long endpoint) {
    return receiver.url("/" + endpoint);
  }

  long count() {
    return count.get();
  }

  /** What arrived for an endpoint, oldest first. */
  List<Arrival> of(long endpoint) {
    var arrived = byEndpoint.get(endpoint);
    return arrived == null ? List.of() : new ArrayList<>(arrived);
  }

  List<String> eventsOf(long endpoint) {
    return of(endpoint).stream().map(Arrival::event).toList();
  }

  Set<String> distinctOf(long endpoint) {
    return of(endpoint).stream().map(Arrival::event).collect(Collectors.toSet());
  }

  @Override
  public void close() {
    receiver.close();
  }
}
