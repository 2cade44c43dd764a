package dev.webhooks.core.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The published vectors, and what a rotation looks like. */
class SignerTest {
  static final String SEPAY_BODY =
      "{\"id\":92704,\"gateway\":\"Vietcombank\",\"transactionDate\":\"2024-07-02 11:08:33\","
          + "\"accountNumber\":\"1017588888\",\"subAccount\":null,\"code\":\"SEVN63DC8E5C\","
          + "\"content\":\"SEVN63DC8E5C chuyen tien\",\"transferType\":\"in\","
          + "\"description\":\"NGUYEN VAN A chuyen tien\",\"transferAmount\":5000000,"
          + "\"accumulated\":105000000,\"referenceCode\":\"FT24012345678\"}";
  static final String EPAYSE_BODY =
      "{\"id\":\"evt_01HQKZ7N3BXYZ0123456789ABC\",\"object\":\"event\","
          + "\"type\":\"payment.succeeded\",\"created\":\"2025-01-16T08:19:55Z\","
          + "\"livemode\":false,\"api_key_id\":\"client_01HQKZ0000000000000000000A\","
          + "\"data\":{\"object\":{\"id\":\"txn_01HQKZ0000000000000000000B\","
          + "\"object\":\"transaction\",\"amount\":10000,\"currency\":\"USD\","
          + "\"status\":\"SUCCESS\",\"merchant_ref\":\"ORDER-2025-001\"}},"
          + "\"api_version\":\"2024-01-01\"}";
  static final String STANDARD_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  static final String STANDARD_BODY = "{\"test\": 2432232314}";
  static final String PRIVATE_KEY =
      "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6"
          + "Kvg==";
  static final String ED25519_SIGNATURE =
      "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg"
          + "==";

  @Test
  void sepay_vector() {
    assertThat(SEPAY_BODY.getBytes(UTF_8)).hasSize(324);
    assertThat(sign(SignatureScheme.SEPAY, "92704", 1719893313, SEPAY_BODY, "sepay_test_secret"))
        .containsExactly(
            entry("X-SePay-Timestamp", "1719893313"),
            entry(
                "X-SePay-Signature",
                "sha256=59c2c0ff4fdd781cba9d21ffd5c498b358023f12cb4495c3bc9d9132c0636a9c"));
  }

  @Test
  void epayse_vector() {
    assertThat(EPAYSE_BODY.getBytes(UTF_8)).hasSize(373);
    assertThat(
            sign(
                SignatureScheme.EPAYSE,
                "evt_01HQKZ7N3BXYZ0123456789ABC",
                1737015595,
                EPAYSE_BODY,
                "whsec_test_0123456789abcdef"))
        .containsExactly(
            entry("X-Webhook-Timestamp", "1737015595"),
            entry(
                "X-Webhook-Signature",
                "sha256=cb12cacda4f6ec67fdef832789388bb05af569de249cd74278f59e04d1de5f32"));
  }

  @Test
  void standard_vector() {
    assertThat(
            sign(
                SignatureScheme.STANDARD,
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1614265330,
                STANDARD_BODY,
                STANDARD_SECRET))
        .containsExactly(
            entry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
            entry("webhook-timestamp", "1614265330"),
            entry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
  }

  @Test
  void standard_ed25519_vector() {
    assertThat(
            sign(
                SignatureScheme.STANDARD_ED25519,
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1614265330,
                STANDARD_BODY,
                PRIVATE_KEY))
        .containsEntry("webhook-signature", ED25519_SIGNATURE);
  }

  @Test
  void an_overlap_lists_the_new_signature_first_then_the_old() {
    String old = STANDARD_SECRET;
    String current = "whsec_" + "A".repeat(32);
    Map<String, String> both =
        sign(
            Set.of(SignatureScheme.EPAYSE, SignatureScheme.STANDARD),
            "evt_1",
            1700000000,
            "{}",
            current,
            old);
    assertThat(both)
        .containsEntry("X-Webhook-Signature", hexSignature(current) + "," + hexSignature(old))
        .containsEntry(
            "webhook-signature", standardSignature(current) + " " + standardSignature(old));
  }

  @Test
  void the_standard_schemes_share_one_signature_header() {
    Map<String, String> headers =
        sign(
            Set.of(SignatureScheme.STANDARD, SignatureScheme.STANDARD_ED25519),
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1614265330,
            STANDARD_BODY,
            PRIVATE_KEY,
            STANDARD_SECRET);
    assertThat(headers).hasSize(3);
    assertThat(headers.get("webhook-signature").split(" "))
        .containsExactlyInAnyOrder(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", ED25519_SIGNATURE);
  }

  @Test
  void a_scheme_without_a_secret_of_its_kind_is_refused() {
    assertThatThrownBy(() -> sign(SignatureScheme.STANDARD, "m", 0, "", "my own secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("standard")
        .hasMessageNotContaining("my own");
    assertThatThrownBy(() -> sign(SignatureScheme.EPAYSE, "m", 0, "", PRIVATE_KEY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void threads_share_one_signer() throws Exception {
    Signer signer =
        Signer.of(Set.of(SignatureScheme.STANDARD), List.of(SigningSecret.of(STANDARD_SECRET)));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      var results =
          threads.invokeAll(
              IntStream.range(0, 400)
                  .<java.util.concurrent.Callable<Map<String, String>>>mapToObj(
                      i -> () -> headers(signer, "msg_" + i % 7, 1614265330, STANDARD_BODY))
                  .toList());
      for (int i = 0; i < 400; i++) {
        assertThat(results.get(i).get())
            .isEqualTo(
                sign(
                    SignatureScheme.STANDARD,
                    "msg_" + i % 7,
                    1614265330,
                    STANDARD_BODY,
                    STANDARD_SECRET));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static String hexSignature(String secret) {
    return sign(SignatureScheme.EPAYSE, "evt_1", 1700000000, "{}", secret)
        .get("X-Webhook-Signature");
  }

  private static String standardSignature(String secret) {
    return sign(SignatureScheme.STANDARD, "evt_1", 1700000000, "{}", secret)
        .get("webhook-signature");
  }

  static Map<String, String> sign(
      SignatureScheme scheme, String id, long seconds, String body, String... secrets) {
    return sign(Set.of(scheme), id, seconds, body, secrets);
  }

  static Map<String, String> sign(
      Set<SignatureScheme> schemes, String id, long seconds, String body, String... secrets) {
    Signer signer = Signer.of(schemes, List.of(secrets).stream().map(SigningSecret::of).toList());
    return headers(signer, id, seconds, body);
  }

  private static Map<String, String> headers(Signer signer, String id, long seconds, String body) {
    Map<String, String> headers = new LinkedHashMap<>();
    signer.sign(id, seconds, body.getBytes(UTF_8), headers::put);
    return headers;
  }
}
