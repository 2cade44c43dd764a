package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.signing.WebhookVerifier;
import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ReceivedRequest;
import dev.webhooks.it.support.Api;
import dev.webhooks.it.support.BlackBox;
import dev.webhooks.it.support.Deadline;
import dev.webhooks.it.support.Envelope;
import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.Requests;
import dev.webhooks.it.support.Tokens;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Endpoints that are sent nothing before their receiver has answered a challenge. */
class OwnershipIT extends BlackBox {

  /** Answers challenges as a receiver that wants to, and everything else with 200. */
  private static Answer willing(ReceivedRequest request) {
    JsonObject event = Fields.parse(request.bodyText());
    return event.getString("type").equals("endpoint.verification")
        ? Answer.json(200, Fields.of("challenge", token(event)).toString())
        : Answer.ok();
  }

  private static String token(JsonObject event) {
    return event.getJsonObject("data").getJsonObject("object").getString("challenge");
  }

  private JsonObject newUnverified() {
    return newEndpoint("verify_ownership", true);
  }

  private static String path(JsonObject endpoint) {
    return "endpoints/" + endpoint.getInt("id");
  }

  private String publish(String reference) {
    return api.post("events", Requests.event("payment.succeeded", reference))
        .expect(202)
        .data()
        .getString("id");
  }

  private List<String> delivered() {
    return receiver.requests().stream()
        .filter(r -> r.findHeader("X-Webhook-Event-Type").orElse("").equals("payment.succeeded"))
        .map(r -> r.findHeader("X-Webhook-Event-Id").orElseThrow())
        .toList();
  }

  @Test
  void what_is_published_before_waits_and_is_sent_once_the_challenge_was_answered() {
    JsonObject endpoint = newUnverified();
    JsonObject read = api.get(path(endpoint)).expect(200).data();
    assertThat(read.getString("ownership")).isEqualTo("pending");
    assertThat(read.isNull("verified_at")).isTrue();
    assertThat(read.getBoolean("enabled")).isTrue();
    List<String> events = List.of(publish("1"), publish("2"));
    newEndpoint("url", receiver.url("/witness").toString());
    String third = publish("3");
    Deadline.ofSeconds(30)
        .await(() -> delivered().contains(third), "the verified witness to be sent the third");
    assertThat(receiver.requests()).allMatch(request -> request.path().equals("/witness"));
    assertThat(api.get("deliveries?status=pending&endpoint=" + endpoint.getInt("id")).list())
        .hasSize(3);

    receiver.script(OwnershipIT::willing);
    JsonObject check = api.post(path(endpoint) + "/verify").expect(200).data();
    assertThat(check.getBoolean("answered")).isTrue();
    assertThat(check.getString("ownership")).isEqualTo("verified");
    awaitSettled(endpoint.getInt("id"));
    assertThat(delivered()).containsAll(events).hasSize(4);
    assertThat(api.get(path(endpoint)).data().isNull("verified_at")).isFalse();
  }

  @Test
  void the_challenge_is_signed_like_every_event() throws Exception {
    JsonObject endpoint = newUnverified();
    receiver.script(OwnershipIT::willing);
    JsonObject attempt =
        api.post(path(endpoint) + "/verify").expect(200).data().getJsonObject("attempt");
    ReceivedRequest request = awaitRequest();
    assertThat(request.findHeader("X-Webhook-Event-Type")).hasValue("endpoint.verification");
    assertThat(token(Fields.parse(request.bodyText()))).hasSize(43);
    WebhookVerifier.standardWebhooks()
        .secret(endpoint.getString("secret"))
        .build()
        .verify(name -> request.findHeader(name).orElse(null), request.body());
    assertThat(attempt.getInt("response_status")).isEqualTo(200);
  }

  @Test
  void an_unanswered_challenge_changes_nothing_and_can_be_repeated() {
    JsonObject endpoint = newUnverified();
    String tag = api.get(path(endpoint)).findHeader("ETag").orElseThrow();
    for (Answer answer :
        List.of(ACCEPTED, Answer.status(500), Answer.json(200, "{\"challenge\":\"guessed\"}"))) {
      receiver.script(request -> answer);
      JsonObject check = api.post(path(endpoint) + "/verify").expect(200).data();
      assertThat(check.getBoolean("answered")).isFalse();
      assertThat(check.getString("ownership")).isEqualTo("pending");
    }
    assertThat(api.get(path(endpoint)).findHeader("ETag")).hasValue(tag);
    receiver.script(OwnershipIT::willing);
    assertThat(api.post(path(endpoint) + "/verify").data().getBoolean("answered")).isTrue();
    assertThat(api.post(path(endpoint) + "/verify").data().getString("ownership"))
        .isEqualTo("verified");
    assertThat(
            receiver.requests().stream()
                .map(request -> token(Fields.parse(request.bodyText())))
                .distinct())
        .hasSize(5);
  }

  @Test
  void a_new_url_must_answer_anew() {
    JsonObject endpoint = newUnverified();
    receiver.script(OwnershipIT::willing);
    api.post(path(endpoint) + "/verify").expect(200);
    api.patch(path(endpoint), Fields.of("url", receiver.url("/moved").toString())).expect(200);
    assertThat(api.get(path(endpoint)).data().getString("ownership")).isEqualTo("pending");
    String event = publish("1");
    api.post(path(endpoint) + "/verify").expect(200);
    awaitSettled(endpoint.getInt("id"));
    assertThat(delivered()).containsExactly(event);
    assertThat(receiver.requests().get(receiver.requests().size() - 1).path()).isEqualTo("/moved");
  }

  @Test
  void nothing_else_is_sent_to_who_is_not_verified() {
    JsonObject endpoint = newUnverified();
    Envelope.require(api.post(path(endpoint) + "/test").expect(409), "conflict");
    JsonObject since = Fields.of("since", "2025-01-01T00:00:00Z");
    Envelope.require(api.post(path(endpoint) + "/recover", since).expect(409), "conflict");
    assertThat(receiver.requests()).isEmpty();
  }

  @Test
  void who_asks_for_no_verification_gets_none() {
    JsonObject endpoint = newEndpoint();
    assertThat(api.get(path(endpoint)).data().getString("ownership")).isEqualTo("not_required");
    Envelope.require(api.post(path(endpoint) + "/verify").expect(409), "conflict");
  }

  @Test
  void the_call_is_for_the_tenant_and_who_may_edit() {
    String verify = path(newUnverified()) + "/verify";
    Api.ofNewTenant(service).post(verify).expect(404);
    api.post("endpoints/x/verify").expect(404);
    api.post("endpoints/" + newWebhook(newBankAccount()) + "/verify").expect(404);
    api.as(Tokens.all("anybody").scopes("webhook:read")).post(verify).expect(403);
    assertThat(receiver.requests()).isEmpty();
  }
}
