package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.net.Webhook.Signature;
import dev.webhooks.core.signing.WebhookVerifier;
import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ReceivedRequest;
import dev.webhooks.it.support.Clients;
import dev.webhooks.it.support.Deadline;
import dev.webhooks.it.support.Examples;
import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.TenantSuite;
import dev.webhooks.jaxrs.client.WebhooksApiException.Conflict;
import dev.webhooks.jaxrs.client.WebhooksApiException.Invalid;
import dev.webhooks.jaxrs.client.model.EndpointAuthentication;
import dev.webhooks.jaxrs.client.model.EventRequest;
import dev.webhooks.jaxrs.client.model.PublishResult;
import dev.webhooks.jaxrs.client.model.PublishedEvent;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Payment events on their way to endpoints; receivers verify them with libraries of others. */
class EventDeliveryIT extends TenantSuite {

  @Test
  void the_headers_and_the_envelope_are_the_contracts() {
    newEndpoint();
    String id = publishEvent("payment.succeeded").id();

    ReceivedRequest request = awaitRequest();

    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.findHeader("Content-Type").orElse("")).startsWith("application/json");
    assertThat(request.findHeader("X-Webhook-Event-Id")).hasValue(id);
    assertThat(request.findHeader("X-Webhook-Event-Type")).hasValue("payment.succeeded");
    assertThat(request.findHeader("webhook-id")).hasValue(id);
    assertThat(request.findHeader("webhook-timestamp"))
        .isEqualTo(request.findHeader("X-Webhook-Timestamp"));
    assertThat(Fields.parse(request.bodyText()).keySet())
        .containsExactly(
            "id", "object", "type", "created", "livemode", "api_key_id", "data", "api_version");
  }

  @Test
  void the_data_is_sent_byte_for_byte_as_published() {
    newEndpoint();
    String data = "{ \"object\": {\"b\":1.50, \"a\":\"\\u00e9\",  \"n\":1e2} }";
    api.post("events", "{\"type\":\"payment.succeeded\",\"livemode\":false,\"data\":" + data + "}")
        .expect(202);
    assertThat(awaitRequest().bodyText()).contains("\"data\":" + data);
  }

  @Test
  void our_own_verifier_accepts_both_schemes() throws Exception {
    String secret = newSigningEndpoint();
    publishEvent("payment.succeeded");

    ReceivedRequest request = awaitRequest();

    var standard = WebhookVerifier.standardWebhooks().secret(secret).build();
    standard.verify(name -> request.findHeader(name).orElse(null), request.body());
    var ePaySe = WebhookVerifier.ePaySe().secret(secret).build();
    ePaySe.verify(name -> request.findHeader(name).orElse(null), request.body());
  }

  @Test
  void the_standard_webhooks_and_svix_libraries_accept_the_signature() {
    String secret = newSigningEndpoint();
    publishEvent("payment.succeeded");

    ReceivedRequest request = awaitRequest();

    HttpHeaders headers = headers(request, "webhook-");
    assertThatCode(
            () -> new com.standardwebhooks.Webhook(secret).verify(request.bodyText(), headers))
        .doesNotThrowAnyException();
    assertThatCode(() -> new com.svix.Webhook(secret).verify(request.bodyText(), headers))
        .doesNotThrowAnyException();
  }

  @Test
  void the_stripe_library_accepts_the_hex_signature() throws Exception {
    String secret = newSigningEndpoint();
    publishEvent("payment.succeeded");

    ReceivedRequest request = awaitRequest();

    String header =
        "t="
            + request.findHeader("X-Webhook-Timestamp").orElseThrow()
            + ",v1="
            + request.findHeader("X-Webhook-Signature").orElseThrow().substring("sha256=".length());
    assertThat(Signature.verifyHeader(request.bodyText(), header, secret, 300)).isTrue();
  }

  @Test
  void while_a_rotation_overlaps_old_and_new_secret_verify() throws Exception {
    long endpoint = newEndpoint();
    String old = client.endpoints().secret(endpoint);
    String renewed = client.endpoints().rotateSecret(endpoint, Duration.ofDays(1));
    publishEvent("payment.succeeded");

    ReceivedRequest request = awaitRequest();

    assertThat(renewed).isNotEqualTo(old);
    for (String secret : List.of(renewed, old)) {
      WebhookVerifier.standardWebhooks()
          .secret(secret)
          .build()
          .verify(name -> request.findHeader(name).orElse(null), request.body());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "payment.succeeded, payment.succeeded, 1",
    "payment.succeeded, payment.failed, 0",
    "payment.*, payment.failed, 1",
    "payment.*, refund.created, 0",
    "*, dispute.created, 1",
  })
  void event_types_and_patterns_match(String pattern, String type, int deliveries) {
    newEndpoint(request -> request.eventTypes(pattern));
    assertThat(publishEvent(type).deliveries()).isEqualTo(deliveries);
  }

  @Test
  void a_filter_looks_into_the_data() {
    var filter = Fields.parse("{\"data.object.amount\":{\"$gte\":20000}}");
    newEndpoint(request -> request.filter(filter));
    var less = EventRequest.test("payment.succeeded", Examples.payment(19_999, "A"));
    var enough = EventRequest.test("payment.succeeded", Examples.payment(20_000, "B"));
    assertThat(client.events().publish(less).deliveries()).isZero();
    assertThat(client.events().publish(enough).deliveries()).isOne();
    assertThat(awaitRequest().bodyText()).contains("20000");
  }

  @Test
  void test_and_live_events_do_not_mix() {
    newEndpoint(request -> request.livemode(true));
    assertThat(publishEvent("payment.succeeded").deliveries()).isZero();
    var live = EventRequest.live("payment.succeeded", Examples.payment(1, "A"));
    assertThat(client.events().publish(live).deliveries()).isOne();
  }

  @Test
  void channels_narrow_an_event_to_those_who_listen_to_one_of_them() {
    newEndpoint(request -> request.channels("north", "east"));
    newEndpoint();
    EventRequest event = Examples.event("payment.succeeded", "A");
    assertThat(client.events().publish(event.inChannels("north")).deliveries()).isEqualTo(2);
    assertThat(client.events().publish(event.inChannels("south")).deliveries()).isOne();
    assertThat(client.events().publish(event).deliveries()).isOne();
  }

  @Test
  void a_disabled_endpoint_gets_nothing() {
    newEndpoint(request -> request.enabled(false));
    assertThat(publishEvent("payment.succeeded").deliveries()).isZero();
  }

  @Test
  void other_authentication_takes_the_place_of_the_signature() {
    newEndpoint(request -> request.authentication(EndpointAuthentication.basic("user", "pass")));
    publishEvent("payment.succeeded");

    ReceivedRequest request = awaitRequest();

    assertThat(request.findHeader("Authorization")).hasValue("Basic dXNlcjpwYXNz");
    assertThat(request.findHeader("X-Webhook-Signature")).isEmpty();
    assertThat(request.findHeader("webhook-signature")).isEmpty();
  }

  @Test
  void api_keys_custom_headers_and_none_are_sent_as_agreed() {
    newEndpoint(request -> request.authentication(EndpointAuthentication.apiKey("k3y")));
    publishEvent("payment.succeeded");
    assertThat(awaitRequest().findHeader("X-API-Key")).hasValue("k3y");
    newEndpoint(
        request ->
            request
                .url(receiver.url("/custom").toString())
                .authentication(EndpointAuthentication.customHeader("X-Shop-Token", "t"))
                .headers(Map.of("X-Shop", "7")));
    newEndpoint(
        request ->
            request
                .url(receiver.url("/none").toString())
                .authentication(EndpointAuthentication.none()));
    publishEvent("payment.succeeded");

    List<ReceivedRequest> requests = receiver.awaitRequests(4);

    ReceivedRequest custom = at("/custom", requests);
    assertThat(custom.findHeader("X-Shop-Token")).hasValue("t");
    assertThat(custom.findHeader("X-Shop")).hasValue("7");
    ReceivedRequest none = at("/none", requests);
    assertThat(none.findHeader("Authorization")).isEmpty();
    assertThat(none.findHeader("X-Webhook-Signature")).isEmpty();
  }

  private static ReceivedRequest at(String path, List<ReceivedRequest> requests) {
    return requests.stream().filter(r -> r.path().equals(path)).findFirst().orElseThrow();
  }

  @Test
  void an_idempotency_key_publishes_once() {
    newEndpoint();
    EventRequest event = Examples.event("payment.succeeded", "ORDER-1");
    EventRequest other = Examples.event("payment.succeeded", "ORDER-2");

    PublishedEvent first = client.events().publish(event, "order-1");

    assertThat(client.events().publish(event, "order-1")).isEqualTo(first);
    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> client.events().publish(other, "order-1"));
    assertThat(receiver.awaitRequests(1)).hasSize(1);
  }

  @Test
  void the_producers_id_publishes_once() {
    EventRequest event = Examples.event("payment.succeeded", "ORDER-1").withId("order-1");
    PublishedEvent first = client.events().publish(event);
    assertThat(first.id()).isEqualTo("order-1");
    assertThat(client.events().publish(event)).isEqualTo(first);
    EventRequest other = Examples.event("payment.succeeded", "ORDER-2").withId("order-1");
    assertThatExceptionOfType(Conflict.class).isThrownBy(() -> client.events().publish(other));
  }

  @Test
  void tenants_do_not_share_keys_and_ids() {
    EventRequest event = Examples.event("payment.succeeded", "ORDER-1").withId("order-1");
    client.events().publish(event, "key");
    var stranger = Clients.ofNewTenant(service);
    var other = Examples.event("payment.failed", "ORDER-2").withId("order-1");
    assertThat(stranger.events().publish(other, "key").id()).isEqualTo("order-1");
  }

  @Test
  void an_unknown_type_is_400_and_the_test_type_is_not_for_publishing() {
    for (String type : List.of("payment.unheard", "transaction.in", "test.webhook")) {
      Invalid refusal = catchThrowableOfType(Invalid.class, () -> publishEvent(type));
      assertThat(refusal.fieldErrors()).containsOnlyKeys("type");
    }
  }

  @Test
  void an_array_answers_per_item_in_order() {
    newEndpoint();
    EventRequest good = Examples.event("payment.succeeded", "A");
    EventRequest bad = Examples.event("payment.unheard", "B");

    List<PublishResult<PublishedEvent>> results =
        client.events().publishAll(List.of(good, bad, good.withId("second")));

    assertThat(results.get(0)).isInstanceOf(PublishResult.Accepted.class);
    assertThat(results.get(1))
        .isInstanceOfSatisfying(
            PublishResult.Refused.class,
            refused -> {
              assertThat(refused.error()).isEqualTo("validation_error");
              assertThat(refused.fieldErrors().toString()).contains("type");
            });
    assertThat(results.get(2))
        .isEqualTo(new PublishResult.Accepted<>(new PublishedEvent("second", 1)));
    assertThat(receiver.awaitRequests(2)).hasSize(2);
  }

  @Test
  void a_410_answer_disables_the_endpoint() {
    receiver.script(request -> Answer.status(410));
    long id = newEndpoint();
    publishEvent("payment.succeeded");
    Deadline.ofSeconds(20)
        .await(() -> !client.endpoints().get(id).enabled(), "the endpoint to be disabled");
  }

  /** The secret of a new endpoint. */
  private String newSigningEndpoint() {
    return client.endpoints().create(Examples.endpoint(url(), "*").build()).secret();
  }

  private static HttpHeaders headers(ReceivedRequest request, String prefix) {
    Map<String, List<String>> map = new HashMap<>();
    request.headers().stream()
        .filter(header -> header.name().toLowerCase().startsWith(prefix))
        .forEach(header -> map.put(header.name(), List.of(header.value())));
    return HttpHeaders.of(map, (name, value) -> true);
  }
}
