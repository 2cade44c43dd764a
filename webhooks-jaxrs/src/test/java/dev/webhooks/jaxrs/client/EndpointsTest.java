package dev.webhooks.jaxrs.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.webhooks.jaxrs.client.model.DeliveryAttempt;
import dev.webhooks.jaxrs.client.model.DeliveryStatus;
import dev.webhooks.jaxrs.client.model.Endpoint;
import dev.webhooks.jaxrs.client.model.EndpointAuthentication;
import dev.webhooks.jaxrs.client.model.EndpointQuery;
import dev.webhooks.jaxrs.client.model.EndpointRequest;
import dev.webhooks.jaxrs.client.model.EndpointStatistics;
import dev.webhooks.jaxrs.client.model.Recovery;
import dev.webhooks.jaxrs.client.model.RecoveryRequest;
import dev.webhooks.jaxrs.client.model.StatisticsQuery;
import dev.webhooks.jaxrs.client.model.Verification;
import dev.webhooks.jaxrs.client.model.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndpointsTest extends ClientTest {
  private static final String ENDPOINT =
      """
      {"id":31,"url":"https://example.com/hooks","description":null,
      "event_types":["payment.*"],"livemode":false,"enabled":true,
      "authentication":{"type":"hmac"},"signatures":["epayse","standard-ed25519"],
      "headers":{"X-Shop":"7"},"channels":[],"filter":{"data.object.amount":{"$gte":20000}},
      "rate_limit":50,"ordered":true,"retry_schedule":[60,240],"timeout_seconds":30,
      "metadata":{"team":"a"},"public_key":"whpk_x","created_at":"2025-01-16T08:19:55Z"}\
      """;

  @Test
  void one_is_created_with_its_secret() {
    service.answers(
        201,
        "{\"status\":\"success\",\"message\":\"x\",\"data\":{\"id\":31,\"secret\":\"whsec_abc\"}}");

    var created =
        client
            .endpoints()
            .create(
                EndpointRequest.builder()
                    .url("https://example.com/hooks")
                    .eventTypes("payment.*")
                    .livemode(false)
                    .authentication(EndpointAuthentication.basic("u", "p"))
                    .signatures("epayse", "standard")
                    .headers(Map.of("X-Shop", "7"))
                    .channels("a")
                    .filter(
                        WireJson.parse("{\"data.object.amount\":{\"$gte\":20000}}").asJsonObject())
                    .rateLimit(50)
                    .ordered(true)
                    .timeout(Duration.ofSeconds(20))
                    .metadata(Map.of("team", "a"))
                    .retrySchedule(Duration.ofMinutes(1), Duration.ofMinutes(4))
                    .build());

    assertThat(created.id()).isEqualTo(31);
    assertThat(created.secret()).isEqualTo("whsec_abc");
    assertThat(created.toString()).doesNotContain("whsec_abc");
    assertAsked("POST", "/endpoints");
    WireJson.assertJson(
        service.lastAsked().body(),
        """
        {"url":"https://example.com/hooks","event_types":["payment.*"],"livemode":false,
        "authentication":{"type":"basic","username":"u","password":"p"},
        "signatures":["epayse","standard"],"headers":{"X-Shop":"7"},"channels":["a"],
        "filter":{"data.object.amount":{"$gte":20000}},"rate_limit":50,"ordered":true,
        "timeout_seconds":20,"metadata":{"team":"a"},"retry_schedule":[60,240]}\
        """);
  }

  @Test
  void one_is_read_whole() {
    service.answers(
        200, "{\"status\":\"success\",\"data\":" + ENDPOINT + "}", Map.of("ETag", "\"3\""));

    Versioned<Endpoint> read = client.endpoints().getVersioned(31);

    assertThat(read.etag()).isEqualTo("\"3\"");
    assertThat(read.value().eventTypes()).containsExactly("payment.*");
    assertThat(read.value().filter())
        .isEqualTo(WireJson.parse("{\"data.object.amount\":{\"$gte\":20000}}"));
    assertThat(read.value().headers()).isEqualTo(Map.of("X-Shop", "7"));
    assertThat(read.value().timeoutSeconds()).isEqualTo(30);
    assertThat(read.value().retrySchedule()).containsExactly(60L, 240L);
    assertThat(read.value().createdAt()).isEqualTo(Instant.parse("2025-01-16T08:19:55Z"));
    assertThat(read.value().updatedAt()).isNull();
  }

  @Test
  void what_was_read_without_a_version_does_not_overwrite_what_others_changed() {
    service.answers(200, "{\"status\":\"success\",\"data\":" + ENDPOINT + "}");
    Versioned<Endpoint> read = client.endpoints().getVersioned(31);
    EndpointRequest changes = EndpointRequest.builder().rateLimit(5).build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.endpoints().update(read, changes))
        .withMessageContaining("ETag");
    assertThatIllegalArgumentException().isThrownBy(() -> client.endpoints().delete(read));
    assertThat(service.asked()).hasSize(1);
  }

  @Test
  void one_is_listed_updated_enabled_disabled_and_deleted() {
    service.answers(200, "{\"status\":\"success\",\"data\":[" + ENDPOINT + "]}");
    assertThat(
            client
                .endpoints()
                .list(
                    EndpointQuery.all()
                        .urlContaining("shop")
                        .withEnabled(true)
                        .atPage(2)
                        .withLimit(10))
                .items())
        .hasSize(1);
    assertAsked("GET", "/endpoints?url=shop&enabled=true&page=2&limit=10");

    service.answers(200, "{\"status\":\"success\",\"data\":" + ENDPOINT + "}");
    Endpoint endpoint = client.endpoints().get(31);

    service.answers(200, "{\"status\":\"success\",\"data\":{\"id\":31}}");
    client
        .endpoints()
        .update(new Versioned<>(endpoint, "\"3\""), EndpointRequest.builder().url("u").build());
    assertAsked("PATCH", "/endpoints/31");
    assertThat(service.lastAsked().header("If-Match")).isEqualTo("\"3\"");
    WireJson.assertJson(service.lastAsked().body(), "{\"url\":\"u\"}");

    service.answers(200, "{\"status\":\"success\",\"data\":{\"id\":31}}");
    client.endpoints().disable(31);
    assertAsked("POST", "/endpoints/31/disable");

    service.answers(200, "{\"status\":\"success\",\"data\":{\"id\":31}}");
    client.endpoints().enable(31);
    assertAsked("POST", "/endpoints/31/enable");

    service.answers(200, "{\"status\":\"success\",\"message\":\"x\"}");
    client.endpoints().delete(31);
    assertAsked("DELETE", "/endpoints/31");
  }

  @Test
  void fields_are_given_their_defaults_again() {
    service.answers(200, "{\"status\":\"success\",\"data\":{\"id\":31}}");

    client.endpoints().restoreDefaults(31, "rate_limit", "filter");

    assertAsked("PATCH", "/endpoints/31");
    WireJson.assertJson(service.lastAsked().body(), "{\"rate_limit\":null,\"filter\":null}");
  }

  @Test
  void its_secret_is_shown_and_rotated() {
    service.answers(200, "{\"status\":\"success\",\"data\":{\"secret\":\"whsec_1\"}}");
    assertThat(client.endpoints().secret(31)).isEqualTo("whsec_1");
    assertAsked("GET", "/endpoints/31/secret");

    service.answers(200, "{\"status\":\"success\",\"data\":{\"secret\":\"whsec_2\"}}");
    assertThat(client.endpoints().rotateSecret(31, Duration.ofHours(1))).isEqualTo("whsec_2");
    assertAsked("POST", "/endpoints/31/secret/rotate");
    WireJson.assertJson(service.lastAsked().body(), "{\"overlap_seconds\":3600}");

    service.answers(200, "{\"status\":\"success\",\"data\":{\"secret\":\"whsec_3\"}}");
    client.endpoints().rotateSecret(31, Duration.ZERO, "whsec_3");
    WireJson.assertJson(
        service.lastAsked().body(), "{\"overlap_seconds\":0,\"secret\":\"whsec_3\"}");
  }

  @Test
  void a_test_returns_the_attempt() {
    service.answers(
        200,
        """
        {"status":"success","data":{"number":1,"trigger":"test",
        "started_at":"2025-01-16T08:19:55.120Z",
        "durations":{"dns":1,"connect":2,"tls":null,"first_byte":40,"total":44},
        "address":"93.184.216.34","request_headers":[{"name":"Content-Type","value":"application/json"}],
        "response_status":500,"response_headers":[],"response_body":"oops","error":"http_status",
        "next_attempt_at":null}}\
        """);

    DeliveryAttempt attempt = client.endpoints().test(31);

    assertThat(attempt)
        .isEqualTo(
            new DeliveryAttempt(
                1,
                "test",
                Instant.parse("2025-01-16T08:19:55.120Z"),
                new DeliveryAttempt.Durations(1L, 2L, null, 40L, 44L),
                "93.184.216.34",
                List.of(new DeliveryAttempt.Header("Content-Type", "application/json")),
                500,
                List.of(),
                "oops",
                "http_status",
                null,
                null));
    assertThat(attempt.succeeded()).isFalse();
    assertAsked("POST", "/endpoints/31/test");
  }

  @Test
  void a_challenge_tells_whether_it_was_answered() {
    service.answers(
        200,
        """
        {"status":"success","data":{"answered":true,"ownership":"verified",
        "verified_at":"2025-01-16T08:19:55Z","attempt":{"number":1,"trigger":"test",
        "started_at":"2025-01-16T08:19:55Z","response_status":200}}}\
        """);

    Verification verification = client.endpoints().verify(31);

    assertThat(verification.answered()).isTrue();
    assertThat(verification.ownership()).isEqualTo("verified");
    assertThat(verification.verifiedAt()).isEqualTo(Instant.parse("2025-01-16T08:19:55Z"));
    assertThat(verification.attempt()).isNotNull();
    assertAsked("POST", "/endpoints/31/verify");
  }

  @Test
  void what_failed_is_recovered_in_the_background() {
    service.answers(
        202, "{\"status\":\"success\",\"data\":{\"id\":7,\"status\":\"running\",\"matched\":0}}");
    Recovery recovery =
        client
            .endpoints()
            .recover(31, RecoveryRequest.failedSince(Instant.parse("2025-01-16T00:00:00Z")));
    assertThat(recovery.id()).isEqualTo("7");
    assertAsked("POST", "/endpoints/31/recover");
    WireJson.assertJson(
        service.lastAsked().body(), "{\"since\":\"2025-01-16T00:00:00Z\",\"status\":\"failed\"}");

    service.answers(
        200,
        """
        {"status":"success","data":{"id":"7","endpoint_id":31,"status":"completed","matched":13,
        "requeued":12,"created_at":"2025-01-17T00:00:00Z","finished_at":"2025-01-17T00:00:09Z"}}\
        """);
    assertThat(client.recoveries().get("7").requeued()).isEqualTo(12);
    assertAsked("GET", "/recoveries/7");
  }

  @Test
  void recoveries_are_listed_and_cancelled() {
    service.answers(200, "{\"status\":\"success\",\"data\":[{\"id\":\"7\"},{\"id\":\"6\"}]}");
    assertThat(client.recoveries().ofEndpoint(31))
        .extracting(Recovery::id)
        .containsExactly("7", "6");
    assertAsked("GET", "/recoveries?endpoint=31");

    service.answers(
        200,
        "{\"status\":\"success\",\"message\":\"…\",\"data\":{\"id\":\"7\",\"status\":\"cancelled\"}}");
    assertThat(client.recoveries().cancel("7").status()).isEqualTo("cancelled");
    assertAsked("POST", "/recoveries/7/cancel");
  }

  @Test
  void statistics_count_per_status_and_hour() {
    service.answers(
        200,
        """
        {"status":"success","data":{"interval":"hour","counts":{"succeeded":9,"failed":1},
        "attempts":12,"success_rate":0.9,"latency":{"p50":40,"p95":200,"p99":900},
        "buckets":[{"from":"2025-01-16T08:00:00Z","counts":{"succeeded":9,"failed":1},
        "attempts":12,"success_rate":0.9}]}}\
        """);

    EndpointStatistics statistics =
        client
            .endpoints()
            .statistics(
                31,
                StatisticsQuery.between(
                    Instant.parse("2025-01-16T00:00:00Z"), Instant.parse("2025-01-17T00:00:00Z")));

    Map<String, Long> counts = Map.of("succeeded", 9L, "failed", 1L);
    assertThat(statistics)
        .isEqualTo(
            new EndpointStatistics(
                "hour",
                counts,
                12,
                0.9,
                new EndpointStatistics.Latency(40, 200, 900),
                List.of(
                    new EndpointStatistics.Bucket(
                        Instant.parse("2025-01-16T08:00:00Z"), counts, 12, 0.9))));
    assertAsked(
        "GET", "/endpoints/31/stats?from=2025-01-16T00%3A00%3A00Z&to=2025-01-17T00%3A00%3A00Z");
    assertThat(DeliveryStatus.SUCCEEDED.wireName()).isEqualTo("succeeded");
  }

  @Test
  void statistics_of_the_tenant_come_by_hour_or_by_day() {
    service.answers(200, "{\"status\":\"success\",\"data\":{\"interval\":\"day\"}}");
    assertThat(client.endpoints().statistics(StatisticsQuery.lastDay().byDay()).interval())
        .isEqualTo("day");
    assertAsked("GET", "/stats?interval=day");
  }

  @Test
  void what_was_changed_meanwhile_is_not_deleted() {
    service.answers(
        200, "{\"status\":\"success\",\"data\":" + ENDPOINT + "}", Map.of("ETag", "\"3\""));
    Versioned<Endpoint> read = client.endpoints().getVersioned(31);

    service.answers(200, "{\"status\":\"success\",\"message\":\"x\"}");
    client.endpoints().delete(read);

    assertAsked("DELETE", "/endpoints/31");
    assertThat(service.lastAsked().header("If-Match")).isEqualTo("\"3\"");
  }

  @Test
  void all_are_streamed_page_by_page_as_far_as_somebody_reads() {
    String page =
        "{\"status\":\"success\",\"data\":["
            + ENDPOINT
            + "],\"meta\":{\"pagination\":"
            + "{\"total\":3,\"per_page\":1,\"current_page\":%d,\"last_page\":3}}}";
    service.answers(200, page.formatted(1));
    service.answers(200, page.formatted(2));

    assertThat(client.endpoints().stream(EndpointQuery.all().withLimit(1)).limit(2)).hasSize(2);
    assertAsked("GET", "/endpoints?page=2&limit=1");
  }
}
