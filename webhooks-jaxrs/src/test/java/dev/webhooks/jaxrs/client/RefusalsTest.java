package dev.webhooks.jaxrs.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.webhooks.jaxrs.client.model.DeliveryQuery;
import dev.webhooks.jaxrs.client.model.EventQuery;
import dev.webhooks.jaxrs.client.model.EventRequest;
import dev.webhooks.jaxrs.client.model.WebhookQuery;
import dev.webhooks.jaxrs.client.model.WebhookRequest;
import jakarta.json.JsonValue;
import jakarta.ws.rs.ProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest extends ClientTest {

  private WebhooksApiException refusal() {
    return catchThrowableOfType(WebhooksApiException.class, () -> client.webhooks().get(23));
  }

  @Test
  void a_validation_error_names_the_fields() {
    service.answers(
        400,
        """
        {"status":"error","error":"validation_error","message":"Input data validation error",\
        "errors":{"webhook_url":["must be an https URL"]}}\
        """,
        Map.of("X-Request-Id", "req-1"));

    WebhooksApiException refusal = refusal();

    assertThat(refusal.status()).isEqualTo(400);
    assertThat(refusal.errorCode()).isEqualTo("validation_error");
    assertThat(refusal).hasMessage("Input data validation error");
    assertThat(refusal.fieldErrors())
        .isEqualTo(Map.of("webhook_url", List.of("must be an https URL")));
    assertThat(refusal.requestId()).contains("req-1");
    assertThat(refusal.retryAfter()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "400, validation_error, Invalid",
    "401, unauthorized, Unauthorized",
    "403, forbidden, Forbidden",
    "404, not_found, NotFound",
    "405, method_not_allowed, WebhooksApiException",
    "409, conflict, Conflict",
    "412, precondition_failed, StaleVersion",
    "413, payload_too_large, WebhooksApiException",
    "415, unsupported_media_type, WebhooksApiException",
    "429, rate_limited, RateLimited",
    "500, internal_error, WebhooksApiException",
    "503, unavailable, Unavailable"
  })
  void every_refusal_carries_status_and_code(int status, String code, String type) {
    service.answers(status, "{\"status\":\"error\",\"error\":\"" + code + "\",\"message\":\"No\"}");

    WebhooksApiException refusal = refusal();

    assertThat(refusal.status()).isEqualTo(status);
    assertThat(refusal.errorCode()).isEqualTo(code);
    assertThat(refusal.getClass().getSimpleName()).isEqualTo(type);
    assertThat(refusal.fieldErrors()).isEmpty();
  }

  @Test
  void a_challenge_says_which_scope_is_missing() {
    String challenge = "Bearer error=\"insufficient_scope\", scope=\"webhook:read\"";
    service.answers(
        403,
        "{\"status\":\"error\",\"error\":\"forbidden\",\"message\":\"No\"}",
        Map.of("WWW-Authenticate", challenge));

    assertThat(refusal().challenge()).contains(challenge);
  }

  @Test
  void too_many_requests_say_how_long_to_wait() {
    service.answers(
        429,
        "{\"status\":\"error\",\"error\":\"rate_limited\",\"message\":\"Slow down\"}",
        Map.of("Retry-After", "17"));

    assertThat(refusal().retryAfter()).contains(Duration.ofSeconds(17));
  }

  @ParameterizedTest
  @CsvSource({
    "502, <html>Bad gateway</html>",
    "503, ''",
    "500, null",
    "404, '{}'",
    "200, <html>Hello</html>",
    "200, ''",
    "200, '[1]'",
    "200, '{\"data\":{\"id\":\"no number\"}}'",
    "200, '{\"status\":\"success\"}'"
  })
  void what_is_not_the_services_answer_is_said_so(int status, String body) {
    service.answers(status, body, Map.of("Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT"));

    WebhooksApiException refusal = refusal();

    assertThat(refusal.status()).isEqualTo(status);
    assertThat(refusal).isInstanceOf(WebhooksApiException.Unreadable.class);
    assertThat(refusal.errorCode()).isEqualTo("unreadable_answer");
    assertThat(refusal.retryAfter()).isEmpty();
  }

  @Test
  void a_redirection_is_not_followed_and_takes_no_token_elsewhere() {
    service.answers(307, "", Map.of("Location", service.uri() + "/elsewhere"));
    try (WebhooksClient own =
        WebhooksClient.builder().baseUri(service.uri()).token(() -> "token-1").build()) {
      assertThatThrownBy(() -> own.endpoints().enable(31))
          .isInstanceOf(WebhooksApiException.Unreadable.class);
    }
    assertThat(service.timesAsked()).isOne();
    service.answers(307, "", Map.of("Location", service.uri() + "/elsewhere"));
    assertThatThrownBy(() -> client.endpoints().enable(31))
        .isInstanceOf(WebhooksApiException.Unreadable.class)
        .hasMessageContaining("refers to " + service.uri() + "/elsewhere");
    assertThat(service.timesAsked()).isEqualTo(2);
  }

  @Test
  void an_interrupted_call_leaves_the_thread_interrupted() {
    service.answers(404, "{\"status\":\"error\",\"error\":\"not_found\",\"message\":\"No\"}");

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> client.webhooks().get(23)).isInstanceOf(RuntimeException.class);

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void no_answer_at_all_is_a_processing_exception() {
    service.close();

    assertThatThrownBy(() -> client.webhooks().get(23)).isInstanceOf(ProcessingException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", ""})
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void an_answer_that_does_not_end_is_a_processing_exception(String begun) throws IOException {
    try (ServerSocket stalling = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        WebhooksClient impatient =
            WebhooksClient.builder()
                .baseUri(URI.create("http://127.0.0.1:" + stalling.getLocalPort()))
                .token(() -> "token-1")
                .readTimeout(Duration.ofSeconds(2))
                .build()) {
      CompletableFuture<Void> server =
          CompletableFuture.runAsync(() -> beginAnswer(stalling, begun));

      assertThatThrownBy(() -> impatient.webhooks().get(23))
          .isInstanceOf(ProcessingException.class);
      server.join();
    }
  }

  @Test
  void without_a_timeout_an_answer_is_waited_for() {
    service.answers(404, "{\"status\":\"error\",\"error\":\"not_found\",\"message\":\"No\"}");

    WebhooksClient patient = newClient().readTimeout(Duration.ZERO).build();

    assertThatThrownBy(() -> patient.webhooks().get(23))
        .isInstanceOf(WebhooksApiException.NotFound.class);
  }

  /** Then waits until the client has gone. */
  private static void beginAnswer(ServerSocket stalling, String body) {
    try (Socket connection = stalling.accept()) {
      String head =
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n";
      connection.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
      connection.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_client_needs_address_and_token() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WebhooksClient.builder().token(() -> "t").build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WebhooksClient.builder().baseUri(URI.create("https://x")).build());
  }

  @Test
  void a_client_of_its_own_works_too_and_is_closed_with_it() {
    service.answers(404, "{\"status\":\"error\",\"error\":\"not_found\",\"message\":\"No\"}");
    WebhooksClient own =
        WebhooksClient.builder()
            .baseUri(service.uri())
            .token(() -> "t")
            .connectTimeout(Duration.ofSeconds(5))
            .readTimeout(Duration.ofSeconds(5))
            .build();

    assertThatThrownBy(() -> own.webhooks().get(1)).isInstanceOf(WebhooksApiException.class);
    service.answers(200, "{\"status\":\"success\",\"data\":{\"id\":1}}");
    own.webhooks().update(1, WebhookRequest.builder().name("PATCH is sent too").build());
    own.close();
    assertThatThrownBy(() -> own.webhooks().get(1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_given_client_stays_open() {
    client.close();

    assertThat(jaxrs.target(service.uri()).getUri()).isEqualTo(service.uri());
  }

  @Test
  void null_among_the_items_of_a_page_is_no_answer() {
    String page =
        "{\"status\":\"success\",\"data\":[null],\"meta\":{\"pagination\":"
            + "{\"total\":1,\"per_page\":20,\"current_page\":1,\"last_page\":1}}}";
    service.answers(200, page).answers(200, page).answers(200, page);

    assertUnreadable(() -> client.webhooks().list(WebhookQuery.all()));
    assertUnreadable(() -> client.deliveries().page(DeliveryQuery.all()));
    assertUnreadable(() -> client.recoveries().list());
  }

  @Test
  void a_page_that_comes_again_and_again_ends_the_stream() {
    String first =
        "{\"status\":\"success\",\"data\":[],\"meta\":{\"pagination\":"
            + "{\"total\":40,\"per_page\":20,\"current_page\":1,\"last_page\":2}}}";
    service.answers(200, first).answers(200, first);

    assertUnreadable(() -> client.webhooks().stream(WebhookQuery.all()).toList())
        .hasMessageContaining("page 1 came for page 2");
  }

  @Test
  void a_cursor_that_leads_to_itself_ends_the_stream() {
    String page = "{\"status\":\"success\",\"data\":[],\"meta\":{\"next_cursor\":\"2n9c\"}}";
    service.answers(200, page).answers(200, page);

    assertUnreadable(() -> client.events().stream(EventQuery.all()).toList())
        .hasMessageContaining("2n9c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[{\"status\":\"success\",\"data\":{\"id\":\"evt_1\"}}]"})
  void another_number_of_results_than_of_items_is_no_answer(String results) {
    service
        .answers(202, "{\"status\":\"success\",\"data\":" + results + "}")
        .answers(202, "{\"status\":\"success\",\"data\":" + results + "}");
    EventRequest event = EventRequest.test("payment.failed", JsonValue.EMPTY_JSON_OBJECT);

    assertUnreadable(() -> client.events().publishAll(List.of(event, event)))
        .hasMessageContaining("for 2 items");
    assertUnreadable(() -> client.events().publishStream(Stream.of(event, event)).toList())
        .hasMessageContaining("for 2 items");
  }

  private static AbstractThrowableAssert<?, ?> assertUnreadable(ThrowingCallable call) {
    return assertThatThrownBy(call).isInstanceOf(WebhooksApiException.Unreadable.class);
  }
}
