package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ScriptedReceiver;
import dev.webhooks.it.support.Api;
import dev.webhooks.it.support.Deadline;
import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.Requests;
import dev.webhooks.it.support.ServiceProcess;
import dev.webhooks.it.support.SharedService;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How deliveries went, in numbers. */
class StatsIT {

  private final ServiceProcess service = SharedService.get();
  private final Api api = Api.ofNewTenant(service);
  private final ScriptedReceiver receiver = ScriptedReceiver.answering(Answer.ok());

  @AfterEach
  void closeReceiver() {
    receiver.close();
  }

  @Test
  void deliveries_are_counted_by_how_they_ended_per_endpoint_and_tenant() {
    receiver.script(r -> r.path().equals("/hook") ? Answer.ok() : Answer.status(500));
    long good = newEndpoint().getInt("id");
    String broken = receiver.url("/broken").toString();
    long bad = newEndpoint("url", broken, "retry_schedule", List.of(1)).getInt("id");
    for (int i = 0; i < 3; i++) {
      api.post("events", Requests.event("payment.succeeded", "ORDER-" + i)).expect(202);
    }

    Deadline.ofSeconds(40)
        .await(
            () -> {
              JsonObject counts = api.get("stats").expect(200).data().getJsonObject("counts");
              return counts.getInt("succeeded") == 3 && counts.getInt("failed") == 3;
            },
            "the statistics of six deliveries");

    JsonObject all = api.get("stats?interval=day").expect(200).data();
    assertThat(all.getInt("attempts")).isEqualTo(9);
    assertThat(all.getJsonNumber("success_rate").doubleValue()).isEqualTo(0.5);
    assertThat(all.getString("interval")).isEqualTo("day");
    JsonObject ofGood = api.get("endpoints/" + good + "/stats").expect(200).data();
    assertThat(ofGood.getJsonNumber("success_rate").doubleValue()).isEqualTo(1);
    assertThat(ofGood.getJsonObject("latency").getInt("p50")).isPositive();
    assertThat(ofGood.getString("interval")).isEqualTo("hour");
    JsonObject ofBad = api.get("endpoints/" + bad + "/stats").expect(200).data();
    assertThat(ofBad.getInt("attempts")).isEqualTo(6);
    assertThat(ofBad.getJsonArray("buckets")).isNotEmpty();
  }

  @Test
  void what_cannot_be_asked_is_refused() {
    long endpoint = newEndpoint().getInt("id");

    assertThat(
            api.get("endpoints/" + endpoint + "/stats?interval=week&from=x")
                .expect(400)
                .wrongFields())
        .contains("interval", "from");
    Api.ofNewTenant(service).get("endpoints/" + endpoint + "/stats").expect(404);
  }

  private JsonObject newEndpoint(Object... namesAndValues) {
    JsonObject body = Fields.with(Requests.endpoint(receiver.url("/hook"), "*"), namesAndValues);
    return api.post("endpoints", body).expect(201).data();
  }
}
