package dev.webhooks.core.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Our signatures against the reference library's, both ways. */
class StandardWebhooksInteropTest {
  private static final String BODY = "{\"content\":\"chuyển tiền 💸\"}";

  private final SigningSecret secret = SigningSecret.generate(new Random(42));
  private final long now = Instant.now().getEpochSecond();

  @Test
  void the_reference_library_verifies_what_we_sign() throws Exception {
    SigningSecret newer = SigningSecret.generate(new Random(43));
    Map<String, List<String>> headers = new HashMap<>();
    Signer.of(Set.of(SignatureScheme.STANDARD), List.of(newer, secret))
        .sign("evt_1", now, BODY.getBytes(UTF_8), (n, v) -> headers.put(n, List.of(v)));
    for (SigningSecret known : List.of(newer, secret)) {
      Webhook reference = new Webhook(known.reveal());
      assertThatCode(() -> reference.verify(BODY, headers)).doesNotThrowAnyException();
      assertThatThrownBy(() -> reference.verify(BODY + " ", headers)).isInstanceOf(Exception.class);
    }
  }

  @Test
  void we_verify_what_the_reference_library_signs() throws Exception {
    String signature = new Webhook(secret.reveal()).sign("evt_1", now, BODY);
    Map<String, String> headers =
        Map.of(
            "webhook-id", "evt_1", "webhook-timestamp", "" + now, "webhook-signature", signature);
    WebhookVerifier verifier = WebhookVerifier.standardWebhooks().secret(secret).build();
    assertThat(verifier.verify(headers::get, BODY.getBytes(UTF_8)).id()).isEqualTo("evt_1");
  }
}
