package dev.webhooks.core.dispatch;

import static dev.webhooks.core.testkit.ScriptedTransport.body;
import static dev.webhooks.core.testkit.ScriptedTransport.failure;
import static dev.webhooks.core.testkit.ScriptedTransport.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.webhooks.core.dispatch.DeliveryPolicy.Ruling;
import dev.webhooks.core.model.AttemptResult;
import dev.webhooks.core.model.BodyFormat;
import dev.webhooks.core.model.Decision;
import dev.webhooks.core.model.Decision.Retry;
import dev.webhooks.core.model.Decision.Settle;
import dev.webhooks.core.model.DeliveryStatus;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.model.Face;
import dev.webhooks.core.model.Header;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.model.Trigger;
import dev.webhooks.core.retry.RetrySchedule;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DeliveryPolicyTest {
  private static final Instant NOW = Instant.parse("2026-01-15T08:00:00Z");
  private static final Decision SUCCEEDED = new Settle(DeliveryStatus.SUCCEEDED);
  private static final Decision FAILED = new Settle(DeliveryStatus.FAILED);
  private static final Decision IN_A_MINUTE = new Retry(Duration.ofMinutes(1));

  static Stream<Arguments> sepay() {
    return Stream.of(
        arguments(body(200, "{\"success\":true}"), SUCCEEDED, null),
        arguments(body(201, "{\"a\":1,\"success\": true}"), SUCCEEDED, null),
        arguments(body(200, "{\"success\":false}"), FAILED, ErrorClass.BAD_BODY),
        arguments(body(200, "ok"), FAILED, ErrorClass.BAD_BODY),
        arguments(status(200), FAILED, ErrorClass.BAD_BODY),
        arguments(truncated("{\"success\":true}"), FAILED, ErrorClass.BAD_BODY),
        arguments(body(202, "{\"success\":true}"), FAILED, ErrorClass.HTTP_STATUS),
        arguments(status(204), FAILED, ErrorClass.HTTP_STATUS),
        arguments(status(299), FAILED, ErrorClass.HTTP_STATUS),
        arguments(status(301), IN_A_MINUTE, ErrorClass.HTTP_STATUS),
        arguments(status(400), IN_A_MINUTE, ErrorClass.HTTP_STATUS),
        arguments(status(410), IN_A_MINUTE, ErrorClass.HTTP_STATUS),
        arguments(status(503), IN_A_MINUTE, ErrorClass.HTTP_STATUS));
  }

  @ParameterizedTest
  @MethodSource("sepay")
  void sepay_asks_for_success_in_the_body_and_retries_what_is_no_2xx(
      AttemptResult result, Decision decision, ErrorClass error) {
    Ruling ruling = decide(endpoint(Face.SEPAY), delivery(0), result);
    assertThat(ruling).isEqualTo(new Ruling(decision, error, false));
  }

  static Stream<Arguments> epayse() {
    return Stream.of(
        arguments(status(200), SUCCEEDED, null, false),
        arguments(status(204), SUCCEEDED, null, false),
        arguments(status(299), SUCCEEDED, null, false),
        arguments(body(200, "{\"success\":false}"), SUCCEEDED, null, false),
        arguments(truncated("x"), SUCCEEDED, null, false),
        arguments(status(302), IN_A_MINUTE, ErrorClass.HTTP_STATUS, false),
        arguments(status(404), IN_A_MINUTE, ErrorClass.HTTP_STATUS, false),
        arguments(status(410), FAILED, ErrorClass.HTTP_STATUS, true),
        arguments(status(500), IN_A_MINUTE, ErrorClass.HTTP_STATUS, false));
  }

  @ParameterizedTest
  @MethodSource("epayse")
  void epayse_takes_any_2xx_and_a_410_answer_disables_the_endpoint(
      AttemptResult result, Decision decision, ErrorClass error, boolean disables) {
    Ruling ruling = decide(endpoint(Face.EPAYSE), delivery(0), result);
    assertThat(ruling).isEqualTo(new Ruling(decision, error, disables));
  }

  @ParameterizedTest
  @EnumSource(ErrorClass.class)
  void every_failure_of_the_exchange_is_tried_again_on_both_faces(ErrorClass error) {
    for (Face face : Face.values()) {
      assertThat(decide(endpoint(face), delivery(0), failure(error)))
          .isEqualTo(new Ruling(IN_A_MINUTE, error, false));
    }
  }

  static Stream<Arguments> waits() {
    return Stream.of(
        arguments(429, "300", Duration.ofMinutes(5)),
        arguments(503, "Thu, 15 Jan 2026 08:02:00 GMT", Duration.ofMinutes(2)),
        arguments(503, "5", Duration.ofMinutes(1)),
        arguments(503, "999999999", Duration.ofHours(24)),
        arguments(429, "soon", Duration.ofMinutes(1)),
        arguments(500, "300", Duration.ofMinutes(1)));
  }

  @ParameterizedTest
  @MethodSource("waits")
  void retry_after_lengthens_the_pause_on_429_and_503_only(
      int status, String value, Duration pause) {
    AttemptResult result = status(status, new Header("retry-after", value));
    assertThat(decide(endpoint(Face.EPAYSE), delivery(0), result).decision())
        .isEqualTo(new Retry(pause));
    assertThat(decide(endpoint(Face.SEPAY), delivery(0), result).decision()).isEqualTo(IN_A_MINUTE);
  }

  static Stream<Arguments> positions() {
    return Stream.of(
        arguments(Trigger.AUTOMATIC, 0, Duration.ofMinutes(1)),
        arguments(Trigger.AUTOMATIC, 1, Duration.ofMinutes(5)),
        arguments(Trigger.MANUAL, 0, Duration.ofMinutes(1)),
        arguments(Trigger.MANUAL, 1, Duration.ofMinutes(1)),
        arguments(Trigger.RECOVERY, 2, Duration.ofMinutes(5)));
  }

  @ParameterizedTest
  @MethodSource("positions")
  void a_manual_attempt_takes_no_place_in_the_schedule(
      Trigger trigger, int failures, Duration pause) {
    PendingDelivery delivery = delivery(failures, trigger, true);
    assertThat(decide(endpoint(Face.EPAYSE), delivery, status(500)).decision())
        .isEqualTo(new Retry(pause));
  }

  @Test
  void an_exhausted_schedule_gives_up() {
    assertThat(decide(endpoint(Face.EPAYSE), delivery(2), status(500)).decision())
        .isEqualTo(FAILED);
  }

  @Test
  void a_resend_of_a_settled_delivery_is_one_attempt() {
    PendingDelivery once = delivery(0, Trigger.MANUAL, false);
    assertThat(decide(endpoint(Face.EPAYSE), once, status(500)).decision()).isEqualTo(FAILED);
    assertThat(decide(endpoint(Face.EPAYSE), once, status(200)).decision()).isEqualTo(SUCCEEDED);
  }

  @Test
  void the_age_limit_ends_the_retries() {
    Endpoint endpoint =
        endpoint(Face.SEPAY).toBuilder()
            .retrySchedule(RetrySchedule.parse("PT1M").withMaxAge(Duration.ofHours(5)))
            .build();
    assertThat(
            DeliveryPolicy.decide(endpoint, delivery(0), status(500), Duration.ofHours(5), NOW, 0.5)
                .decision())
        .isEqualTo(FAILED);
  }

  private static Ruling decide(Endpoint endpoint, PendingDelivery delivery, AttemptResult result) {
    return DeliveryPolicy.decide(endpoint, delivery, result, Duration.ZERO, NOW, 0.5);
  }

  private static AttemptResult truncated(String text) {
    return new AttemptResult.Response(200, List.of(), text.getBytes(StandardCharsets.UTF_8), true);
  }

  private static Endpoint endpoint(Face face) {
    return Endpoint.builder(1, URI.create("https://r1.example/in"))
        .face(face)
        .retrySchedule(RetrySchedule.parse("PT1M,PT5M"))
        .build();
  }

  private static PendingDelivery delivery(int failures) {
    return delivery(failures, Trigger.AUTOMATIC, true);
  }

  private static PendingDelivery delivery(int failures, Trigger trigger, boolean retries) {
    return new PendingDelivery(
        1, 1, 1, NOW, failures, failures, 0, 0, trigger, retries, BodyFormat.JSON, 1, null);
  }
}
