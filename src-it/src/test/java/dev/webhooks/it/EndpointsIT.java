package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.webhooks.it.support.Examples;
import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.Requests;
import dev.webhooks.it.support.TenantSuite;
import dev.webhooks.jaxrs.client.WebhooksApiException.Conflict;
import dev.webhooks.jaxrs.client.WebhooksApiException.Invalid;
import dev.webhooks.jaxrs.client.WebhooksApiException.NotFound;
import dev.webhooks.jaxrs.client.WebhooksApiException.StaleVersion;
import dev.webhooks.jaxrs.client.model.CreatedEndpoint;
import dev.webhooks.jaxrs.client.model.DeliveryAttempt;
import dev.webhooks.jaxrs.client.model.Endpoint;
import dev.webhooks.jaxrs.client.model.EndpointAuthentication;
import dev.webhooks.jaxrs.client.model.EndpointQuery;
import dev.webhooks.jaxrs.client.model.EndpointRequest;
import dev.webhooks.jaxrs.client.model.StatisticsQuery;
import dev.webhooks.jaxrs.client.model.Versioned;
import dev.webhooks.jaxrs.client.model.WebhookQuery;
import jakarta.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Endpoints for signed events, as their tenant manages them. */
class EndpointsIT extends TenantSuite {

  private Endpoint read(long id) {
    return client.endpoints().get(id);
  }

  private static EndpointRequest described(String description) {
    return EndpointRequest.builder().description(description).build();
  }

  @Test
  void a_new_endpoint_has_the_defaults_and_shows_its_secret_once() {
    CreatedEndpoint created =
        client.endpoints().create(Examples.endpoint(url(), "payment.*").build());

    Endpoint read = read(created.id());

    assertThat(created.secret()).startsWith("whsec_");
    assertThat(api.get("endpoints/" + created.id()).expect(200).body())
        .doesNotContain(created.secret());
    assertThat(read.enabled()).isTrue();
    assertThat(read.authentication()).isEqualTo(Fields.of("type", "hmac"));
    assertThat(read.signatures()).containsExactly("epayse", "standard");
    assertThat(read.eventTypes()).containsExactly("payment.*");
    assertThat(read.ordered()).isFalse();
    assertThat(read.rateLimit()).isNull();
    assertThat(read.filter()).isNull();
    assertThat(client.endpoints().secret(created.id())).isEqualTo(created.secret());
  }

  @Test
  void every_field_is_read_back_as_it_was_given() {
    long id =
        newEndpoint(
            request ->
                request
                    .eventTypes("payment.*", "refund.created")
                    .livemode(true)
                    .enabled(false)
                    .signatures("standard")
                    .headers(Map.of("X-Shop", "7"))
                    .channels("north", "south")
                    .filter(Fields.parse("{\"data.object.amount\":{\"$gte\":20000}}"))
                    .rateLimit(50)
                    .ordered(true)
                    .retrySchedule(Duration.ofMinutes(1), Duration.ofMinutes(4))
                    .timeout(Duration.ofSeconds(20))
                    .metadata(Map.of("team", "a")));

    Endpoint read = read(id);

    assertThat(read.url()).isEqualTo(url().toString());
    assertThat(read.description()).isEqualTo("Order service");
    assertThat(read.eventTypes()).containsExactly("payment.*", "refund.created");
    assertThat(read.livemode()).isTrue();
    assertThat(read.enabled()).isFalse();
    assertThat(read.signatures()).containsExactly("standard");
    assertThat(read.headers()).isEqualTo(Map.of("X-Shop", "7"));
    assertThat(read.channels()).containsExactly("north", "south");
    assertThat(read.filter()).isEqualTo(Fields.parse("{\"data.object.amount\":{\"$gte\":20000}}"));
    assertThat(read.rateLimit()).isEqualTo(50);
    assertThat(read.ordered()).isTrue();
    assertThat(read.retrySchedule()).containsExactly(60L, 240L);
    assertThat(read.timeoutSeconds()).isEqualTo(20);
    assertThat(read.metadata()).isEqualTo(Map.of("team", "a"));
    assertThat(read.createdAt()).isNotNull();
    assertThat(read.updatedAt()).isNotNull();
  }

