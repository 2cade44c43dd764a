package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.webhooks.core.testkit.Answer;
import dev.webhooks.it.support.Deadline;
import dev.webhooks.it.support.TenantSuite;
import dev.webhooks.jaxrs.client.WebhooksApiException.Invalid;
import dev.webhooks.jaxrs.client.model.EndpointStatistics;
import dev.webhooks.jaxrs.client.model.StatisticsQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How deliveries went, in numbers. */
class StatsIT extends TenantSuite {

  @Test
  void deliveries_are_counted_by_how_they_ended_per_endpoint_and_tenant() {
    receiver.script(r -> r.path().equals("/hook") ? Answer.ok() : Answer.status(500));
    long good = newEndpoint();
    long bad =
        newEndpoint(
            request ->
                request
                    .url(receiver.url("/broken").toString())
                    .retrySchedule(Duration.ofSeconds(1)));
    for (int i = 0; i < 3; i++) {
      publishEvent("payment.succeeded");
    }

    Map<String, Long> ended = Map.of("succeeded", 3L, "failed", 3L, "cancelled", 0L);
    Deadline.ofSeconds(40)
        .await(
            () -> client.endpoints().statistics(StatisticsQuery.lastDay()).counts().equals(ended),
            "the statistics of six deliveries");

    EndpointStatistics all = client.endpoints().statistics(StatisticsQuery.lastDay().byDay());
    assertThat(all.attempts()).isEqualTo(9);
    assertThat(all.successRate()).isEqualTo(0.5);
    assertThat(all.interval()).isEqualTo("day");
    EndpointStatistics ofGood = client.endpoints().statistics(good, StatisticsQuery.lastDay());
    assertThat(ofGood.successRate()).isEqualTo(1);
    assertThat(ofGood.latency().p50()).isPositive();
    assertThat(ofGood.interval()).isEqualTo("hour");
    EndpointStatistics ofBad = client.endpoints().statistics(bad, StatisticsQuery.lastDay());
    assertThat(ofBad.attempts()).isEqualTo(6);
    assertThat(ofBad.successRate()).isZero();
    assertThat(ofBad.buckets()).isNotEmpty();
  }

  @Test
  void a_stretch_of_time_is_bounded_and_has_its_end_after_its_beginning() {
    Instant now = Instant.now();
    assertThat(refusalOf(StatisticsQuery.between(now, now.minusSeconds(1)))).containsKey("from");
    Instant longAgo = now.minus(Duration.ofDays(32));
    assertThat(refusalOf(StatisticsQuery.between(longAgo, now).byHour())).containsKey("from");
    assertThat(client.endpoints().statistics(StatisticsQuery.between(longAgo, now)).interval())
        .isEqualTo("day");
  }

  private Map<String, ?> refusalOf(StatisticsQuery query) {
    return catchThrowableOfType(Invalid.class, () -> client.endpoints().statistics(query))
        .fieldErrors();
  }

  @Test
  void what_cannot_be_asked_is_refused() {
    assertThat(
            api.get("endpoints/" + newEndpoint() + "/stats?interval=week&from=x")
                .expect(400)
                .wrongFields())
        .contains("interval", "from");
  }
}
