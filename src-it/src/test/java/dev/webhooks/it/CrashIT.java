package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ScriptedReceiver;
import dev.webhooks.it.support.Api;
import dev.webhooks.it.support.Deadline;
import dev.webhooks.it.support.PostgresServer;
import dev.webhooks.it.support.Requests;
import dev.webhooks.it.support.ServiceProcess;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was accepted is delivered although the process is killed in the middle, twice. */
class CrashIT {

  private static final int EVENTS = 2_000;
  private static final int BATCH = 100;
  private static final Duration SLOW = Duration.ofMillis(100);

  @ParameterizedTest
  @ValueSource(strings = {"PostgreSQL", "H2"})
  void nothing_accepted_is_lost_by_two_kills(String database) {
    Map<String, String> environment =
        database.equals("H2") ? Map.of() : PostgresServer.newDatabase();
    try (var receiver = ScriptedReceiver.answering(Answer.ok().after(SLOW));
        var service = ServiceProcess.start("crash", environment)) {
      Api api = Api.ofNewTenant(service);
      api.post("endpoints", Requests.endpoint(receiver.url("/hook"), "*")).expect(201);
      Set<String> accepted = publish(api);

      killAfter(receiver, service, EVENTS / 10);
      killAfter(receiver, service, EVENTS / 2);

      Deadline.ofSeconds(120)
          .await(() -> ids(receiver).size() == EVENTS, "every event to arrive at least once");
      assertThat(ids(receiver)).isEqualTo(accepted);
    }
  }

  /** Kills it once so many requests have arrived, while others are under way. */
  private static void killAfter(ScriptedReceiver receiver, ServiceProcess service, int requests) {
    Deadline.ofSeconds(120)
        .await(() -> receiver.requestCount() >= requests, requests + " requests before the kill");
    service.kill();
    service.start();
  }

  private static Set<String> publish(Api api) {
    Set<String> ids = new HashSet<>();
    for (int batch = 0; batch < EVENTS / BATCH; batch++) {
      int first = batch * BATCH;
      String events =
          IntStream.range(first, first + BATCH)
              .mapToObj(i -> Requests.event("payment.succeeded", "ORDER-" + i).toString())
              .collect(Collectors.joining(",", "[", "]"));
      List<String> accepted =
          api.post("events", events).expect(202).list().stream()
              .map(result -> result.getJsonObject("data").getString("id"))
              .toList();
      ids.addAll(accepted);
    }
    return ids;
  }

  private static Set<String> ids(ScriptedReceiver receiver) {
    return receiver.requests().stream()
        .map(request -> request.findHeader("webhook-id").orElseThrow())
        .collect(Collectors.toSet());
  }
}
