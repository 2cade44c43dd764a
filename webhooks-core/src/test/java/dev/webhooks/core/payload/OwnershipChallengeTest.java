package dev.webhooks.core.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.AttemptResult;
import dev.webhooks.core.model.AttemptResult.Failure;
import dev.webhooks.core.model.AttemptResult.Response;
import dev.webhooks.core.model.ErrorClass;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnershipChallengeTest {
  private static final OwnershipChallenge CHALLENGE = new OwnershipChallenge("t0ken");

  private static AttemptResult answer(int status, String body) {
    return new Response(status, List.of(), body.getBytes(UTF_8), false);
  }

  @Test
  void every_token_is_another() {
    SecureRandom random = new SecureRandom();
    assertThat(OwnershipChallenge.of(random).token())
        .matches("[A-Za-z0-9_-]{43}")
        .isNotEqualTo(OwnershipChallenge.of(random).token());
  }

  @Test
  void it_is_an_event_like_every_other() {
    byte[] event = CHALLENGE.event("evt_1", Instant.EPOCH, true);
    assertThat(new String(event, UTF_8))
        .isEqualTo(
            "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"endpoint.verification\","
                + "\"created\":\"1970-01-01T00:00:00Z\",\"livemode\":true,\"api_key_id\":null,"
                + "\"data\":{\"object\":{\"object\":\"verification\",\"challenge\":\"t0ken\"}},"
                + "\"api_version\":\"2024-01-01\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "t0ken",
        " t0ken\n",
        "{\"challenge\":\"t0ken\"}",
        "{\"success\":true,\"x\":{\"challenge\":1},\"challenge\":\"t0ken\",\"y\":2}"
      })
  void its_token_or_an_object_with_it_is_an_answer(String body) {
    assertThat(CHALLENGE.isAnsweredBy(answer(200, body))).isTrue();
    assertThat(CHALLENGE.isAnsweredBy(answer(204, body))).isTrue();
    assertThat(CHALLENGE.isAnsweredBy(answer(500, body))).isFalse();
    assertThat(CHALLENGE.isAnsweredBy(answer(302, body))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{",
        "\"t0ken\"",
        "t0ken t0ken",
        "{\"challenge\":\"other\"}",
        "{\"challenge\":[\"t0ken\"]}",
        "{\"data\":{\"object\":{\"challenge\":\"t0ken\"}}}"
      })
  void anything_else_is_none(String body) {
    assertThat(CHALLENGE.isAnsweredBy(answer(200, body))).isFalse();
  }

  @Test
  void a_mirror_of_whole_requests_does_not_answer() {
    String mirrored = new String(CHALLENGE.event("evt_1", Instant.EPOCH, true), UTF_8);
    assertThat(CHALLENGE.isAnsweredBy(answer(200, mirrored))).isFalse();
    assertThat(CHALLENGE.isAnsweredBy(new Failure(ErrorClass.TIMEOUT, "t0ken"))).isFalse();
  }
}
