package dev.webhooks.jaxrs.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.webhooks.jaxrs.client.WebhooksApiException.Conflict;
import dev.webhooks.jaxrs.client.WebhooksApiException.RateLimited;
import dev.webhooks.jaxrs.client.WebhooksApiException.Unavailable;
import dev.webhooks.jaxrs.client.model.DeliveryQuery;
import dev.webhooks.jaxrs.client.model.EndpointRequest;
import dev.webhooks.jaxrs.client.model.EventRequest;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that are made again. */
class RepetitionTest extends ClientTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final List<Duration> pauses = new ArrayList<>();

  @AfterEach
  void nobodyInterrupts() {
    Thread.interrupted();
  }

  private WebhooksClient patient(Duration patience) {
    return newClient().retryFor(patience).pauses(pauses::add).build();
  }

  private void refuse(int status, String retryAfter) {
    service.answers(
        status,
        "{\"status\":\"error\",\"error\":\"x\",\"message\":\"No\"}",
        retryAfter.isEmpty() ? Map.of() : Map.of("Retry-After", retryAfter));
  }

  private void accept() {
    service.answers(200, "{\"status\":\"success\",\"data\":{\"id\":\"evt_1\",\"deliveries\":1}}");
  }

  @Test
  void a_refused_call_is_made_again_after_the_pause_that_was_asked_for() {
    refuse(429, "2");
    refuse(503, "5");
    accept();

    patient(MINUTE).events().get("evt_1");

    assertThat(service.timesAsked()).isEqualTo(3);
    assertThat(pauses.get(0)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
    assertThat(pauses.get(1)).isBetween(Duration.ofSeconds(5), Duration.ofMillis(7500));
  }

  @Test
  void a_proxy_that_says_the_service_is_away_is_believed() {
    service.answers(503, "<html>Service Unavailable</html>", Map.of("Retry-After", "2"));
    service.answers(429, "<html>Too Many Requests</html>");
    accept();

    patient(MINUTE)
        .events()
        .publish(EventRequest.test("payment.failed", JsonValue.EMPTY_JSON_OBJECT));

    assertThat(service.timesAsked()).isEqualTo(3);
    assertThat(pauses.get(0)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
  }

  @Test
  void a_publication_keeps_its_key_when_it_is_made_again() {
    refuse(503, "1");
    accept();

    patient(MINUTE)
        .events()
        .publish(EventRequest.test("payment.failed", JsonValue.EMPTY_JSON_OBJECT));

    assertThat(service.asked())
        .extracting(asked -> asked.header("Idempotency-Key"))
        .hasSize(2)
        .doesNotContainNull()
        .containsOnly(service.lastAsked().header("Idempotency-Key"));
  }

  @Test
  void what_has_an_id_of_its_own_is_known_by_it() {
    refuse(503, "1");
    String result = "{\"status\":\"success\",\"data\":{\"id\":\"a\",\"deliveries\":0}}";
    service.answers(202, "{\"status\":\"success\",\"data\":[" + result + "," + result + "]}");
    EventRequest event = EventRequest.test("payment.failed", JsonValue.EMPTY_JSON_OBJECT);

    patient(MINUTE).events().publishAll(List.of(event.withId("a"), event.withId("b")));

    assertThat(service.timesAsked()).isEqualTo(2);
    accept();
    client.events().publish(event.withId("a"));
    assertThat(service.lastAsked().header("Idempotency-Key")).isNull();
    refuse(503, "1");
    WebhooksClient patient = patient(MINUTE);
    assertThatThrownBy(() -> patient.events().publishAll(List.of(event.withId("a"), event)))
        .isInstanceOf(Unavailable.class);
  }

  @Test
  void what_may_have_been_done_is_not_done_again() {
    refuse(503, "1");
    WebhooksClient patient = patient(MINUTE);

    assertThatThrownBy(() -> patient.endpoints().create(EndpointRequest.builder().build()))
        .isInstanceOf(Unavailable.class);

    assertThat(service.timesAsked()).isOne();
  }

  @Test
  void what_was_not_done_for_want_of_room_is_made_again_whatever_it_is() {
    refuse(429, "1");
    service.answers(201, "{\"status\":\"success\",\"data\":{\"id\":31}}");

    assertThat(patient(MINUTE).endpoints().create(EndpointRequest.builder().build()).id())
        .isEqualTo(31);
  }

  @Test
  void patience_ends_before_a_pause_that_is_too_long() {
    refuse(429, "1");
    refuse(429, "60");
    WebhooksClient patient = patient(Duration.ofSeconds(10));

    assertThatThrownBy(() -> patient.deliveries().page(DeliveryQuery.all()))
        .isInstanceOf(RateLimited.class);

    assertThat(service.timesAsked()).isEqualTo(2);
    assertThat(pauses).hasSize(1);
  }

  @Test
  void nothing_is_made_again_unless_asked_for() {
    refuse(429, "0");

    assertThatThrownBy(() -> client.events().get("evt_1")).isInstanceOf(RateLimited.class);

    assertThat(service.timesAsked()).isOne();
  }

  @Test
  void other_refusals_are_final() {
    refuse(409, "1");
    WebhooksClient patient = patient(MINUTE);

    assertThatThrownBy(() -> patient.events().get("evt_1")).isInstanceOf(Conflict.class);
  }

  @Test
  void an_interrupted_pause_ends_with_the_refusal() {
    refuse(429, "1");
    WebhooksClient interrupted =
        newClient()
            .retryFor(MINUTE)
            .pauses(
                pause -> {
                  throw new InterruptedException();
                })
            .build();

    assertThatThrownBy(() -> interrupted.events().get("evt_1")).isInstanceOf(RateLimited.class);

    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void without_advice_pauses_double_up_to_ten_seconds() {
    Repetition repetition = new Repetition(Duration.ofHours(1));
    var head = new ResponseHead(429, null, null, null, null, null);
    var refusal = WebhooksApiException.refusal(head, "rate_limited", "No", Map.of());

    List<Optional<Duration>> found =
        java.util.stream.IntStream.rangeClosed(1, 8)
            .mapToObj(n -> repetition.pauseAfter(refusal, false, n, Duration.ZERO, 0))
            .toList();

    assertThat(found.stream().map(pause -> pause.orElseThrow().toMillis()))
        .containsExactly(200L, 400L, 800L, 1600L, 3200L, 6400L, 10_000L, 10_000L);
    assertThat(repetition.pauseAfter(refusal, false, 1, Duration.ZERO, 1))
        .contains(Duration.ofMillis(300));
  }

  @Test
  void advice_not_to_wait_at_all_does_not_make_it_ask_for_ever() {
    Repetition repetition = new Repetition(MINUTE);
    var head = new ResponseHead(429, null, null, Duration.ZERO, null, null);
    var refusal = WebhooksApiException.refusal(head, "rate_limited", "No", Map.of());

    assertThat(repetition.pauseAfter(refusal, false, 1, Duration.ZERO, 0))
        .contains(Duration.ofMillis(200));
    assertThat(repetition.pauseAfter(refusal, false, 9, MINUTE, 0)).isEmpty();
  }
}
