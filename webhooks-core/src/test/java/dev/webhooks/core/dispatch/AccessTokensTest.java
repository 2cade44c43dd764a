package dev.webhooks.core.dispatch;

import static dev.webhooks.core.testkit.ScriptedTransport.body;
import static dev.webhooks.core.testkit.ScriptedTransport.failure;
import static dev.webhooks.core.testkit.ScriptedTransport.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.AttemptResult;
import dev.webhooks.core.model.Authentication.OAuth2;
import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.model.Secret;
import dev.webhooks.core.spi.HttpCall;
import dev.webhooks.core.testkit.ScriptedTransport.Call;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** OAuth2 as a dispatcher uses it: which calls are made, and what receivers see. */
class AccessTokensTest {
  private static final String STANDARD = "{\"access_token\":\"t1\",\"expires_in\":3600}";
  private static final String SEPAY =
      "{\"data\":{\"accessToken\":\"t2\",\"refreshToken\":\"r\",\"expiredIn\":3600}}";

  private final DispatchWorld world = new DispatchWorld();

  AccessTokensTest() {
    var credentials =
        new OAuth2(URI.create("https://token.example/t"), "me & you", new Secret("s=1"));
    world.endpoint(1, e -> e.authentication(credentials));
  }

  @Test
  void many_deliveries_share_one_token_call() {
    world.transport.script(call -> isToken(call) ? body(200, STANDARD) : status(200));
    world.node("a").publish(20);
    assertThat(tokenCalls()).hasSize(1);
    assertThat(deliveries()).hasSize(20);
    assertThat(deliveries()).allMatch(call -> "Bearer t1".equals(call.header("authorization")));
    assertThat(tokenCalls().get(0).body())
        .isEqualTo("grant_type=client_credentials&client_id=me+%26+you&client_secret=s%3D1");
  }

  @Test
  void the_form_that_worked_is_tried_first_the_next_time() {
    world.transport.script(
        call -> {
          if (!isToken(call)) {
            return status(200);
          }
          return text(call).startsWith("{") ? body(200, SEPAY) : status(400);
        });
    var node = world.node("a");
    node.publish(1);
    assertThat(tokenCalls()).hasSize(2);
    assertThat(tokenCalls().get(1).body())
        .isEqualTo("{\"clientId\":\"me & you\",\"clientSecret\":\"s=1\"}");
    world.pass(Duration.ofHours(1), Duration.ofMinutes(1));
    world.pass(Duration.ofSeconds(2));
    node.publish(1);
    assertThat(tokenCalls()).hasSize(3);
    assertThat(deliveries()).allMatch(call -> "Bearer t2".equals(call.header("authorization")));
  }

  @Test
  void a_token_is_renewed_a_minute_before_it_expires() {
    world.transport.script(call -> isToken(call) ? body(200, STANDARD) : status(200));
    var node = world.node("a");
    node.publish(1);
    world.pass(Duration.ofMinutes(58), Duration.ofMinutes(1));
    node.publish(1);
    assertThat(tokenCalls()).hasSize(1);
    world.pass(Duration.ofMinutes(2), Duration.ofSeconds(10));
    node.publish(1);
    assertThat(tokenCalls()).hasSize(2);
  }

  static Stream<Throwable> thrown() {
    return Stream.of(new IllegalStateException("closed"), new NoClassDefFoundError("a test's"));
  }

