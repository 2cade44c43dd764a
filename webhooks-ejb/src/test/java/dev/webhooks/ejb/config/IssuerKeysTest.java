package dev.webhooks.ejb.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ScriptedReceiver;
import java.net.URI;
import org.junit.jupiter.api.Test;

class IssuerKeysTest {
  private static final String SET =
      "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"k1\",\"n\":\"sXc\",\"e\":\"AQAB\"}]}";

  @Test
  void a_server_that_gives_a_key_is_fine() {
    try (var issuer = ScriptedReceiver.answering(Answer.json(200, SET))) {
      assertThat(IssuerKeys.complaint(issuer.url("/jwks"))).isEmpty();
    }
  }

  @Test
  void a_server_that_gives_none_is_complained_about() {
    try (var issuer = ScriptedReceiver.answering(Answer.json(200, "{\"issuer\":\"x\"}"))) {
      assertThat(IssuerKeys.complaint(issuer.url("/"))).hasValue("what it answers is no JWK set");
      issuer.script(request -> Answer.status(404));
      assertThat(IssuerKeys.complaint(issuer.url("/"))).isPresent();
    }
    assertThat(IssuerKeys.complaint(URI.create("http://127.0.0.1:1/jwks")).orElse(""))
        .contains("refused");
  }
}
