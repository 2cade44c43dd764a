package dev.webhooks.ejb.endpoint;

import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.EndpointStatus;
import dev.webhooks.core.spi.EndpointStore;
import dev.webhooks.core.spi.SecretCipher;
import dev.webhooks.ejb.WebhooksDatabase;
import dev.webhooks.ejb.endpoint.EndpointClockEntity.Tick;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The dispatcher's view of the managed endpoints. */
@Dependent
@Typed(JpaEndpointStore.class)
@Transactional(TxType.REQUIRES_NEW)
public class JpaEndpointStore implements EndpointStore {
  private static final System.Logger LOG = System.getLogger(JpaEndpointStore.class.getName());

  private static final int PAGE = 1_000;

  private final EntityManager database;
  private final SecretCipher cipher;
  private final DeliveryMark mark;
  private final EndpointChanges listener;
  private final EndpointClock clock;
  private final EndpointAssembly assembly;
  private final int page;

  @Inject
  JpaEndpointStore(
      @WebhooksDatabase EntityManager database,
      SecretCipher cipher,
      EndpointDefaults defaults,
      DeliveryMark mark,
      EndpointChanges listener) {
    this(database, cipher, defaults, mark, listener, PAGE);
  }

  /**
   * @param page endpoints that are read at a time
   */
  JpaEndpointStore(
      EntityManager database,
      SecretCipher cipher,
      EndpointDefaults defaults,
      DeliveryMark mark,
      EndpointChanges listener,
      int page) {
    this.database = database;
    this.cipher = cipher;
    this.mark = mark;
    this.listener = listener;
    this.clock = new EndpointClock(database);
    this.assembly = new EndpointAssembly(defaults);
    this.page = page;
  }

  /**
   * Reads a page of entities at a time, which take several times what is made of them. What changes
   * meanwhile has a higher version and comes in a later page.
   */
  @Override
  public List<Endpoint> changedAfter(long version) {
    List<Endpoint> changed = new ArrayList<>();
    long after = version;
    List<Long> versions = versionsAfter(after);
    while (!versions.isEmpty()) {
      long last = versions.get(versions.size() - 1);
      between(after, last).forEach(endpoint -> changed.add(assembled(endpoint)));
      database.clear();
      after = last;
      versions = versions.size() < page ? List.of() : versionsAfter(after);
    }
    return changed;
  }

  private List<Long> versionsAfter(long version) {
    return database
        .createQuery(
            "select e.version from EndpointEntity e where e.version > :version order by e.version",
            Long.class)
        .setParameter("version", version)
        .setMaxResults(page)
        .getResultList();
  }

  private List<EndpointEntity> between(long after, long last) {
    return database
        .createQuery(
            "select distinct e from EndpointEntity e left join fetch e.secrets"
                + " where e.version > :after and e.version <= :last order by e.version",
            EndpointEntity.class)
        .setParameter("after", after)
        .setParameter("last", last)
        .getResultList();
  }

  @Override
  public boolean disable(long endpointId, DisableReason reason) {
    Tick tick = clock.next();
    EndpointEntity endpoint = database.find(EndpointEntity.class, endpointId);
    if (endpoint == null
        || endpoint.status() != EndpointStatus.ENABLED
        || (reason == DisableReason.UNVERIFIED && endpoint.ownership() != Ownership.PENDING)) {
      return false;
    }
    endpoint.disable(reason.name().toLowerCase(Locale.ROOT), tick.at(), mark.next());
    endpoint.changed(tick);
    listener.happened("endpoint.disabled", endpoint.toReadableRecord(seal(endpoint)));
    return true;
  }

  /**
   * Disables the enabled endpoints that wait for their target to be verified since before this
   * moment; returns how many there were.
   */
  public int disableUnverified(Instant since) {
    List<Long> waiting =
        database
            .createQuery(
                "select e.id from EndpointEntity e where e.ownership = :pending"
                    + " and e.status = :enabled and e.unverifiedSince < :since order by e.id",
                Long.class)
            .setParameter("pending", Ownership.PENDING)
            .setParameter("enabled", EndpointStatus.ENABLED)
            .setParameter("since", since.atOffset(ZoneOffset.UTC))
            .getResultList();
    return (int) waiting.stream().filter(id -> disable(id, DisableReason.UNVERIFIED)).count();
  }

  /**
   * One row that cannot be read (its key is gone) must not stop all the others, and is owed what is
   * published all the same: that waits until a node starts that has the key.
   */
  private Endpoint assembled(EndpointEntity endpoint) {
    if (endpoint.status() == EndpointStatus.DELETED) {
      return assembly.assemble(endpoint.toRecordWithoutSecrets());
    }
    try {
      return assembly.assemble(endpoint.toRecord(seal(endpoint)));
    } catch (IllegalStateException | IllegalArgumentException e) {
      LOG.log(
          Level.ERROR,
          () -> "Endpoint " + endpoint.id() + " cannot be read: what it is owed waits",
          e);
      return assembly.assemble(endpoint.toRecordWithoutSecrets());
    }
  }

  private Seal seal(EndpointEntity endpoint) {
    return new Seal(cipher, endpoint.id());
  }
}
