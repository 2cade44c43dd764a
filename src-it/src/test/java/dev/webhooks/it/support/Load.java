package dev.webhooks.it.support;

import dev.webhooks.core.testkit.ReceivedRequest;
import dev.webhooks.core.testkit.ScriptedReceiver;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Many events at once, and what became of them. */
public final class Load {

  private static final int BATCH = 100;

  private Load() {}

  /** Publishes so many events in arrays; returns the ids of those that were accepted. */
  public static Set<String> publish(Api api, int events) {
    Set<String> ids = new HashSet<>();
    for (int first = 0; first < events; first += BATCH) {
      String array =
          IntStream.range(first, Math.min(events, first + BATCH))
              .mapToObj(i -> Requests.event("payment.succeeded", "ORDER-" + i).toString())
              .collect(Collectors.joining(",", "[", "]"));
      api.post("events", array).expect(202).list().stream()
          .map(result -> result.getJsonObject("data").getString("id"))
          .forEach(ids::add);
    }
    return ids;
  }

  /** How often each event id has arrived. */
  public static Map<String, Long> arrivals(ScriptedReceiver receiver) {
    return receiver.requests().stream()
        .map(Load::eventId)
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private static String eventId(ReceivedRequest request) {
    return request.findHeader("webhook-id").orElseThrow();
  }
}
