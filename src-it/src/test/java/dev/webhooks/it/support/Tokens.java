package dev.webhooks.it.support;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Access tokens signed by a key that lives as long as the test run and that every service trusts.
 */
public final class Tokens {

  /** The issuer every service of the test run trusts. */
  public static final String ISSUER = "https://issuer.example";

  /** Whom the tokens of the test run are for. */
  public static final String AUDIENCE = "webhooks";

  private static final KeyPair KEYS = newKeys();
  private static final AtomicLong TENANTS = new AtomicLong(System.currentTimeMillis());

  private Tokens() {}

  /** The environment that makes a service trust these tokens. */
  static Map<String, String> environment() {
    return Map.of(
        "MP_JWT_VERIFY_PUBLICKEY",
        Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded()),
        "MP_JWT_VERIFY_ISSUER",
        ISSUER);
  }

  /** Every scope and permission there is, for a tenant nobody else uses. */
  public static Token ofNewTenant() {
    return all("tenant-" + TENANTS.incrementAndGet());
  }

  /** Every scope and permission there is, for the given tenant. */
  public static Token all(String tenant) {
    return new Token(
        tenant,
        List.of(
            "webhook:read",
            "webhook:write",
            "webhook:delete",
            "event:write",
            "transaction:write",
            "bank-account:read",
            "bank-account:write",
            "event-type:write"),
        List.of("webhooks.view", "webhooks.add", "webhooks.edit", "webhooks.delete"),
        Duration.ofHours(1),
        ISSUER,
        AUDIENCE);
  }

  /** The public key as a JWK set, as identity providers publish it. */
  public static String keySet() {
    RSAPublicKey key = (RSAPublicKey) KEYS.getPublic();
    return Json.createObjectBuilder()
        .add(
            "keys",
            Json.createArrayBuilder()
                .add(
                    Json.createObjectBuilder()
                        .add("kty", "RSA")
                        .add("kid", "issuer-1")
                        .add("n", base64(key.getModulus().toByteArray()))
                        .add("e", base64(key.getPublicExponent().toByteArray()))))
        .build()
        .toString();
  }

  /** What a token says; {@link #sign} makes the compact form. */
  public record Token(
      String tenant,
      List<String> scopes,
      List<String> permissions,
      Duration validity,
      String issuer,
      String audience) {

    /** The same with these scopes only. */
    public Token scopes(String... scopes) {
      return new Token(tenant, List.of(scopes), permissions, validity, issuer, audience);
    }

    /** The same with these user permissions only. */
    public Token permissions(String... permissions) {
      return new Token(tenant, scopes, List.of(permissions), validity, issuer, audience);
    }

    /** The same, valid for this time from now; negative for an expired one. */
    public Token validity(Duration validity) {
      return new Token(tenant, scopes, permissions, validity, issuer, audience);
    }

    /** The same from another issuer. */
    public Token issuer(String issuer) {
      return new Token(tenant, scopes, permissions, validity, issuer, audience);
    }

    /** The same for another recipient. */
    public Token audience(String audience) {
      return new Token(tenant, scopes, permissions, validity, issuer, audience);
    }

    /** The signed compact form (RS256). */
    public String sign() {
      return Tokens.sign("issuer-1", claims(), KEYS.getPrivate());
    }

    /** The same claims, signed by a key that no service trusts. */
    public String signByStranger() {
      return Tokens.sign("stranger-1", claims(), newKeys().getPrivate());
    }

    private JsonObjectBuilder claims() {
      Instant now = Instant.now();
      return Json.createObjectBuilder()
          .add("iss", issuer)
          .add("aud", audience)
          .add("sub", "user-of-" + tenant)
          .add("upn", "user-of-" + tenant)
          .add("company_id", tenant)
          .add("scope", String.join(" ", scopes))
          .add("permissions", Json.createArrayBuilder(permissions))
          .add("jti", UUID.randomUUID().toString())
          .add("iat", now.minusSeconds(1).getEpochSecond())
          .add("exp", now.plus(validity).getEpochSecond());
    }
  }

  private static String sign(String keyId, JsonObjectBuilder claims, PrivateKey key) {
    String header = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + keyId + "\"}";
    String signed = base64(header) + "." + base64(claims.build().toString());
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