  @Test
  void the_list_is_newest_first_and_filtered() {
    long shop = newEndpoint(request -> request.url(receiver.url("/Shop_1").toString()));
    long off =
        newEndpoint(request -> request.url(receiver.url("/shopX1").toString()).enabled(false));

    assertThat(ids(EndpointQuery.all())).containsExactly(off, shop);
    assertThat(ids(EndpointQuery.all().urlContaining("shop_1"))).containsExactly(shop);
    assertThat(ids(EndpointQuery.all().withEnabled(false))).containsExactly(off);
    assertThat(ids(EndpointQuery.all().withLimit(1).atPage(2))).containsExactly(shop);
    assertThat(ids(EndpointQuery.all().atPage(3))).isEmpty();
    assertThat(client.endpoints().stream(EndpointQuery.all().withLimit(1))).hasSize(2);
  }

  private List<Long> ids(EndpointQuery query) {
    return client.endpoints().list(query).items().stream().map(Endpoint::id).toList();
  }

  @Test
  void rotation_gives_another_secret() {
    long id = newEndpoint();
    String before = client.endpoints().secret(id);

    String after = client.endpoints().rotateSecret(id, Duration.ofMinutes(1));

    assertThat(after).startsWith("whsec_").isNotEqualTo(before);
    assertThat(client.endpoints().secret(id)).isEqualTo(after);
  }

  @Test
  void an_overlap_is_at_most_a_week() {
    long id = newEndpoint();
    Invalid refusal =
        catchThrowableOfType(
            Invalid.class,
            () -> client.endpoints().rotateSecret(id, Duration.ofDays(7).plusSeconds(1)));
    assertThat(refusal.fieldErrors()).containsOnlyKeys("overlap_seconds");
  }

  @Test
  void a_secret_of_ones_own_must_be_strong() {
    long id = newEndpoint();
    String own = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    assertThat(client.endpoints().rotateSecret(id, Duration.ZERO, own)).isEqualTo(own);
    Invalid refusal =
        catchThrowableOfType(
            Invalid.class,
            () -> client.endpoints().rotateSecret(id, Duration.ZERO, "whsec_c2hvcnQ="));
    assertThat(refusal.fieldErrors()).containsOnlyKeys("secret");
  }

  @Test
  void a_secret_that_would_sign_nothing_is_refused() {
    long id = newEndpoint();
    String other = "whsk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    Invalid refusal =
        catchThrowableOfType(
            Invalid.class, () -> client.endpoints().rotateSecret(id, Duration.ZERO, other));
    assertThat(refusal.fieldErrors()).containsOnlyKeys("secret");
    assertThat(client.endpoints().secret(id)).startsWith("whsec_");
  }

  @Test
  void long_labels_of_one_tenant_stop_nobody() {
    String key = "k".repeat(60_000);
    assertThat(
            api.post(
                    "endpoints",
                    Fields.with(
                        Requests.endpoint(url(), "*"),
                        "metadata",
                        Json.createObjectBuilder().add(key, "v").build()))
                .expect(400)
                .wrongFields())
        .containsExactly("metadata");
  }

  @Test
  void an_update_changes_what_it_names_and_null_restores_the_default() {
    long id = newEndpoint(request -> request.rateLimit(5).ordered(true).description("before"));

    api.patch("endpoints/" + id, Fields.of("description", "after", "rate_limit", null)).expect(200);

    assertThat(read(id).description()).isEqualTo("after");
    assertThat(read(id).rateLimit()).isNull();
    assertThat(read(id).ordered()).isTrue();
  }

