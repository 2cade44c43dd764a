package dev.webhooks.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.dispatch.TokenClient.Answer;
import dev.webhooks.core.model.Authentication;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.model.Secret;
import dev.webhooks.core.spi.EventContent;
import dev.webhooks.core.testkit.ScriptedTransport;
import dev.webhooks.core.testkit.SettableClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TestSenderTest {
  private final ScriptedTransport transport = new ScriptedTransport();
  private final Queue<Answer> answers = new ArrayDeque<>();
  private final TestSender sender =
      new TestSender(
          transport,
          (credentials, form, timeout) -> CompletableFuture.completedFuture(answers.remove()),
          new SettableClock(),
          Duration.ofSeconds(15),
          "webhooks/test");

  @Test
  void a_test_shows_whether_a_token_can_be_obtained_now_whatever_a_test_before_has_got() {
    transport.script(call -> ScriptedTransport.status(200));
    answers.addAll(
        List.of(
            new Answer.Token("t0k3n", Duration.ofHours(1)),
            new Answer.Refused("the client is unknown", false)));

    assertThat(send()).isNull();
    assertThat(send()).isEqualTo(ErrorClass.TOKEN_ERROR);
  }

  private ErrorClass send() {
    Endpoint endpoint =
        Endpoint.builder(1, URI.create("https://receiver.example/in"))
            .authentication(
                new Authentication.OAuth2(
                    URI.create("https://token.example/"), "client", new Secret("secret")))
            .build();
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    return sender.send(endpoint, new EventContent(0, "evt_1", "test.webhook", body)).join().error();
  }
}
