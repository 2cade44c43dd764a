package dev.webhooks.war.api;

import dev.webhooks.core.model.ClientIdentity;
import dev.webhooks.core.model.Secret;
import dev.webhooks.core.signing.SignatureScheme;
import dev.webhooks.core.signing.SigningSecret;
import dev.webhooks.ejb.endpoint.Credentials;
import dev.webhooks.war.json.FieldErrors;
import dev.webhooks.war.json.Fields;
import dev.webhooks.war.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code authentication} of an EPaySe endpoint: a type, and the fields that type needs.
 *
 * @param type null when it could not be read
 * @param values field to text; only fields of the type
 */
record EndpointAuthentication(@Nullable Type type, Map<String, String> values) {
  static final EndpointAuthentication HMAC = new EndpointAuthentication(Type.HMAC, Map.of());
  private static final String FIELD = "authentication";

  /** What there is, with the fields each needs: those that are secret are never shown. */
  enum Type {
    HMAC("hmac"),
    BEARER("bearer", "token"),
    API_KEY("api_key", "api_key"),
    BASIC("basic", "username", "password"),
    CUSTOM_HEADER("custom_header", "header_name", "header_value"),
    OAUTH2("oauth2", "token_url", "client_id", "client_secret"),
    MTLS("mtls", "certificate", "private_key"),
    NONE("none");

    private static final Set<String> SHOWN =
        Set.of("username", "header_name", "token_url", "client_id");
    static final Map<String, Type> BY_WIRE_NAME =
        WebhookWire.byName(values(), type -> type.wireName);

    private final String wireName;
    private final List<String> fields;

    Type(String wireName, String... fields) {
      this.wireName = wireName;
      this.fields = List.of(fields);
    }
  }

  /** What the object says, null the default; written back as it is shown, it stays what it is. */
  EndpointAuthentication with(Fields fields) {
    return toJson().equals(fields.object(FIELD, null)) ? this : read(fields);
  }

  private static EndpointAuthentication read(Fields fields) {
    Fields inside = fields.inside(FIELD);
    if (inside == null) {
      return HMAC;
    }
    Type type = inside.oneOf("type", Type.BY_WIRE_NAME, null);
    if (type == null) {
      if (!fields.errors().has(FIELD + ".type")) {
        inside.refuse("type", WebhookRequest.REQUIRED + ": " + String.join(", ", names()));
      }
      return new EndpointAuthentication(null, Map.of());
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : type.fields) {
      String value = inside.text(name, null);
      if (value != null) {
        values.put(name, value);
      }
    }
    return new EndpointAuthentication(type, values);
  }

  private static Set<String> names() {
    return Type.BY_WIRE_NAME.keySet();
  }

  void check(FieldErrors errors) {
    if (type == null) {
      return;
    }
    for (String name : type.fields) {
      String value = values.get(name);
      if (value == null || value.isEmpty()) {
        errors.add(FIELD + "." + name, "is required when type is " + type.wireName);
      } else if (value.length() > longest(name)) {
        errors.add(FIELD + "." + name, "must have at most " + longest(name) + " characters");
      } else if (value.equals(EndpointWire.STARS) && !Type.SHOWN.contains(name)) {
        errors.add(FIELD + "." + name, "must not be ****, which stands for one that is not shown");
      }
    }
    String tokenUrl = values.get("token_url");
    if (tokenUrl != null && !isUri(tokenUrl)) {
      errors.add(FIELD + ".token_url", "must be an https URL");
    }
  }

  private static int longest(String name) {
    return switch (name) {
      case "certificate" -> 65_536;
      case "private_key" -> 12_288;
      default -> 4_096;
    };
  }

  private static boolean isUri(String text) {
    try {
      return new URI(text).getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /**
   * What is stored of it.
   *
   * @param schemes used when it signs
   * @param secret given by the tenant, null to keep or generate one
   */
  Credentials toCredentials(Set<SignatureScheme> schemes, @Nullable String secret) {
    return switch (type == null ? Type.HMAC : type) {
      case HMAC ->
          new Credentials.Signed(
              schemes, secret == null ? List.of() : List.of(SigningSecret.of(secret)));
      case BEARER -> new Credentials.Bearer(secret("token"));
      case API_KEY -> new Credentials.ApiKey(secret("api_key"));
      case BASIC -> new Credentials.Basic(value("username"), secret("password"));
      case CUSTOM_HEADER ->
          new Credentials.CustomHeader(value("header_name"), secret("header_value"));
      case OAUTH2 ->
          new Credentials.OAuth2(
              URI.create(value("token_url")), value("client_id"), secret("client_secret"));
      case MTLS -> new Credentials.MutualTls(value("certificate"), secret("private_key"));
      case NONE -> new Credentials.None();
    };
  }

  /** The authentication that leads to these credentials. */
  static EndpointAuthentication of(Credentials credentials) {
    if (credentials instanceof Credentials.Bearer c) {
      return of(Type.BEARER, c.token().reveal());
    }
    if (credentials instanceof Credentials.ApiKey c) {
      return of(Type.API_KEY, c.key().reveal());
    }
    if (credentials instanceof Credentials.Basic c) {
      return of(Type.BASIC, c.username(), c.password().reveal());
    }
    if (credentials instanceof Credentials.CustomHeader c) {
      return of(Type.CUSTOM_HEADER, c.name(), c.value().reveal());
    }
    if (credentials instanceof Credentials.OAuth2 c) {
      return of(Type.OAUTH2, c.tokenUrl().toString(), c.clientId(), c.clientSecret().reveal());
    }
    if (credentials instanceof Credentials.MutualTls c) {
      return of(Type.MTLS, c.certificates(), c.privateKey().reveal());
    }
    return credentials instanceof Credentials.None ? of(Type.NONE) : HMAC;
  }

  private static EndpointAuthentication of(Type type, String... values) {
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      named.put(type.fields.get(i), values[i]);
    }
    return new EndpointAuthentication(type, named);
  }

  /** What is shown of it: no secret. */
  JsonObject toJson() {
    JsonObjectBuilder json = Json.object().add("type", (type == null ? Type.HMAC : type).wireName);
    values.forEach((name, value) -> show(json, name, value));
    return json.build();
  }

  private static void show(JsonObjectBuilder json, String name, String value) {
    if (name.equals("certificate")) {
      X509Certificate own = ClientIdentity.certificatesIn(value).get(0);
      json.add("subject", own.getSubjectX500Principal().getName());
      json.add("fingerprint", ClientIdentity.fingerprint(own));
      json.add("expires_at", own.getNotAfter().toInstant().toString());
    } else {
      json.add(name, Type.SHOWN.contains(name) ? value : EndpointWire.STARS);
    }
  }

  private Secret secret(String name) {
    return new Secret(value(name));
  }

  private String value(String name) {
    return values.getOrDefault(name, "");
  }

  /** Without the values. */
  @Override
  public String toString() {
    return "EndpointAuthentication[" + type + "]";
  }
}
