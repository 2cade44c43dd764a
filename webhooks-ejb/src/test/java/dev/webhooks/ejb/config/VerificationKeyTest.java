package dev.webhooks.ejb.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationKeyTest {
  private static final String JWK =
      "{\"kty\":\"RSA\",\"kid\":\"k1\",\"n\":\"sXchDaQebHnPiGvyDOAT4saGEUetSyo9MKLOoWFsueri23bOdgWp4Dy1Wl\",\"e\":\"AQAB\"}";

  static Stream<String> keys() {
    return Stream.of(
        pem(keyPair("RSA").getPublic().getEncoded()),
        pem(keyPair("EC").getPublic().getEncoded()),
        pem(keyPair("RSA").getPublic().getEncoded()).replace("\n", "\r\n"),
        Base64.getEncoder().encodeToString(keyPair("RSA").getPublic().getEncoded()),
        JWK,
        "{\"keys\":[" + JWK + "]}",
        Base64.getUrlEncoder().encodeToString(JWK.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void a_public_key_is_found_in_every_form_of_microprofile_jwt(String text) {
    assertThat(VerificationKey.isIn(text)).isTrue();
  }

  static Stream<String> texts() {
    return Stream.of(
        pem(keyPair("RSA").getPublic().getEncoded()).replace("\n", " "),
        pem(keyPair("RSA").getPublic().getEncoded()).replace("\n", "\\n"),
        pem(keyPair("RSA").getPublic().getEncoded()).substring(0, 100),
        pem(keyPair("RSA").getPrivate().getEncoded()).replace("PUBLIC", "PRIVATE"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  @ValueSource(
      strings = {
        "x",
        "/etc/keys/issuer.pem",
        "<html>Not Found</html>",
        "{}",
        "[]",
        "{\"keys\":[]}",
        "{\"keys\":7}",
        "{\"issuer\":\"https://id.example\",\"jwks_uri\":\"https://id.example/jwks\"}"
      })
  void what_no_server_could_verify_with_is_no_key(String text) {
    assertThat(VerificationKey.isIn(text)).isFalse();
  }

  static KeyPair keyPair(String algorithm) {
    try {
      return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String pem(byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
  }
}
