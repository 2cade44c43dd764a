package dev.webhooks.war.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.ejb.Refusal;
import dev.webhooks.war.json.InvalidRequestException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionalException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemsTest {

  static Stream<Arguments> exceptions() {
    return Stream.of(
        Arguments.of(new Refusal.NotFound("Webhook", 5), 404, "not_found", "Webhook not found"),
        Arguments.of(new Refusal.Conflict("In use", 5), 409, "conflict", "In use"),
        Arguments.of(new Refusal.LimitReached("At most 10", 10), 409, "conflict", "At most 10"),
        Arguments.of(
            new Refusal.StaleVersion(1, 2),
            412,
            "precondition_failed",
            "It was changed since it was read"),
        Arguments.of(
            Refusal.Invalid.field("url", "x"),
            400,
            "validation_error",
            "Input data validation error"),
        Arguments.of(
            InvalidRequestException.field("body", "x"),
            400,
            "validation_error",
            "Input data validation error"),
        Arguments.of(
            new CompletionException(new Refusal.NotFound("Event", 1)),
            404,
            "not_found",
            "Event not found"),
        Arguments.of(new NotFoundException(), 404, "not_found", "Resource not found"),
        Arguments.of(
            new NotSupportedException(),
            415,
            "unsupported_media_type",
            "The body must be application/json in UTF-8"),
        Arguments.of(
            new RuntimeException(new SQLTransientConnectionException("host db")),
            503,
            "unavailable",
            "The service is temporarily unavailable"),
        Arguments.of(
            new RuntimeException(new SQLException("x", "08006")),
            503,
            "unavailable",
            "The service is temporarily unavailable"),
        Arguments.of(
            new RuntimeException(new SQLException("no connection in the pool")),
            503,
            "unavailable",
            "The service is temporarily unavailable"),
        Arguments.of(
            new TransactionalException("commit", new XAException("I/O error")),
            503,
            "unavailable",
            "The service is temporarily unavailable"),
        Arguments.of(
            suppressing(new RollbackException("commit"), new XAException("I/O error")),
            503,
            "unavailable",
            "The service is temporarily unavailable"),
        Arguments.of(
            new CircuitBreakerOpenException("EventStore#append"),
            503,
            "unavailable",
            "The service is temporarily unavailable"),
        Arguments.of(
            new RuntimeException(new SQLException("secret table", "42P01")),
            500,
            "internal_error",
            "Internal server error"),
        Arguments.of(
            new NullPointerException("dev.webhooks.X"),
            500,
            "internal_error",
            "Internal server error"));
  }

  @Test
  void the_log_is_told_what_an_outage_began_with() {
    var refused = new SQLTransientConnectionException("refused");
    assertThat(Problems.rootOf(new CompletionException(new IllegalStateException(refused))))
        .isSameAs(refused);
    assertThat(Problems.rootOf(refused)).isSameAs(refused);
  }

  private static Throwable suppressing(Throwable thrown, Throwable suppressed) {
    thrown.addSuppressed(suppressed);
    return thrown;
  }

  @ParameterizedTest
  @MethodSource("exceptions")
  void every_exception_is_one_problem(Throwable thrown, int status, String error, String message) {
    Problem problem = Problems.of(thrown);
    assertThat(problem.status()).isEqualTo(status);
    assertThat(problem.error()).isEqualTo(error);
    assertThat(problem.message()).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource({
    "401,         , false, 401, A bearer token is required",
    "401, Bearer x, false, 401, Token is invalid or expired",
    "500, Bearer x, false, 401, Token is invalid or expired",
    "500, Bearer x, true, 500, Internal server error",
    "500,         , false, 500, Internal server error",
    "404, Bearer x, true, 404, Resource not found"
  })
  void a_token_that_the_server_finds_no_key_for_is_invalid(
      int status,
      @Nullable String authorization,
      boolean authenticated,
      int answered,
      String message) {
    Problem problem = Problems.ofServer(status, authorization, authenticated);
    assertThat(problem.status()).isEqualTo(answered);
    assertThat(problem.message()).isEqualTo(message);
  }

  @Test
  void a_wrong_method_is_told_the_right_ones() {
    Problem problem = Problems.of(new NotAllowedException("GET", new String[] {"POST"}));
    assertThat(problem.status()).isEqualTo(405);
    assertThat(problem.headers()).containsEntry("Allow", "GET, HEAD, OPTIONS, POST");
  }

  @ParameterizedTest
  @CsvSource({
    ",false",
    "'',false",
    "Basic dTpw,false",
    "Bearerless x,false",
    "Bearer,true",
    "Bearer x,true",
    "bearer x,true"
  })
  void only_who_sent_a_bearer_token_is_told_that_it_does_not_hold(
      @Nullable String authorization, boolean told) {
    assertThat(Problem.unauthorized(authorization).headers().get("WWW-Authenticate"))
        .isEqualTo(told ? "Bearer error=\"invalid_token\"" : "Bearer");
  }

  @Test
  void the_envelope_is_the_contracts() {
    assertThat(
            Problem.invalid(Map.of("webhook_url", List.of("must be an https URL")))
                .toJson()
                .toString())
        .isEqualTo(
            "{\"status\":\"error\",\"error\":\"validation_error\","
                + "\"message\":\"Input data validation error\","
                + "\"errors\":{\"webhook_url\":[\"must be an https URL\"]}}");
    assertThat(Problem.forbidden().toJson().toString())
        .isEqualTo(
            "{\"status\":\"error\",\"error\":\"forbidden\","
                + "\"message\":\"You do not have permission to access this resource\"}");
  }

  @Test
  void waiting_is_told_in_whole_seconds_rounded_up() {
    assertThat(Problem.rateLimited(Duration.ofMillis(1)).headers())
        .containsEntry("Retry-After", "1");
    assertThat(Problem.rateLimited(Duration.ofMillis(1001)).headers())
        .containsEntry("Retry-After", "2");
  }

  @ParameterizedTest
  @CsvSource({"abc-1.2_3:x,true", "'',false", "'a b',false", "'a\r\nX: y',false", "ä,false"})
  void a_request_id_is_taken_from_the_client_only_when_it_is_harmless(String given, boolean taken) {
    assertThat(RequestId.choose(given).equals(given)).isEqualTo(taken);
    assertThat(RequestId.choose(given)).matches("[A-Za-z0-9._:@/+=-]{1,64}");
  }
}
