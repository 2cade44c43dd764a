package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.signing.WebhookVerifier;
import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ReceivedRequest;
import dev.webhooks.core.testkit.ScriptedReceiver;
import dev.webhooks.it.support.Api;
import dev.webhooks.it.support.Deadline;
import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.PostgresServer;
import dev.webhooks.it.support.Requests;
import dev.webhooks.it.support.ServiceProcess;
import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The key that encrypts stored secrets is exchanged without anybody noticing. */
class KeyRotationIT {
  private static final String K1 = "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String K2 = "k2:HxwdHh8aGxgZFhcUFRITEBEODwwNCgsICQYHBAUCAwA=";
  private static final String DONE =
      "Every stored secret is encrypted under key k2: older keys may be removed";

  @Test
  void what_is_stored_moves_to_the_new_key_and_the_old_one_may_go() throws Exception {
    Map<String, String> environment = new HashMap<>(PostgresServer.newDatabase());
    environment.put("WEBHOOKS_SECRETS_KEY", K1);
    try (var service = ServiceProcess.start("rotation", environment);
        var receiver = ScriptedReceiver.answering(Answer.ok())) {
      Api api = Api.ofNewTenant(service);
      String signed = created(api, receiver, "description", "signed");
      String keyed =
          created(
              api,
              receiver,
              "authentication",
              Fields.of("type", "api_key", "api_key", "k-1"),
              "headers",
              Fields.of("X-Shop", "7"));
      String secret = api.get(signed + "/secret").expect(200).data().getString("secret");
      String tag = api.get(keyed).findHeader("ETag").orElseThrow();

      service.stop();
      service.set("WEBHOOKS_SECRETS_KEY", K2 + "," + K1);
      service.start();
      Deadline.ofSeconds(60).await(() -> service.logText().contains(DONE), DONE);

      service.stop();
      service.set("WEBHOOKS_SECRETS_KEY", K2);
      service.start();
      assertThat(api.get(signed + "/secret").expect(200).data().getString("secret"))
          .isEqualTo(secret);
      assertThat(api.get(keyed).expect(200).findHeader("ETag")).hasValue(tag);
      api.post("events", Requests.event("payment.succeeded", "ORDER-1")).expect(202);
      for (ReceivedRequest request : receiver.awaitRequests(2)) {
        if (request.findHeader("X-Webhook-Signature").isPresent()) {
          WebhookVerifier.ePaySe()
              .secret(secret)
              .build()
              .verify(name -> request.findHeader(name).orElse(null), request.body());
        } else {
          assertThat(request.findHeader("X-API-Key")).hasValue("k-1");
          assertThat(request.findHeader("X-Shop")).hasValue("7");
        }
      }
    }
  }

  private static String created(Api api, ScriptedReceiver receiver, Object... fields) {
    JsonObject body = Fields.with(Requests.endpoint(receiver.url("/hook"), "*"), fields);
    return "endpoints/" + api.post("endpoints", body).expect(201).id();
  }
}
