package dev.webhooks.ejb.endpoint;

import dev.webhooks.core.model.SigningKey;
import dev.webhooks.core.signing.SignatureScheme;
import dev.webhooks.core.signing.SigningSecret;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A signing secret of an endpoint, encrypted: the current one of its kind, or an overlapping one.
 */
@Entity
@Table(schema = "webhooks", name = "endpoint_secret")
public class EndpointSecretEntity {
  private static final String COLUMN = "signing";

  /** What a secret can sign; at most one of each is current. */
  enum Kind {
    HMAC,
    ED25519;

    static Kind of(SigningSecret secret) {
      return secret.publicKey().isPresent() ? ED25519 : HMAC;
    }

    static Kind of(SignatureScheme scheme) {
      return scheme == SignatureScheme.STANDARD_ED25519 ? ED25519 : HMAC;
    }
  }

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "endpoint_secret_id")
  @SequenceGenerator(
      name = "endpoint_secret_id",
      schema = "webhooks",
      sequenceName = "endpoint_secret_id",
      allocationSize = 1)
  private long id;

  @ManyToOne(fetch = FetchType.LAZY, optional = false)
  @JoinColumn(name = "endpoint_id")
  private EndpointEntity endpoint;

  @Enumerated(EnumType.STRING)
  private Kind kind;

  private String cipher;

  @Column(name = "created_at")
  private OffsetDateTime createdAt;

  @Column(name = "expires_at")
  private @Nullable OffsetDateTime expiresAt;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected EndpointSecretEntity() {}

  EndpointSecretEntity(
      EndpointEntity endpoint, SigningSecret secret, OffsetDateTime createdAt, Seal seal) {
    this.endpoint = endpoint;
    this.kind = Kind.of(secret);
    this.cipher = seal.close(COLUMN, secret.reveal());
    this.createdAt = createdAt;
  }

  void renew(SecretKeys keys, Seal seal) {
    if (!cipher.startsWith(keys.prefix())) {
      cipher = seal.close(COLUMN, seal.open(COLUMN, cipher));
    }
  }

  boolean isCurrent() {
    return expiresAt == null;
  }

  boolean isCurrent(Kind ofKind) {
    return isCurrent() && kind == ofKind;
  }

  boolean isLiveAt(OffsetDateTime now) {
    return expiresAt == null || now.isBefore(expiresAt);
  }

  void expireAt(OffsetDateTime moment) {
    expiresAt = moment;
  }

  SigningSecret secret(Seal seal) {
    return SigningSecret.of(seal.open(COLUMN, cipher));
  }

  SigningKey toKey(Seal seal) {
    return new SigningKey(secret(seal), expiresAt == null ? null : expiresAt.toInstant());
  }

  Kind kind() {
    return kind;
  }

  long id() {
    return id;
  }
}
