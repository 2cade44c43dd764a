package dev.webhooks.ejb.endpoint;

import dev.webhooks.core.model.Secret;
import dev.webhooks.core.signing.SignatureScheme;
import dev.webhooks.core.signing.SigningSecret;
import dev.webhooks.ejb.endpoint.Credentials.ApiKey;
import dev.webhooks.ejb.endpoint.Credentials.Basic;
import dev.webhooks.ejb.endpoint.Credentials.Bearer;
import dev.webhooks.ejb.endpoint.Credentials.CustomHeader;
import dev.webhooks.ejb.endpoint.Credentials.MutualTls;
import dev.webhooks.ejb.endpoint.Credentials.None;
import dev.webhooks.ejb.endpoint.Credentials.OAuth2;
import dev.webhooks.ejb.endpoint.Credentials.Signed;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@link Credentials} in columns, secrets encrypted; signing secrets have a table of their own. */
@Embeddable
public class CredentialColumns {
  private static final String SIGNED = "signed";
  private static final String SECRET_COLUMN = "credential";

  @Column(name = "credentials")
  private String kind;

  @Column(name = "credential_name")
  private @Nullable String name;

  @Column(name = "credential_cipher")
  private @Nullable String cipher;

  @Column(name = "api_key_hash")
  private @Nullable String apiKeyHash;

  @Column(name = "token_url")
  private @Nullable String tokenUrl;

  @Column(name = "client_certificates")
  private @Nullable String clientCertificates;

  @Column(name = "signature_schemes")
  @Convert(converter = LinesConverter.class)
  private List<String> schemes = List.of();

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected CredentialColumns() {}

  private CredentialColumns(String kind) {
    this.kind = kind;
  }

  static CredentialColumns of(Credentials credentials, Seal seal, KeyedHash hash) {
    if (credentials instanceof ApiKey apiKey) {
      return of("api_key", null, apiKey.key(), seal).hashed(hash.of(apiKey.key()));
    }
    if (credentials instanceof Bearer bearer) {
      return of("bearer", null, bearer.token(), seal);
    }
    if (credentials instanceof Basic basic) {
      return of("basic", basic.username(), basic.password(), seal);
    }
    if (credentials instanceof CustomHeader header) {
      return of("custom_header", header.name(), header.value(), seal);
    }
    if (credentials instanceof OAuth2 oauth2) {
      return of("oauth2", oauth2.clientId(), oauth2.clientSecret(), seal).at(oauth2.tokenUrl());
    }
    if (credentials instanceof MutualTls mutual) {
      return of("mtls", null, mutual.privateKey(), seal).certified(mutual.certificates());
    }
    if (credentials instanceof Signed signed) {
      return new CredentialColumns(SIGNED).by(signed);
    }
    return new CredentialColumns("none");
  }

  /**
   * @param signing the current signing secrets
   */
  Credentials toCredentials(Seal seal, List<SigningSecret> signing) {
    return switch (kind) {
      case "none" -> new None();
      case "api_key" -> new ApiKey(secret(seal));
      case "bearer" -> new Bearer(secret(seal));
      case "basic" -> new Basic(name(), secret(seal));
      case "custom_header" -> new CustomHeader(name(), secret(seal));
      case "oauth2" ->
          new OAuth2(URI.create(Objects.requireNonNull(tokenUrl)), name(), secret(seal));
      case "mtls" -> new MutualTls(Objects.requireNonNull(clientCertificates), secret(seal));
      case SIGNED ->
          new Signed(
              schemes.stream().map(SignatureScheme::valueOf).collect(Collectors.toSet()), signing);
      default -> throw new IllegalStateException("unknown credentials " + kind);
    };
  }

  /** The hash of an API key is made anew with its ciphertext: it comes from the same key. */
  void renewSecrets(SecretKeys keys, Seal seal, KeyedHash hash) {
    if (isUnderOlder(cipher, keys) || isUnderOlder(apiKeyHash, keys)) {
      Secret clear = secret(seal);
      cipher = seal.close(SECRET_COLUMN, clear.reveal());
      apiKeyHash = apiKeyHash == null ? null : hash.of(clear);
    }
  }

  private static boolean isUnderOlder(@Nullable String text, SecretKeys keys) {
    return text != null && !text.startsWith(keys.prefix());
  }

  boolean areSigned() {
    return kind.equals(SIGNED);
  }

  private static CredentialColumns of(
      String kind, @Nullable String name, Secret secret, Seal seal) {
    CredentialColumns columns = new CredentialColumns(kind);
    columns.name = name;
    columns.cipher = seal.close(SECRET_COLUMN, secret.reveal());
    return columns;
  }

  private CredentialColumns hashed(String hash) {
    apiKeyHash = hash;
    return this;
  }

  private CredentialColumns at(URI url) {
    tokenUrl = url.toString();
    return this;
  }

  private CredentialColumns certified(String certificates) {
    clientCertificates = certificates;
    return this;
  }

  private CredentialColumns by(Signed signed) {
    schemes = signed.schemes().stream().sorted().map(SignatureScheme::name).toList();
    return this;
  }

  private Secret secret(Seal seal) {
    return new Secret(seal.open(SECRET_COLUMN, Objects.requireNonNull(cipher)));
  }

  private String name() {
    return Objects.requireNonNull(name);
  }
}
