package dev.webhooks.core.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.webhooks.core.signing.WebhookVerificationException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookVerifierTest {
  private static final long NOW = 1614265330;
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final String OTHER_SECRET = "whsec_" + "B".repeat(32);
  private static final String PUBLIC_KEY = "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=";

  @Test
  void the_published_vectors_verify() throws Exception {
    var sepay = at(WebhookVerifier.sePay(), 1719893313).secret("sepay_test_secret").build();
    assertThat(
            sepay.verify(
                Map.of(
                        "X-SePay-Timestamp",
                        "1719893313",
                        "X-SePay-Signature",
                        "sha256=59c2c0ff4fdd781cba9d21ffd5c498b358023f12cb4495c3bc9d9132c0636a9c")
                    ::get,
                SignerTest.SEPAY_BODY.getBytes(UTF_8)))
        .isEqualTo(new VerifiedWebhook(null, Instant.ofEpochSecond(1719893313)));

    var epayse =
        at(WebhookVerifier.ePaySe(), 1737015595).secret("whsec_test_0123456789abcdef").build();
    assertThat(
            epayse.verify(
                Map.of(
                        "X-Webhook-Timestamp",
                        "1737015595",
                        "X-Webhook-Signature",
                        "sha256=cb12cacda4f6ec67fdef832789388bb05af569de249cd74278f59e04d1de5f32")
                    ::get,
                SignerTest.EPAYSE_BODY.getBytes(UTF_8)))
        .isNotNull();

    assertThat(verify(standard(), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="))
        .isEqualTo(new VerifiedWebhook(ID, Instant.ofEpochSecond(NOW)));
    var asymmetric = at(WebhookVerifier.standardWebhooks(), NOW).publicKey(PUBLIC_KEY).build();
    assertThat(verify(asymmetric, SignerTest.ED25519_SIGNATURE).id()).isEqualTo(ID);
  }

  @Test
  void one_right_signature_among_several_is_enough() throws Exception {
    String right = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    assertThat(verify(standard(), "v2,eA== v1,AAAA v1a,AAAA v1,%% " + right)).isNotNull();
    var both =
        at(WebhookVerifier.standardWebhooks(), NOW)
            .secret(OTHER_SECRET)
            .publicKey(SigningSecret.generateEd25519(new java.util.Random(3)).publicKey().get())
            .publicKey(PUBLIC_KEY)
            .build();
    assertThat(verify(both, right + " " + SignerTest.ED25519_SIGNATURE)).isNotNull();
  }

  /** Each ed25519 signature costs a hash of the whole body, and anybody may list thousands. */
  @ParameterizedTest
  @EnumSource(SignatureScheme.class)
  void of_a_list_no_more_is_examined_than_a_sender_would_write(SignatureScheme scheme) {
    SigningSecret secret = secrets(scheme).get(0);
    Map<String, String> headers = signed(scheme, List.of(secret));
    String right = headers.get(scheme.signatureHeader());
    String separator = right.startsWith("sha256=") ? "," : " ";
    String wrong = flipSignature(right, 0) + separator;
    WebhookVerifier verifier = verifier(scheme, secret).build();

    headers.put(scheme.signatureHeader(), wrong.repeat(15) + right);
    assertThatNoException().isThrownBy(() -> verifier.verify(headers::get, "{}".getBytes(UTF_8)));
    headers.put(scheme.signatureHeader(), wrong.repeat(16) + right);
    assertNoMatch(scheme, secret, headers, "{}".getBytes(UTF_8));
  }

  @ParameterizedTest
  @EnumSource(SignatureScheme.class)
  void during_an_overlap_a_receiver_with_either_secret_accepts(SignatureScheme scheme)
      throws Exception {
    List<SigningSecret> secrets = secrets(scheme);
    for (SigningSecret known : secrets) {
      verifier(scheme, known).build().verify(signed(scheme, secrets)::get, "{}".getBytes(UTF_8));
    }
  }

  @ParameterizedTest
  @CsvSource({"-300, true", "300, true", "0, true", "-301, false", "301, false"})
  void the_tolerance_is_five_minutes_both_ways(int drift, boolean accepted) {
    var verifier =
        at(WebhookVerifier.standardWebhooks(), NOW + drift)
            .secret(SignerTest.STANDARD_SECRET)
            .build();
    var refusal =
        catchThrowableOfType(
            WebhookVerificationException.class,
            () -> verify(verifier, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    if (accepted) {
      assertThat(refusal).isNull();
    } else {
      assertThat(refusal.reason())
          .isEqualTo(drift > 0 ? Reason.TIMESTAMP_TOO_OLD : Reason.TIMESTAMP_TOO_NEW);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"webhook-id", "webhook-timestamp", "webhook-signature"})
  void a_missing_header_is_named(String name) {
    Map<String, String> headers = standardHeaders("v1,AAAA");
    headers.remove(name);
    assertThatThrownBy(() -> standard().verify(headers::get, new byte[0]))
        .isInstanceOfSatisfying(
            WebhookVerificationException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.MISSING_HEADER))
        .hasMessageContaining(name);
  }

  @ParameterizedTest
  @CsvSource({
    "webhook-timestamp, soon, MALFORMED",
    "webhook-timestamp, -1614265330, MALFORMED",
    "webhook-timestamp, 1614265330.5, MALFORMED",
    "webhook-timestamp, 99999999999999999999, MALFORMED",
    "webhook-timestamp, ١٦١٤٢٦٥٣٣٠, MALFORMED",
    "webhook-timestamp, 01614265330, NO_MATCH",
    "webhook-signature, nothing, MALFORMED",
    "webhook-signature, 'v1,', NO_MATCH",
    "webhook-signature, 'v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=', NO_MATCH",
    "webhook-signature, 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OA=', NO_MATCH",
    "webhook-id, msg_other, NO_MATCH",
  })
  void what_cannot_be_trusted_says_why(String header, String value, Reason reason) {
    Map<String, String> headers =
        standardHeaders("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    headers.put(header, value);
    assertThatThrownBy(
            () -> standard().verify(headers::get, SignerTest.STANDARD_BODY.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            WebhookVerificationException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @ParameterizedTest
  @CsvSource({"md5=00, MALFORMED", "00, MALFORMED", "sha256=0g, MALFORMED", "sha256=00, NO_MATCH"})
  void hex_signatures_that_are_none(String value, Reason reason) {
    var verifier = at(WebhookVerifier.sePay(), NOW).secret("s").build();
    Map<String, String> headers = Map.of("X-SePay-Timestamp", "" + NOW, "X-SePay-Signature", value);
    assertThatThrownBy(() -> verifier.verify(headers::get, new byte[0]))
        .isInstanceOfSatisfying(
            WebhookVerificationException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void a_verifier_that_could_not_verify_is_refused() {
    assertThatThrownBy(() -> WebhookVerifier.sePay().build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WebhookVerifier.standardWebhooks().secret("no base64"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WebhookVerifier.ePaySe().publicKey(PUBLIC_KEY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WebhookVerifier.sePay().tolerance(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 150)
  void what_is_signed_verifies(
      @ForAll SignatureScheme scheme,
      @ForAll @AlphaChars @StringLength(min = 1, max = 40) String id,
      @ForAll @LongRange(min = 0, max = 9_999_999_999L) long seconds,
      @ForAll byte[] body)
      throws Exception {
    List<SigningSecret> secrets = secrets(scheme);
    Map<String, String> headers = new HashMap<>();
    Signer.of(Set.of(scheme), secrets.subList(0, 1)).sign(id, seconds, body, headers::put);
    VerifiedWebhook verified =
        at(verifier(scheme, secrets.get(0)), seconds).build().verify(headers::get, body);
    assertThat(verified.signedAt().getEpochSecond()).isEqualTo(seconds);
  }

  @Property(tries = 150)
  void any_flipped_bit_fails(
      @ForAll SignatureScheme scheme, @ForAll @IntRange(min = 0, max = 1 << 20) int position) {
    SigningSecret secret = secrets(scheme).get(0);
    byte[] body = SignerTest.EPAYSE_BODY.getBytes(UTF_8);
    Map<String, String> headers = new HashMap<>();
    Signer.of(Set.of(scheme), List.of(secret)).sign(ID, NOW, body, headers::put);
    byte[] changed = body.clone();
    flip(changed, position);
    assertNoMatch(scheme, secret, headers, changed);
    headers.compute(scheme.signatureHeader(), (name, value) -> flipSignature(value, position));
    assertNoMatch(scheme, secret, headers, body);
  }

  private static void assertNoMatch(
      SignatureScheme scheme, SigningSecret secret, Map<String, String> headers, byte[] body) {
    assertThatThrownBy(() -> verifier(scheme, secret).build().verify(headers::get, body))
        .isInstanceOfSatisfying(
            WebhookVerificationException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.NO_MATCH));
  }

  private static String flipSignature(String value, int position) {
    if (value.startsWith("sha256=")) {
      byte[] bytes = java.util.HexFormat.of().parseHex(value.substring(7));
      flip(bytes, position);
      return "sha256=" + java.util.HexFormat.of().formatHex(bytes);
    }
    String version = value.substring(0, value.indexOf(',') + 1);
    byte[] bytes = Base64.getDecoder().decode(value.substring(version.length()));
    flip(bytes, position);
    return version + Base64.getEncoder().encodeToString(bytes);
  }

  private static void flip(byte[] bytes, int position) {
    bytes[(position / 8) % bytes.length] ^= (byte) (1 << (position % 8));
  }

  private static List<SigningSecret> secrets(SignatureScheme scheme) {
    return switch (scheme) {
      case SEPAY, EPAYSE -> List.of(SigningSecret.of("new secret"), SigningSecret.of("old secret"));
      case STANDARD ->
          List.of(SigningSecret.of(OTHER_SECRET), SigningSecret.of(SignerTest.STANDARD_SECRET));
      case STANDARD_ED25519 ->
          List.of(
              SigningSecret.generateEd25519(new java.util.Random(1)),
              SigningSecret.of(SignerTest.PRIVATE_KEY));
    };
  }

  private static Map<String, String> signed(SignatureScheme scheme, List<SigningSecret> secrets) {
    Map<String, String> headers = new HashMap<>();
    Signer.of(Set.of(scheme), secrets).sign(ID, NOW, "{}".getBytes(UTF_8), headers::put);
    return headers;
  }

  private static WebhookVerifier.Builder verifier(SignatureScheme scheme, SigningSecret known) {
    return switch (scheme) {
      case SEPAY -> at(WebhookVerifier.sePay(), NOW).secret(known);
      case EPAYSE -> at(WebhookVerifier.ePaySe(), NOW).secret(known);
      case STANDARD -> at(WebhookVerifier.standardWebhooks(), NOW).secret(known);
      case STANDARD_ED25519 ->
          at(WebhookVerifier.standardWebhooks(), NOW).publicKey(known.publicKey().orElseThrow());
    };
  }

  private static WebhookVerifier standard() {
    return at(WebhookVerifier.standardWebhooks(), NOW).secret(SignerTest.STANDARD_SECRET).build();
  }

  private static WebhookVerifier.Builder at(WebhookVerifier.Builder builder, long seconds) {
    return builder.clock(InstantSource.fixed(Instant.ofEpochSecond(seconds)));
  }

  private static VerifiedWebhook verify(WebhookVerifier verifier, String signature)
      throws WebhookVerificationException {
    return verifier.verify(
        standardHeaders(signature)::get, SignerTest.STANDARD_BODY.getBytes(UTF_8));
  }

  private static Map<String, String> standardHeaders(String signature) {
    return new HashMap<>(
        Map.of("webhook-id", ID, "webhook-timestamp", "" + NOW, "webhook-signature", signature));
  }
}
