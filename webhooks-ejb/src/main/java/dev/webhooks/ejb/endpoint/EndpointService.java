package dev.webhooks.ejb.endpoint;

import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.EndpointStatus;
import dev.webhooks.core.model.Face;
import dev.webhooks.core.signing.SigningSecret;
import dev.webhooks.core.spi.SecretCipher;
import dev.webhooks.core.target.TargetPolicy;
import dev.webhooks.ejb.Page;
import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.WebhooksDatabase;
import dev.webhooks.ejb.endpoint.EndpointClockEntity.Tick;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Manages the endpoints of tenants. Every call joins the caller's transaction or commits on return;
 * every change is seen by this node at once and by all others within a second. Deleted endpoints
 * are not found. Thread-safe; blocks.
 */
@Dependent
@Transactional
public class EndpointService {
  private static final String BY_TENANT = "disabled by its owner";

  private final EntityManager database;
  private final SecretCipher cipher;
  private final KeyedHash hash;
  private final EndpointDefaults defaults;
  private final DeliveryMark mark;
  private final EndpointChanges listener;
  private final EndpointClock clock;
  private final EndpointAssembly assembly;
  private final EndpointChecks checks;
  private final SigningSecrets secrets;

  @Inject
  EndpointService(
      @WebhooksDatabase EntityManager database,
      SecretCipher cipher,
      KeyedHash hash,
      TargetPolicy targets,
      EndpointDefaults defaults,
      DeliveryMark mark,
      EndpointChanges listener) {
    this.database = database;
    this.cipher = cipher;
    this.hash = hash;
    this.defaults = defaults;
    this.mark = mark;
    this.listener = listener;
    this.clock = new EndpointClock(database);
    this.assembly = new EndpointAssembly(defaults);
    this.checks = new EndpointChecks(database, hash, targets, defaults.endpointsPerTenant());
    this.secrets = new SigningSecrets(new SecureRandom());
  }

  /**
   * Creates an endpoint. Signing secrets that are missing are generated and are in the answer.
   *
   * @throws Refusal.LimitReached when the tenant has as many EPaySe endpoints as it may have
   * @throws Refusal.Invalid when the URL may not be a target or the bank account is not the
   *     tenant's
   */
  @SeenAtOnce
  public EndpointRecord create(String tenant, Face face, EndpointSettings settings) {
    Tick tick = clock.next();
    checks.room(tenant, face);
    checks.settings(tenant, settings, null, tick);
    EndpointEntity endpoint = new EndpointEntity(tenant, face, tick);
    // Hibernate may insert what it sees at persist and update later; the id comes with persist.
    endpoint.set(settings, seal(endpoint), hash);
    database.persist(endpoint);
    Seal seal = seal(endpoint);
    endpoint.set(settings, seal, hash);
    endpoint.requireOwnership(demandsOwnership(face, settings, true), true, tick.at());
    secrets.settle(endpoint, settings.credentials(), tick.at(), seal);
    if (!settings.enabled()) {
      endpoint.disable(BY_TENANT, tick.at(), 0);
    }
    return changed("endpoint.created", endpoint, tick);
  }

  /** The endpoint of either face. */
  public Optional<EndpointRecord> find(String tenant, long id) {
    return stored(tenant, id).map(endpoint -> endpoint.toReadableRecord(seal(endpoint)));
  }

  /** The endpoint of one face. */
  public Optional<EndpointRecord> find(String tenant, Face face, long id) {
    return find(tenant, id).filter(endpoint -> endpoint.face() == face);
  }

  /** The endpoint of either face as the dispatcher works with it. */
  public Optional<Endpoint> findAssembled(String tenant, long id) {
    return find(tenant, id).map(assembly::assemble);
  }

  /**
   * Endpoints of one face, newest id first.
   *
   * @param page from 1
   * @param limit per page
   */
  public Page<EndpointRecord> page(
      String tenant, Face face, EndpointFilter filter, int page, int limit) {
    return new EndpointQuery(database, hash)
        .page(tenant, face, filter, page, limit)
        .map(endpoint -> endpoint.toReadableRecord(seal(endpoint)));
  }