  @Test
  void what_was_changed_meanwhile_is_neither_updated_nor_deleted() {
    Versioned<Endpoint> seen = client.endpoints().getVersioned(newEndpoint());
    client.endpoints().update(seen, described("first"));

    assertThatExceptionOfType(StaleVersion.class)
        .isThrownBy(() -> client.endpoints().update(seen, described("second")))
        .satisfies(e -> assertThat(e.errorCode()).isEqualTo("precondition_failed"));
    assertThatExceptionOfType(StaleVersion.class).isThrownBy(() -> client.endpoints().delete(seen));
    assertThat(read(seen.value().id()).description()).isEqualTo("first");
  }

  @Test
  void credentials_are_kept_by_an_update_and_never_shown() {
    long id =
        newEndpoint(request -> request.authentication(EndpointAuthentication.basic("u", "pa55")));

    client.endpoints().update(id, described("x"));

    assertThat(read(id).authentication())
        .isEqualTo(Fields.of("type", "basic", "username", "u", "password", "****"));
    assertThatExceptionOfType(NotFound.class).isThrownBy(() -> client.endpoints().secret(id));
    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> client.endpoints().rotateSecret(id, Duration.ZERO));
  }

  @Test
  void an_ed25519_endpoint_shows_its_public_key() {
    long id = newEndpoint(request -> request.signatures("standard-ed25519"));
    assertThat(read(id).publicKey()).startsWith("whpk_");
  }

  @Test
  void a_filter_that_is_none_is_refused_at_its_field() {
    var filter = Fields.parse("{\"data.object.amount\":{\"$around\":5}}");
    Invalid refusal =
        catchThrowableOfType(Invalid.class, () -> newEndpoint(request -> request.filter(filter)));
    assertThat(refusal.fieldErrors()).containsOnlyKeys("filter");
  }

  @Test
  void each_face_sees_its_own() {
    long endpoint = newEndpoint();
    long webhook = newWebhook();

    assertThatExceptionOfType(NotFound.class).isThrownBy(() -> client.webhooks().get(endpoint));
    assertThatExceptionOfType(NotFound.class).isThrownBy(() -> read(webhook));
    assertThatExceptionOfType(NotFound.class).isThrownBy(() -> client.endpoints().secret(webhook));
    assertThat(ids(EndpointQuery.all())).containsExactly(endpoint);
    assertThat(client.webhooks().list(WebhookQuery.all()).items()).hasSize(1);
    assertThat(client.endpoints().statistics(webhook, StatisticsQuery.lastDay()).buckets())
        .isEmpty();
  }

  @Test
  void disabling_and_enabling_take_both_faces() {
    long endpoint = newEndpoint();
    client.endpoints().disable(endpoint);
    assertThat(read(endpoint).enabled()).isFalse();
    assertThat(read(endpoint).disabledAt()).isNotNull();
    client.endpoints().enable(endpoint);
    assertThat(read(endpoint).enabled()).isTrue();
    assertThat(read(endpoint).disabledAt()).isNull();

    long webhook = newWebhook();
    client.endpoints().disable(webhook);
    assertThat(client.webhooks().get(webhook).active()).isFalse();
    client.endpoints().enable(webhook);
    assertThat(client.webhooks().get(webhook).active()).isTrue();
  }

  @Test
  void a_test_returns_the_attempt_whatever_came_of_it() {
    long id = newEndpoint(request -> request.url("http://127.0.0.1:9/hook"));
    DeliveryAttempt attempt = client.endpoints().test(id);
    assertThat(attempt.trigger()).isEqualTo("test");
    assertThat(attempt.error()).isEqualTo("connection_refused");
    assertThat(attempt.succeeded()).isFalse();
  }

  @Test
  void a_second_delete_finds_nothing() {
    long id = newEndpoint();
    client.endpoints().delete(id);
    assertThatExceptionOfType(NotFound.class).isThrownBy(() -> client.endpoints().delete(id));
    assertThatExceptionOfType(NotFound.class).isThrownBy(() -> read(id));
  }

  @Test
  void the_portal_loads_and_calls_nothing_but_the_service() {
    var page = api.get("../../portal/").expect(200);
    assertThat(page.findHeader("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'")
        .contains("script-src 'self'");
    assertThat(page.body()).doesNotContain("http://").doesNotContain("https://");
  }
}
