package dev.webhooks.it.support;

import dev.webhooks.core.testkit.ReceivedRequest;
import dev.webhooks.core.testkit.ScriptedReceiver;
import dev.webhooks.jaxrs.client.WebhooksClient;
import dev.webhooks.jaxrs.client.model.EventRequest;
import dev.webhooks.jaxrs.client.model.PublishResult;
import dev.webhooks.jaxrs.client.model.PublishedEvent;
import java.util.HashSet;
import java.util.List;
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
  public static Set<String> publish(WebhooksClient client, int events) {
    Set<String> ids = new HashSet<>();
    for (int first = 0; first < events; first += BATCH) {
      List<EventRequest> batch =
          IntStream.range(first, Math.min(events, first + BATCH))
              .mapToObj(i -> Examples.event("payment.succeeded", "ORDER-" + i))
              .toList();
      client.events().publishAll(batch).stream().map(Load::acceptedId).forEach(ids::add);
    }
    return ids;
  }

  private static String acceptedId(PublishResult<PublishedEvent> result) {
    if (result instanceof PublishResult.Accepted<PublishedEvent> accepted) {
      return accepted.receipt().id();
    }
    throw new AssertionError("not accepted: " + result);
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
