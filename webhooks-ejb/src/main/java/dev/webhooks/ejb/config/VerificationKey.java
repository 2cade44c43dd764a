package dev.webhooks.ejb.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The public key that verifies access tokens, in the forms of MicroProfile JWT (2.1, section 9.2):
 * PEM, JWK or JWK set. It is the server that reads it, and only at the first token. Pure.
 */
final class VerificationKey {
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
  private static final ObjectMapper JSON = new ObjectMapper();

  private VerificationKey() {}

  /** Whether this text is a public key, or a set with at least one. */
  static boolean isIn(String text) {
    return isPem(text) || isJwk(text) || isEncodedJwk(text);
  }

  /** Lines of a PEM file, or what is between its first and its last. */
  private static boolean isPem(String text) {
    String base64 =
        text.strip().replaceAll("(?m)^-----(BEGIN|END) PUBLIC KEY-----$", "").replaceAll("\\R", "");
    try {
      var key = new X509EncodedKeySpec(Base64.getDecoder().decode(base64));
      return ALGORITHMS.stream().anyMatch(algorithm -> isKey(algorithm, key));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isKey(String algorithm, X509EncodedKeySpec key) {
    try {
      KeyFactory.getInstance(algorithm).generatePublic(key);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean isEncodedJwk(String text) {
    try {
      byte[] json = Base64.getUrlDecoder().decode(text.strip().replace('+', '-').replace('/', '_'));
      return isJwk(new String(json, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isJwk(String text) {
    try {
      JsonNode jwk = JSON.readTree(text);
      return hasType(jwk)
          || StreamSupport.stream(jwk.path("keys").spliterator(), false)
              .anyMatch(VerificationKey::hasType);
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static boolean hasType(JsonNode key) {
    return key.path("kty").isTextual();
  }
}
