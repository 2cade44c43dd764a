package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ReceivedRequest;
import dev.webhooks.core.testkit.ScriptedReceiver;
import dev.webhooks.it.support.Api;
import dev.webhooks.it.support.Deadline;
import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.Requests;
import dev.webhooks.it.support.ServiceProcess;
import dev.webhooks.it.support.SharedService;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sending again in bulk what an endpoint missed. */
class RecoveryIT {
  private static final JsonObject SINCE_EVER =
      Json.createObjectBuilder().add("since", "2020-01-01T00:00:00Z").build();

  private final ServiceProcess service = SharedService.get();
  private final Api api = Api.ofNewTenant(service);
  private final ScriptedReceiver receiver = ScriptedReceiver.answering(Answer.ok());

  @AfterEach
  void closeReceiver() {
    receiver.close();
  }

  @Test
  void what_failed_is_sent_again_with_its_ids_and_nothing_else_is() {
    receiver.script(request -> Answer.status(500));
    long endpoint = newEndpoint("retry_schedule", List.of()).getInt("id");
    publish(3);
    List<String> failed = ids(awaitSettled(endpoint));
    receiver.script(request -> Answer.ok());

    JsonObject recovery =
        api.post("endpoints/" + endpoint + "/recover", SINCE_EVER).expect(202).data();

    JsonObject done = awaitFinished(recovery.getString("id"));
    assertThat(done.getString("status")).isEqualTo("completed");
    assertThat(done.getInt("matched")).isEqualTo(3);
    assertThat(done.getInt("requeued")).isEqualTo(3);
    List<ReceivedRequest> requests = receiver.awaitRequests(6);
    assertThat(eventIds(requests.subList(3, 6)))
        .containsExactlyInAnyOrderElementsOf(eventIds(requests.subList(0, 3)));
    Deadline.ofSeconds(20)
        .await(
            () ->
                awaitSettled(endpoint).stream()
                    .allMatch(d -> d.getString("status").equals("succeeded")),
            "the recovered deliveries to succeed");
    assertThat(ids(awaitSettled(endpoint))).isEqualTo(failed);

    String again =
        api.post("endpoints/" + endpoint + "/recover", SINCE_EVER).data().getString("id");
    assertThat(awaitFinished(again).getInt("matched")).isZero();
  }

  @Test
  void recoveries_are_listed_and_seen_by_their_tenant_only() {
    long endpoint = newEndpoint().getInt("id");
    String id = api.post("endpoints/" + endpoint + "/recover", SINCE_EVER).data().getString("id");
    awaitFinished(id);

    assertThat(api.get("recoveries?endpoint=" + endpoint).expect(200).list())
        .extracting(recovery -> recovery.getString("id"))
        .containsExactly(id);
    assertThat(api.post("recoveries/" + id + "/cancel").expect(409).error()).isEqualTo("conflict");
    Api other = Api.ofNewTenant(service);
    other.get("recoveries/" + id).expect(404);
    other.post("recoveries/" + id + "/cancel").expect(404);
    assertThat(other.get("recoveries").expect(200).list()).isEmpty();
  }

  @Test
  void a_disabled_endpoint_is_not_recovered() {
    long endpoint = newEndpoint("enabled", false).getInt("id");

    api.post("endpoints/" + endpoint + "/recover", SINCE_EVER).expect(409);
    assertThat(api.post("endpoints/" + endpoint + "/recover", "{}").expect(400).wrongFields())
        .containsExactly("since");
  }

  private void publish(int events) {
    for (int i = 0; i < events; i++) {
      api.post("events", Requests.event("payment.succeeded", "ORDER-" + i)).expect(202);
    }
  }

  private JsonObject awaitFinished(String recovery) {
    Deadline.ofSeconds(30)
        .await(
            () -> !api.get("recoveries/" + recovery).data().isNull("finished_at"),
            "the end of recovery " + recovery);
    return api.get("recoveries/" + recovery).expect(200).data();
  }

  private static List<String> ids(List<JsonObject> deliveries) {
    return deliveries.stream().map(delivery -> delivery.getString("id")).toList();
  }

  private static List<String> eventIds(List<ReceivedRequest> requests) {
    return requests.stream().map(r -> r.findHeader("webhook-id").orElseThrow()).toList();
  }

  private JsonObject newEndpoint(Object... namesAndValues) {
    JsonObject body = Fields.with(Requests.endpoint(receiver.url("/hook"), "*"), namesAndValues);
    return api.post("endpoints", body).expect(201).data();
  }

  private List<JsonObject> awaitSettled(long endpoint) {
    return Deadline.ofSeconds(30)
        .get(
            () -> {
              List<JsonObject> all = api.get("deliveries?endpoint=" + endpoint).expect(200).list();
              boolean isSettled =
                  !all.isEmpty()
                      && all.stream().noneMatch(d -> d.getString("status").equals("pending"));
              return isSettled ? Optional.of(all) : Optional.empty();
            },
            "settled deliveries of endpoint " + endpoint);
  }
}