  /**
   * Changes an endpoint under a row lock, so that concurrent changes follow one another.
   *
   * @param expectedVersion the version the caller saw, null for any
   * @param change merges and validates; what it throws is thrown and nothing is changed
   * @throws Refusal.NotFound when there is none of that face
   * @throws Refusal.StaleVersion when the stored version is another
   * @throws Refusal.Conflict when its secrets' key is missing
   * @throws Refusal.Invalid as for create
   */
  @SeenAtOnce
  public EndpointRecord update(
      String tenant,
      Face face,
      long id,
      @Nullable Long expectedVersion,
      UnaryOperator<EndpointSettings> change) {
    Tick tick = clock.next();
    EndpointEntity endpoint = get(tenant, face, id, expectedVersion);
    Seal seal = seal(endpoint);
    EndpointSettings before = settings(endpoint);
    EndpointSettings settings = change.apply(before);
    checks.settings(tenant, settings, before, tick);
    boolean moved = !before.url().equals(settings.url());
    boolean known = moved || endpoint.ownership() != Ownership.NOT_REQUIRED;
    endpoint.set(settings, seal, hash);
    endpoint.requireOwnership(demandsOwnership(face, settings, known), moved, tick.at());
    secrets.settle(endpoint, settings.credentials(), tick.at(), seal);
    String type = toggle(endpoint, settings.enabled(), BY_TENANT, tick);
    return changed(type.isEmpty() ? "endpoint.updated" : type, endpoint, tick);
  }

  /**
   * Enables an endpoint of either face; what was published meanwhile is not sent. Enabling an
   * enabled one changes nothing.
   *
   * @throws Refusal.NotFound when there is none
   */
  @SeenAtOnce
  public EndpointRecord enable(String tenant, long id) {
    return setEnabled(tenant, id, true, "");
  }

  /**
   * Disables an endpoint of either face and cancels what is pending. Disabling a disabled one
   * changes nothing.
   *
   * @param reason in the tenant's words
   * @throws Refusal.NotFound when there is none
   */
  @SeenAtOnce
  public EndpointRecord disable(String tenant, long id, String reason) {
    return setEnabled(tenant, id, false, reason);
  }

  /**
   * Deletes an endpoint: what is pending is cancelled, its log stays readable.
   *
   * @param expectedVersion the version the caller saw, null for any
   * @throws Refusal.NotFound when there is none of that face, or no more
   * @throws Refusal.StaleVersion when the stored version is another
   */
  @SeenAtOnce
  public void delete(String tenant, Face face, long id, @Nullable Long expectedVersion) {
    Tick tick = clock.next();
    EndpointEntity endpoint = get(tenant, face, id, expectedVersion);
    endpoint.delete(mark.next());
    changed("endpoint.deleted", endpoint, tick);
  }

  /**
   * Gives an endpoint of either face new signing secrets; the old ones go on signing beside them
   * for a while.
   *
   * @param overlap 0 to 7 days
   * @param replacement the new secret, which replaces the one of its kind; null generates a new one
   *     of every kind the endpoint has
   * @throws Refusal.NotFound when there is none
   * @throws Refusal.Conflict when it does not sign, or its secrets' key is missing
   * @throws Refusal.LimitReached when more than 10 secrets would be live
   */
  @SeenAtOnce
  public EndpointRecord rotateSecret(
      String tenant, long id, Duration overlap, @Nullable SigningSecret replacement) {
    Tick tick = clock.next();
    EndpointEntity endpoint = get(tenant, id);
    Seal seal = seal(endpoint);
    if (!endpoint.signs()) {
      throw new Refusal.Conflict("The endpoint does not sign", id);
    }
    checks.rotation(settings(endpoint), overlap, replacement);
    secrets.rotate(endpoint, overlap, replacement, tick.at(), seal);
    return changed("endpoint.updated", endpoint, tick);
  }

