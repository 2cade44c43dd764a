package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.webhooks.core.signing.WebhookVerificationException;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What changes with the settings at a restart: the key that encrypts stored secrets is exchanged
 * without anybody noticing, the installation's event types are brought up to date, and what was
 * kept for long enough goes. One service of its own for all, since a start takes long.
 */
@Execution(ExecutionMode.CONCURRENT)
class RestartIT {
  private static final String K1 = "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String K2 = "k2:HxwdHh8aGxgZFhcUFRITEBEODwwNCgsICQYHBAUCAwA=";
  private static final String DONE =
      "Every stored secret is encrypted under key k2: older keys may be removed";
  private static final String SCHEMA = "{\"type\":\"object\",\"required\":[\"object\"]}";
  private static final String STRICTER =
      ",{\"type\":\"object\",\"required\":[\"object\",\"sent_by\"]}";

  /** Lets a hundred days pass over what there is. */
  private static final String AGE =
      """
      update webhooks.event set created_at = created_at - interval '100 days';
      update webhooks.delivery set created_at = created_at - interval '100 days';
      update webhooks.idempotency set expires_at = expires_at - interval '100 days';
      update webhooks.background_work set begun_at = begun_at - interval '100 days'
      """;

  private final ScriptedReceiver receiver = ScriptedReceiver.answering(Answer.ok());

  @TempDir private Path directory;

  @Test
  void secrets_move_to_a_new_key_and_the_catalogue_follows_its_file()
      throws IOException, WebhookVerificationException {
    Path catalogue = writeCatalogue(SCHEMA, "{\"object\":{\"total\":1}}");
    Map<String, String> environment = new HashMap<>(PostgresServer.newDatabase());
    environment.put("WEBHOOKS_SECRETS_KEY", K1);
    environment.put("WEBHOOKS_CATALOGUE_FILE", catalogue.toString());
    try (receiver;
        var service = ServiceProcess.start("restart", environment)) {
      Api api = Api.ofNewTenant(service);
      Secrets secrets = new Secrets(api);
      requireImported(service, api);

      service.stop();
      service.set("WEBHOOKS_SECRETS_KEY", K2 + "," + K1);
      writeCatalogue(SCHEMA + STRICTER, "");
      service.start();
      Deadline.ofSeconds(60).await(() -> service.logText().contains(DONE), DONE);
      requireUpdated(service, api);
      String old = deliver(api, "ORDER-OLD");

      service.stop();
      service.set("WEBHOOKS_SECRETS_KEY", K2);
      PostgresServer.execute(environment, AGE);
      service.start();
      secrets.requireUnchanged(api);
      requireRemoved(api, old);

      service.stop();
      writeCatalogue("{\"type\":\"array\"}", "7");
      assertThatThrownBy(service::start).isInstanceOf(AssertionError.class);
      assertThat(service.logText())
          .contains(
              "WEBHOOKS_CATALOGUE_FILE " + catalogue,
              "invoice.paid: examples[0] is not what the schema describes");
    }
  }

  private String deliver(Api api, String reference) {
    String event =
        api.post("events", Requests.event("payment.succeeded", reference))
            .expect(202)
            .data()
            .getString("id");
    assertThat(api.get("events/" + event + "/deliveries").expect(200).list()).hasSize(2);
    Deadline.ofSeconds(30)
        .await(
            () ->
                api.get("events/" + event + "/deliveries").expect(200).list().stream()
                    .allMatch(delivery -> delivery.getString("status").equals("succeeded")),
            "the deliveries of " + event);
    return event;
  }

  /** The event and its deliveries go soon after a start, when nobody cleaned up within the hour. */
  private static void requireRemoved(Api api, String event) {
    Deadline.ofSeconds(60)
        .await(() -> api.get("events/" + event).status() == 404, "the old event to go");
    assertThat(api.get("deliveries").expect(200).list())
        .extracting(delivery -> delivery.getString("event_id"))
        .doesNotContain(event)
        .isNotEmpty();
  }

  private Path writeCatalogue(String schemas, String examples) throws IOException {
    return Files.writeString(
        directory.resolve("catalogue.json"),
        """
        {"event_types": [
          {"name": "invoice.paid", "description": "Paid.", "schemas": [%s], "examples": [%s]},
          {"name": "invoice.sent"}]}
        """
            .formatted(schemas, examples));
  }

  private static void requireImported(ServiceProcess service, Api api) {
    assertThat(service.logText())
        .contains("2 event types added (invoice.paid, invoice.sent), 0 changed, 0 unchanged");
    JsonObject type = api.get("event-types/invoice.paid").expect(200).data();
    assertThat(type.getBoolean("built_in")).isTrue();
    assertThat(type.getJsonArray("examples")).hasSize(1);
    api.post("events", invoice("{\"object\":{}}")).expect(202);
    api.patch("event-types/invoice.paid", Fields.of("description", "mine")).expect(409);
  }

  private static void requireUpdated(ServiceProcess service, Api api) {
    assertThat(service.logText())
        .contains("1 changed (invoice.paid: schema version 2, examples), 1 unchanged");
    assertThat(api.post("events", invoice("{\"object\":{}}")).expect(400).wrongFields())
        .containsExactly("data");
  }

  private static JsonObject invoice(String data) {
    return Fields.of("type", "invoice.paid", "livemode", false, "data", Fields.parse(data));
  }

  /** Two endpoints with secrets of every kind. */
  private final class Secrets {
    private final String signed;
    private final String keyed;
    private final String secret;
    private final String tag;

    Secrets(Api api) {
      signed = created(api, "description", "signed");
      keyed =
          created(
              api,
              "authentication",
              Fields.of("type", "api_key", "api_key", "k-1"),
              "headers",
              Fields.of("X-Shop", "7"));
      secret = api.get(signed + "/secret").expect(200).data().getString("secret");
      tag = api.get(keyed).findHeader("ETag").orElseThrow();
    }

    private String created(Api api, Object... fields) {
      JsonObject body = Fields.with(Requests.endpoint(receiver.url("/hook"), "payment.*"), fields);
      return "endpoints/" + api.post("endpoints", body).expect(201).id();
    }

    void requireUnchanged(Api api) throws WebhookVerificationException {
      assertThat(api.get(signed + "/secret").expect(200).data().getString("secret"))
          .isEqualTo(secret);
      assertThat(api.get(keyed).expect(200).findHeader("ETag")).hasValue(tag);
      deliver(api, "ORDER-1");
      for (ReceivedRequest request : receiver.awaitRequests(4)) {
        requireGenuine(request);
      }
    }

    private void requireGenuine(ReceivedRequest request) throws WebhookVerificationException {
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