  @ParameterizedTest
  @MethodSource("thrown")
  void a_token_call_that_throws_fails_one_attempt_and_not_every_later_one(Throwable thrown) {
    int[] calls = {0};
    TokenClient throwing =
        (credentials, form, timeout) -> {
          if (calls[0]++ == 0) {
            throw AccessTokensTest.<RuntimeException>unchecked(thrown);
          }
          return CompletableFuture.completedFuture(
              new TokenClient.Answer.Token("t1", Duration.ofHours(1)));
        };
    var tokens = new AccessTokens(throwing, () -> 0);
    var credentials = new OAuth2(URI.create("https://token.example/t"), "me", new Secret("s"));

    var first = tokens.get(1, credentials, Duration.ofSeconds(30));
    var second = tokens.get(1, credentials, Duration.ofSeconds(30));

    assertThat(first)
        .isCompletedWithValueMatching(
            answer ->
                answer instanceof TokenClient.Answer.Refused refused
                    && !refused.detail().contains("java.lang"));
    assertThat(second).isCompletedWithValueMatching(a -> a instanceof TokenClient.Answer.Token);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void only_the_tokens_used_last_are_kept() {
    int[] calls = {0};
    TokenClient counting =
        (credentials, form, timeout) -> {
          calls[0]++;
          return CompletableFuture.completedFuture(
              new TokenClient.Answer.Token("t1", Duration.ofHours(1)));
        };
    var tokens = new AccessTokens(counting, () -> 0);
    var credentials = new OAuth2(URI.create("https://token.example/t"), "me", new Secret("s"));
    int many = AccessTokens.MOST_TOKENS;

    for (int id = 0; id <= many; id++) {
      tokens.get(id, credentials, Duration.ofSeconds(30));
    }
    tokens.get(many, credentials, Duration.ofSeconds(30));
    assertThat(calls[0]).isEqualTo(many + 1);
    tokens.get(0, credentials, Duration.ofSeconds(30));
    assertThat(calls[0]).isEqualTo(many + 2);
  }

  @Test
  void an_error_while_the_request_with_a_token_is_made_ends_the_attempt() {
    world.transport.script(
        call -> {
          if (isToken(call)) {
            return body(200, STANDARD);
          }
          throw new NoClassDefFoundError("a test's");
        });
    var node = world.node("a");
    node.publish(1);
    world.pass(Duration.ofSeconds(1));

    assertThat(node.dispatcher.stats().inFlight()).isZero();
    assertThat(node.outcomes).hasSize(1);
    assertThat(node.outcomes.get(0).item().attempt().result())
        .isInstanceOfSatisfying(
            AttemptResult.Failure.class,
            failure -> assertThat(failure.detail()).doesNotContain("java.lang"));
  }

  @Test
  void a_401_from_the_receiver_fetches_once_more_within_the_same_attempt() {
    world.transport.script(call -> isToken(call) ? body(200, STANDARD) : status(401));
    var node = world.node("a");
    node.publish(1);
    assertThat(tokenCalls()).hasSize(2);
    assertThat(deliveries()).hasSize(2);
    world.pass(Duration.ofSeconds(1));
    assertThat(node.outcomes).hasSize(1);
    assertThat(node.outcomes.get(0).item().attempt().error()).isEqualTo(ErrorClass.HTTP_STATUS);
  }

  @Test
  void without_a_token_the_receiver_is_not_called() {
    for (AttemptResult refusal :
        List.of(
            status(500),
            body(200, "{}"),
            body(200, "no"),
            body(200, "{\"access_token\":null}"),
            body(200, "{\"data\":{\"accessToken\":null}}"),
            failure(ErrorClass.TIMEOUT))) {
      world.transport.script(call -> refusal);
      var node = world.node("a" + refusal.hashCode());
      world.pass(Duration.ofSeconds(1));
      node.publish(1);
    }
    assertThat(deliveries()).isEmpty();
    assertThat(world.nodes.get(0).outcomes.get(0).item().attempt().error())
        .isEqualTo(ErrorClass.TOKEN_ERROR);
  }

  @Test
  void the_log_shows_no_token() {
    world.transport.script(call -> isToken(call) ? body(200, STANDARD) : status(200));
    var node = world.node("a");
    node.publish(1);
    assertThat(node.outcomes.toString()).contains("****").doesNotContain("t1");
  }

  private static boolean isToken(HttpCall call) {
    return call.url().getHost().equals("token.example");
  }

  private static String text(HttpCall call) {
    return new String(call.body(), StandardCharsets.UTF_8);
  }

  private List<Call> tokenCalls() {
    return world.transport.calls().stream().filter(call -> isToken(call.request())).toList();
  }

  private List<Call> deliveries() {
    return world.transport.calls().stream().filter(call -> !isToken(call.request())).toList();
  }
}
