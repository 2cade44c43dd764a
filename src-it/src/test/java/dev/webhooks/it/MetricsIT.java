package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.testkit.Answer;
import dev.webhooks.it.support.Api;
import dev.webhooks.it.support.Deadline;
import dev.webhooks.it.support.Reply;
import dev.webhooks.it.support.TenantSuite;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What Prometheus is told. Other suites use the same service, so numbers are more than so many. */
class MetricsIT extends TenantSuite {

  @Test
  void what_is_published_and_sent_is_counted() {
    receiver.script(r -> r.path().equals("/hook") ? Answer.ok() : Answer.status(500));
    newEndpoint();
    newEndpoint(request -> request.url(receiver.url("/broken").toString()).retrySchedule());
    Map<String, Double> before = metrics();

    publishEvent("payment.succeeded");

    Map<String, Double> least =
        Map.of(
            "webhooks_events_published_total", 1.0,
            "webhooks_deliveries_published_total", 2.0,
            "webhooks_attempts_started_total", 2.0,
            "webhooks_attempts_total{result=\"succeeded\"}", 1.0,
            "webhooks_attempts_total{result=\"http_status\"}", 1.0,
            "webhooks_deliveries_settled_total{status=\"succeeded\"}", 1.0,
            "webhooks_deliveries_settled_total{status=\"failed\"}", 1.0,
            "webhooks_attempt_duration_seconds_bucket{le=\"+Inf\"}", 2.0,
            "webhooks_attempt_duration_seconds_count", 2.0);
    Deadline.ofSeconds(20)
        .await(
            () -> {
              Map<String, Double> now = metrics();
              return least.entrySet().stream()
                  .allMatch(e -> now.get(e.getKey()) >= before.get(e.getKey()) + e.getValue());
            },
            "two deliveries to be counted");
  }

  @Test
  void what_the_node_holds_is_shown_and_that_its_database_answers() {
    assertThat(metrics())
        .containsEntry("webhooks_shards_owned", 64.0)
        .containsEntry("webhooks_database_up", 1.0)
        .containsEntry("webhooks_outcomes_refused_total", 0.0)
        .containsKeys(
            "webhooks_oldest_overdue_seconds",
            "webhooks_attempts_in_flight",
            "webhooks_deliveries_buffered",
            "webhooks_endpoints_active");
  }

  private Map<String, Double> metrics() {
    Reply reply = Api.anonymous(service).get("../../prometheus").expect(200);
    assertThat(reply.findHeader("Content-Type")).hasValueSatisfying(MetricsIT::isExposition);
    return reply
        .body()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(" "))
        .collect(Collectors.toMap(parts -> parts[0], parts -> Double.valueOf(parts[1])));
  }

  private static void isExposition(String type) {
    assertThat(type.replace(" ", "").toLowerCase(Locale.ROOT))
        .isEqualTo("text/plain;version=0.0.4;charset=utf-8");
  }
}
