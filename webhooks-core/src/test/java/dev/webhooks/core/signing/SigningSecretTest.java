package dev.webhooks.core.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningSecretTest {

  @ParameterizedTest
  @CsvSource({
    "24, true",
    "32, true",
    "64, true",
    "23, false",
    "65, false",
    "0, false",
  })
  void a_standard_secret_decodes_to_24_to_64_bytes(int bytes, boolean standard) {
    SigningSecret secret =
        SigningSecret.of("whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]));
    assertThat(secret.supports(SignatureScheme.STANDARD)).isEqualTo(standard);
    assertThat(secret.supports(SignatureScheme.EPAYSE)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sepay_test_secret", "whsec_test_0123456789abcdef", "khóa bí mật"})
  void any_text_serves_the_hex_schemes_and_only_those(String text) {
    SigningSecret secret = SigningSecret.of(text);
    assertThat(secret.supports(SignatureScheme.SEPAY)).isTrue();
    assertThat(secret.supports(SignatureScheme.EPAYSE)).isTrue();
    assertThat(secret.supports(SignatureScheme.STANDARD)).isFalse();
    assertThat(secret.supports(SignatureScheme.STANDARD_ED25519)).isFalse();
    assertThat(secret.publicKey()).isEmpty();
  }

  @Test
  void the_public_key_of_the_published_private_key() {
    SigningSecret secret = SigningSecret.of(SignerTest.PRIVATE_KEY);
    assertThat(secret.publicKey().orElseThrow())
        .hasToString("whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=");
    assertThat(secret.supports(SignatureScheme.EPAYSE)).isFalse();
  }

  @Test
  void a_seed_alone_is_the_same_key() {
    byte[] pair = Base64.getDecoder().decode(SignerTest.PRIVATE_KEY.substring(5));
    String seed = Base64.getEncoder().encodeToString(Arrays.copyOf(pair, 32));
    assertThat(SigningSecret.of("whsk_" + seed).publicKey())
        .isEqualTo(SigningSecret.of(SignerTest.PRIVATE_KEY).publicKey());
  }

  @Test
  void public_keys_are_derived_as_in_rfc_8032() {
    // Section 7.1, test 1.
    byte[] seed =
        HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    assertThat(HexFormat.of().formatHex(Ed25519.publicKeyOf(seed)))
        .isEqualTo("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  }

  @Test
  void the_jdk_agrees_on_derived_public_keys() throws Exception {
    var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] privateKey = pair.getPrivate().getEncoded();
    byte[] publicKey = pair.getPublic().getEncoded();
    assertThat(
            Ed25519.publicKeyOf(
                Arrays.copyOfRange(privateKey, privateKey.length - 32, privateKey.length)))
        .isEqualTo(Arrays.copyOfRange(publicKey, publicKey.length - 32, publicKey.length));
  }

  @Test
  void two_halves_that_do_not_belong_together_are_refused() {
    byte[] pair = Base64.getDecoder().decode(SignerTest.PRIVATE_KEY.substring(5));
    pair[40] ^= 1;
    String text = "whsk_" + Base64.getEncoder().encodeToString(pair);
    assertThatThrownBy(() -> SigningSecret.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("belong together");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "whsk_", "whsk_AAAA", "whsk_%%%", "whsk_6Xb/dCcHpPea21PS1N9VY/N="})
  void what_is_no_secret_is_refused_without_repeating_it(String text) {
    assertThatThrownBy(() -> SigningSecret.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(
            e -> {
              if (text.length() > 5) {
                assertThat(e).hasMessageNotContaining(text.substring(5));
              }
            });
  }

  @Test
  void generated_secrets_have_32_random_bytes() {
    SigningSecret secret = SigningSecret.generate(new Random(1));
    assertThat(Base64.getDecoder().decode(secret.reveal().substring("whsec_".length())))
        .hasSize(32);
    assertThat(secret.supports(SignatureScheme.STANDARD)).isTrue();
    assertThat(SigningSecret.generate(new Random(2))).isNotEqualTo(secret);
    assertThat(SigningSecret.generate(new Random(1))).isEqualTo(secret).hasSameHashCodeAs(secret);
  }

  @Test
  void generated_ed25519_keys_can_be_read_again() {
    SigningSecret secret = SigningSecret.generateEd25519(new SecureRandom());
    assertThat(SigningSecret.of(secret.reveal()).publicKey()).isEqualTo(secret.publicKey());
    assertThat(WebhookPublicKey.parse(secret.publicKey().orElseThrow().toString()))
        .isEqualTo(secret.publicKey().orElseThrow());
  }

  @Test
  void a_secret_is_never_printed() {
    assertThat(SigningSecret.of("hush-hush")).hasToString("SigningSecret[redacted]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "whpk_", "whpk_AAAA", "whsk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqf", "whpk_?"})
  void what_is_no_public_key_is_refused(String text) {
    assertThatThrownBy(() -> WebhookPublicKey.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
