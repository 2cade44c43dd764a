package dev.webhooks.ejb.endpoint;

import dev.webhooks.core.model.EndpointStatus;
import dev.webhooks.core.model.Face;
import dev.webhooks.core.model.Header;
import dev.webhooks.core.model.SigningKey;
import dev.webhooks.core.signing.SigningSecret;
import dev.webhooks.ejb.endpoint.Credentials.None;
import dev.webhooks.ejb.endpoint.EndpointClockEntity.Tick;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint of either face, as it is stored.
 *
 * <p>Life: enabled, disabled and enabled again as often as wanted; deleted for good, which keeps
 * the row so that its log stays readable. Disabling and deleting mark what is pending as cancelled
 * by the highest delivery id given so far; enabling does so again, so that nothing published
 * meanwhile is sent. Where ownership of the target is asked for, nothing is sent before it is
 * verified, after a change of the target again; what is owed until then waits.
 */
@Entity
@Table(schema = "webhooks", name = "endpoint")
public class EndpointEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "endpoint_id")
  @SequenceGenerator(
      name = "endpoint_id",
      schema = "webhooks",
      sequenceName = "endpoint_id",
      allocationSize = 1)
  private long id;

  private String tenant;

  @Enumerated(EnumType.STRING)
  private Face face;

  @Enumerated(EnumType.STRING)
  private EndpointStatus status = EndpointStatus.ENABLED;

  @Column(name = "disabled_reason")
  private @Nullable String disabledReason;

  @Column(name = "disabled_at")
  private @Nullable OffsetDateTime disabledAt;

  @Column(name = "cancelled_through")
  private long cancelledThrough;

  @Enumerated(EnumType.STRING)
  private Ownership ownership = Ownership.NOT_REQUIRED;

  @Column(name = "verified_at")
  private @Nullable OffsetDateTime verifiedAt;

  @Column(name = "unverified_since")
  private @Nullable OffsetDateTime unverifiedSince;

  private String name;

  private String url;

  @Embedded private SelectionColumns selection;

  @Embedded private CredentialColumns credentials;

  @Embedded private SendingColumns sending;

  @OneToMany(mappedBy = "endpoint", cascade = CascadeType.ALL, orphanRemoval = true)
  private List<EndpointSecretEntity> secrets = new ArrayList<>();

  @Column(name = "created_at")
  private OffsetDateTime createdAt;

  @Column(name = "updated_at")
  private OffsetDateTime updatedAt;

  private long version;

  @Version private long revision;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected EndpointEntity() {}

  /** A new endpoint, to be given its id before its settings: secrets are bound to the id. */
  @SuppressWarnings("NullAway.Init")
  EndpointEntity(String tenant, Face face, Tick tick) {
    this.tenant = tenant;
    this.face = face;
    this.createdAt = tick.at();
    changed(tick);
  }

  /** Takes over settings, except whether it is enabled and its signing secrets. */
  void set(EndpointSettings settings, Seal seal, KeyedHash hash) {
    name = settings.name();
    url = settings.url().toString();
    selection = SelectionColumns.of(settings.selection());
    credentials = CredentialColumns.of(settings.credentials(), seal, hash);
    sending = SendingColumns.of(settings, seal);
  }

  /** Encrypts what is under an older key anew; nothing a tenant sees changes. */
  void renewSecrets(SecretKeys keys, Seal seal, KeyedHash hash) {
    credentials.renewSecrets(keys, seal, hash);
    sending.renewSecrets(keys, seal);
    secrets.forEach(secret -> secret.renew(keys, seal));
  }

  void changed(Tick tick) {
    version = tick.version();
    updatedAt = tick.at();
  }

  void enable(OffsetDateTime at, long cancelledThrough) {
    status = EndpointStatus.ENABLED;
    disabledReason = null;
    disabledAt = null;
    unverifiedSince = ownership == Ownership.PENDING ? at : null;
    this.cancelledThrough = cancelledThrough;
  }

  /**
   * Asks for the proof of ownership, or no longer.
   *
   * @param anew whether a proof given before says nothing about the target of now
   */
  void requireOwnership(boolean required, boolean anew, OffsetDateTime at) {
    if (!required) {
      ownership(Ownership.NOT_REQUIRED, null, null);
    } else if (anew || ownership == Ownership.NOT_REQUIRED) {
      ownership(Ownership.PENDING, null, at);
    }
  }

  /** The target has answered a challenge. */
  void verified(OffsetDateTime at) {
    ownership(Ownership.VERIFIED, at, null);
  }

  private void ownership(
      Ownership state, @Nullable OffsetDateTime verified, @Nullable OffsetDateTime unverified) {
    ownership = state;
    verifiedAt = verified;
    unverifiedSince = unverified;
  }

  void disable(String reason, OffsetDateTime at, long cancelledThrough) {
    status = EndpointStatus.DISABLED;
    disabledReason = reason;
    disabledAt = at;
    this.cancelledThrough = cancelledThrough;
  }

  void delete(long cancelledThrough) {
    status = EndpointStatus.DELETED;
    this.cancelledThrough = cancelledThrough;
  }

  /** Makes a secret the current one of its kind; the one before signs on until it expires. */
  void sign(SigningSecret secret, OffsetDateTime now, Duration overlap, Seal seal) {
    EndpointSecretEntity.Kind kind = EndpointSecretEntity.Kind.of(secret);
    secrets.stream()
        .filter(stored -> stored.isCurrent(kind))
        .forEach(stored -> stored.expireAt(now.plus(overlap)));
    secrets.add(new EndpointSecretEntity(this, secret, now, seal));
  }

  /** Drops the secrets, also those that still overlap, of every kind but these. */
  void keepSecretsOf(Set<EndpointSecretEntity.Kind> kinds) {
    secrets.removeIf(secret -> !kinds.contains(secret.kind()));
  }

  void forgetSecretsExpiredAt(OffsetDateTime now) {
    secrets.removeIf(secret -> !secret.isLiveAt(now));
  }

  int secretCount() {
    return secrets.size();
  }

  List<SigningSecret> currentSecrets(Seal seal) {
    return newestFirst()
        .filter(EndpointSecretEntity::isCurrent)
        .map(secret -> secret.secret(seal))
        .toList();
  }

  EndpointRecord toRecord(Seal seal) {
    return toRecord(settings(seal), ownership, keys(seal));
  }

  /** As {@link #toRecord}; where its secrets' key is missing, without them. */
  EndpointRecord toReadableRecord(Seal seal) {
    try {
      return toRecord(seal);
    } catch (IllegalStateException e) {
      return toRecordWithoutSecrets();
    }
  }

  /** For when its secrets cannot or need not be read: as one that waits to be verified. */
  EndpointRecord toRecordWithoutSecrets() {
    return toRecord(settings(new None(), List.of()), Ownership.PENDING, List.of());
  }

  private EndpointRecord toRecord(
      EndpointSettings settings, Ownership owned, List<SigningKey> keys) {
    return new EndpointRecord(
        id,
        tenant,
        face,
        settings,
        status,
        disabledReason,
        disabledAt == null ? null : disabledAt.toInstant(),
        owned,
        verifiedAt == null ? null : verifiedAt.toInstant(),
        keys,
        cancelledThrough,
        createdAt.toInstant(),
        updatedAt.toInstant(),
        version);
  }

  EndpointSettings settings(Seal seal) {
    return settings(credentials.toCredentials(seal, currentSecrets(seal)), sending.headers(seal));
  }

  private EndpointSettings settings(Credentials clear, List<Header> headers) {
    return new EndpointSettings(
        name,
        URI.create(url),
        status == EndpointStatus.ENABLED,
        selection.toSelection(),
        clear,
        sending.bodyFormat(),
        sending.retryDelays(),
        sending.timeout(),
        headers,
        sending.rateLimit(),
        sending.ordered(),
        sending.verifiesPayment(),
        sending.metadata(),
        ownership != Ownership.NOT_REQUIRED);
  }

  long id() {
    return id;
  }

  String tenant() {
    return tenant;
  }

  Face face() {
    return face;
  }

  EndpointStatus status() {
    return status;
  }

  Ownership ownership() {
    return ownership;
  }

  URI url() {
    return URI.create(url);
  }

  long version() {
    return version;
  }

  Selection selection() {
    return selection.toSelection();
  }

  boolean signs() {
    return credentials.areSigned();
  }

  private List<SigningKey> keys(Seal seal) {
    return newestFirst().map(secret -> secret.toKey(seal)).toList();
  }

  private Stream<EndpointSecretEntity> newestFirst() {
    return secrets.stream().sorted(Comparator.comparingLong(EndpointSecretEntity::id).reversed());
  }
}
