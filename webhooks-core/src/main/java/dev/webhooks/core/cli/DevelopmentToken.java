package dev.webhooks.core.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * An access token for development: a JWT (RFC 7519) with the claims the service looks at.
 *
 * @param issuer {@code iss}; the service accepts {@link #DEFAULT_ISSUER} in development mode
 * @param audience {@code aud}
 * @param subject {@code sub}: who calls
 * @param tenant {@code company_id}: whose data
 * @param scope {@code scope}: what the token may do, separated by spaces
 * @param permissions {@code permissions}: what the user may do
 * @param id {@code jti}: unique
 * @param issuedAt {@code iat}
 * @param lifetime {@code exp} minus {@code iat}
 */
public record DevelopmentToken(
    String issuer,
    String audience,
    String subject,
    String tenant,
    String scope,
    List<String> permissions,
    String id,
    Instant issuedAt,
    Duration lifetime) {

  /** The issuer of development tokens unless another is asked for. */
  public static final String DEFAULT_ISSUER = "https://webhooks.localhost/dev";

  /** The audience of development tokens unless another is asked for. */
  public static final String DEFAULT_AUDIENCE = "webhooks";

  /** Every scope the service knows. */
  public static final String ALL_SCOPES =
      "webhook:read webhook:write webhook:delete event:write transaction:write"
          + " bank-account:read bank-account:write event-type:write";

  /** Every permission the service knows. */
  public static final List<String> ALL_PERMISSIONS =
      List.of("webhooks.view", "webhooks.add", "webhooks.edit", "webhooks.delete");

  private static final String HEADER = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";
  private static final JsonFactory JSON = new JsonFactory();

  public DevelopmentToken {
    permissions = List.copyOf(permissions);
  }

  /** The token in its compact form (RFC 7515, section 3.1), signed by RS256. */
  public String signedBy(DevelopmentKey key) {
    String content = base64(HEADER.getBytes(US_ASCII)) + '.' + base64(claims());
    return content + '.' + base64(key.sign(content.getBytes(US_ASCII)));
  }

  private byte[] claims() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("iss", issuer);
      json.writeStringField("aud", audience);
      json.writeStringField("sub", subject);
      json.writeNumberField("iat", issuedAt.getEpochSecond());
      json.writeNumberField("exp", issuedAt.plus(lifetime).getEpochSecond());
      json.writeStringField("jti", id);
      json.writeStringField("scope", scope);
      json.writeStringField("company_id", tenant);
      writeArray(json, "permissions", permissions);
      writeArray(json, "groups", List.of());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void writeArray(JsonGenerator json, String name, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