  /**
   * Notes that the receiver at this URL has answered a challenge: what waited for it is sent.
   *
   * @param challenged where the challenge was sent to
   * @throws Refusal.NotFound when there is no such endpoint
   * @throws Refusal.Conflict when its URL was changed meanwhile
   */
  @SeenAtOnce
  public EndpointRecord verified(String tenant, long id, URI challenged) {
    Tick tick = clock.next();
    EndpointEntity endpoint = get(tenant, id);
    if (!endpoint.url().equals(challenged)) {
      throw new Refusal.Conflict("The endpoint's URL was changed meanwhile", id);
    }
    if (endpoint.ownership() != Ownership.PENDING) {
      return endpoint.toReadableRecord(seal(endpoint));
    }
    endpoint.verified(tick.at());
    return changed("endpoint.updated", endpoint, tick);
  }

  /** An installation that asks for it asks every new target; the tenant may always ask. */
  private boolean demandsOwnership(Face face, EndpointSettings settings, boolean known) {
    return settings.verifyOwnership()
        || (face == Face.EPAYSE && defaults.verifyOwnership() && known);
  }

  private EndpointRecord setEnabled(String tenant, long id, boolean enabled, String reason) {
    Tick tick = clock.next();
    EndpointEntity endpoint = get(tenant, id);
    String type = toggle(endpoint, enabled, reason, tick);
    return type.isEmpty()
        ? endpoint.toReadableRecord(seal(endpoint))
        : changed(type, endpoint, tick);
  }

  /** Returns the type of what happened, empty when nothing did. */
  private String toggle(EndpointEntity endpoint, boolean enabled, String reason, Tick tick) {
    if (enabled == (endpoint.status() == EndpointStatus.ENABLED)) {
      return "";
    }
    if (enabled) {
      endpoint.enable(tick.at(), mark.next());
      return "endpoint.enabled";
    }
    endpoint.disable(reason, tick.at(), mark.next());
    return "endpoint.disabled";
  }

  private EndpointRecord changed(String type, EndpointEntity endpoint, Tick tick) {
    endpoint.changed(tick);
    // Gives new secrets their ids, which order them.
    database.flush();
    EndpointRecord stored = endpoint.toReadableRecord(seal(endpoint));
    listener.happened(type, stored);
    return stored;
  }

  /** What a change begins with: without its secrets, it would lose them. */
  private EndpointSettings settings(EndpointEntity endpoint) {
    try {
      return endpoint.settings(seal(endpoint));
    } catch (IllegalStateException e) {
      throw new Refusal.Conflict(
          "The endpoint's secrets cannot be read, since the service runs without the key they are"
              + " encrypted under: until it has that key the endpoint can be deleted, not changed",
          endpoint.id());
    }
  }

  private Optional<EndpointEntity> stored(String tenant, long id) {
    return Optional.ofNullable(database.find(EndpointEntity.class, id))
        .filter(endpoint -> endpoint.tenant().equals(tenant))
        .filter(endpoint -> endpoint.status() != EndpointStatus.DELETED);
  }

  /** The endpoint as the latest change left it; called while the clock is held. */
  private EndpointEntity get(String tenant, long id) {
    EndpointEntity endpoint =
        stored(tenant, id).orElseThrow(() -> new Refusal.NotFound("Endpoint", id));
    database.refresh(endpoint);
    return stored(tenant, id).orElseThrow(() -> new Refusal.NotFound("Endpoint", id));
  }

  private EndpointEntity get(String tenant, Face face, long id, @Nullable Long expectedVersion) {
    EndpointEntity endpoint = get(tenant, id);
    if (endpoint.face() != face) {
      throw new Refusal.NotFound("Endpoint", id);
    }
    if (expectedVersion != null && expectedVersion != endpoint.version()) {
      throw new Refusal.StaleVersion(id, endpoint.version());
    }
    return endpoint;
  }

  private Seal seal(EndpointEntity endpoint) {
    return new Seal(cipher, endpoint.id());
  }
}
