package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.testkit.Answer;
import dev.webhooks.it.support.Api;
import dev.webhooks.it.support.BlackBox;
import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.Reply;
import dev.webhooks.it.support.Requests;
import dev.webhooks.it.support.Tokens;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators see of events, deliveries and attempts. */
class DeliveryLogIT extends BlackBox {

  @Test
  void an_attempt_shows_the_exchange_without_secrets() {
    receiver.script(request -> Answer.of(500, "broken"));
    JsonObject endpoint =
        newEndpoint(
            "authentication",
            Fields.of("type", "bearer", "token", "t0p-s3cret"),
            "retry_schedule",
            List.of());
    publish("ORDER-1");
    String id = text(awaitSettled(endpoint.getInt("id")).get(0), "id");

    Reply reply = api.get("deliveries/" + id).expect(200);

    assertThat(awaitRequest().findHeader("Authorization")).hasValue("Bearer t0p-s3cret");
    assertThat(reply.body()).doesNotContain("t0p-s3cret");
    JsonObject attempt = reply.data().getJsonArray("attempts").getJsonObject(0);
    assertThat(attempt.getInt("number")).isOne();
    assertThat(attempt.getString("trigger")).isEqualTo("automatic");
    assertThat(attempt.getString("error")).isEqualTo("http_status");
    assertThat(attempt.toString()).contains("500").contains("broken").contains("127.0.0.1");
  }

  @Test
  void pages_by_cursor_are_stable_under_inserts() {
    long endpoint = newEndpoint().getInt("id");
    for (int i = 0; i < 5; i++) {
      publish("ORDER-" + i);
    }
    receiver.awaitRequests(5);
    awaitSettled(endpoint);

    Reply first = api.get("deliveries?limit=2&endpoint=" + endpoint).expect(200);
    publish("ORDER-late");
    List<String> seen = new ArrayList<>(ids(first));
    Reply page = first;
    while (cursor(page) != null) {
      page = api.get("deliveries?limit=2&endpoint=" + endpoint + "&cursor=" + cursor(page));
      seen.addAll(ids(page.expect(200)));
    }

    assertThat(seen).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void another_tenant_sees_nothing() {
    long endpoint = newEndpoint().getInt("id");
    String event = publish("ORDER-1").getString("id");
    String delivery = text(awaitSettled(endpoint).get(0), "id");
    Api stranger = Api.ofNewTenant(service);

    stranger.get("events/" + event).expect(404);
    stranger.get("deliveries/" + delivery).expect(404);
    stranger.post("deliveries/" + delivery + "/resend").expect(404);
    assertThat(stranger.get("deliveries").expect(200).list()).isEmpty();
    assertThat(stranger.get("events").expect(200).list()).isEmpty();
  }

  @Test
  void a_reader_may_not_resend() {
    long endpoint = newEndpoint().getInt("id");
    publish("ORDER-1");
    String delivery = text(awaitSettled(endpoint).get(0), "id");
    Api.anonymous(service)
        .as(Tokens.all("somebody").scopes("webhook:read"))
        .post("deliveries/" + delivery + "/resend")
        .expect(403);
  }

  private JsonObject publish(String reference) {
    return api.post("events", Requests.event("payment.succeeded", reference)).expect(202).data();
  }

  private static List<String> ids(Reply reply) {
    return reply.list().stream().map(delivery -> text(delivery, "id")).toList();
  }

  private static String cursor(Reply reply) {
    return reply.json().getJsonObject("meta").getString("next_cursor", null);
  }

  private static String text(JsonObject object, String name) {
    return object.get(name).toString().replace("\"", "");
  }
}
