import static java.nio.charset.StandardCharsets.UTF_8;

import dev.webhooks.core.signing.WebhookVerificationException;
import dev.webhooks.core.signing.WebhookVerifier;
import java.time.Instant;
import java.util.Map;

/** The published vectors against the core's verifier. */
final class VerifyWebhookTest {

  private VerifyWebhookTest() {}

  public static void main(String[] args) throws WebhookVerificationException {
    check(
        WebhookVerifier.standardWebhooks().secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
        1614265330,
        "{\"test\": 2432232314}",
        Map.of(
            "webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "webhook-timestamp", "1614265330",
            "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    check(
        WebhookVerifier.ePaySe().secret("whsec_test_0123456789abcdef"),
        1737015595,
        "{\"id\":\"evt_01HQKZ7N3BXYZ0123456789ABC\",\"object\":\"event\",\"type\":\"payment.succeeded\",\"created\":\"2025-01-16T08:19:55Z\",\"livemode\":false,\"api_key_id\":\"client_01HQKZ0000000000000000000A\",\"data\":{\"object\":{\"id\":\"txn_01HQKZ0000000000000000000B\",\"object\":\"transaction\",\"amount\":10000,\"currency\":\"USD\",\"status\":\"SUCCESS\",\"merchant_ref\":\"ORDER-2025-001\"}},\"api_version\":\"2024-01-01\"}",
        Map.of(
            "X-Webhook-Timestamp", "1737015595",
            "X-Webhook-Signature",
                "sha256=cb12cacda4f6ec67fdef832789388bb05af569de249cd74278f59e04d1de5f32"));
    System.out.println("2 vectors right");
  }

  private static void check(
      WebhookVerifier.Builder builder, long signedAt, String body, Map<String, String> headers)
      throws WebhookVerificationException {
    Instant at = Instant.ofEpochSecond(signedAt);
    builder.clock(() -> at).build().verify(headers::get, body.getBytes(UTF_8));
    requireRefusal(builder.clock(() -> at).build(), headers, body + " ");
    requireRefusal(builder.clock(() -> at.plusSeconds(301)).build(), headers, body);
    requireRefusal(builder.clock(() -> at.minusSeconds(301)).build(), headers, body);
    requireRefusal(builder.clock(() -> at).build(), Map.of(), body);
  }

  private static void requireRefusal(
      WebhookVerifier verifier, Map<String, String> headers, String body) {
    try {
      verifier.verify(headers::get, body.getBytes(UTF_8));
    } catch (WebhookVerificationException expected) {
      return;
    }
    throw new AssertionError("let in: " + body);
  }
}
