package dev.webhooks.ejb.endpoint;

import dev.webhooks.core.spi.SecretCipher;
import dev.webhooks.ejb.WebhooksDatabase;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * The endpoints whose stored secrets are not all encrypted under the current key. Every call is a
 * transaction of its own. Thread-safe; blocks.
 */
@Dependent
@Transactional(TxType.REQUIRES_NEW)
public class OlderKeys {
  private static final System.Logger LOG = System.getLogger(OlderKeys.class.getName());

  private static final String UNDER_OLDER =
      " from EndpointEntity e where e.id > :after and (e.credentials.cipher not like :current"
          + " escape '!' or e.credentials.apiKeyHash not like :current escape '!'"
          + " or e.sending.headersCipher not like :current escape '!' or exists (select s.id from"
          + " EndpointSecretEntity s where s.endpoint = e and s.cipher not like :current"
          + " escape '!'))";

  private final EntityManager database;
  private final SecretCipher cipher;
  private final KeyedHash hash;
  private final SecretKeys keys;
  private final EndpointClock clock;

  @Inject
  OlderKeys(
      @WebhooksDatabase EntityManager database,
      SecretCipher cipher,
      KeyedHash hash,
      SecretKeys keys) {
    this.database = database;
    this.cipher = cipher;
    this.hash = hash;
    this.keys = keys;
    this.clock = new EndpointClock(database);
  }

  /**
   * A few endpoints, seen to.
   *
   * @param lastId the highest of their ids; 0 when there was none left
   * @param renewed how many are under the current key now
   */
  public record Step(long lastId, int renewed) {}

  /** How many endpoints there are, deleted ones included. */
  public long count() {
    return database
        .createQuery("select count(e.id)" + UNDER_OLDER, Long.class)
        .setParameter("after", 0L)
        .setParameter("current", current())
        .getSingleResult();
  }

  /**
   * Encrypts the secrets of the next endpoints anew. Nobody changes an endpoint meanwhile, and to
   * everybody else it is unchanged: its version stays. What cannot be read is logged and stays.
   *
   * @param afterId the {@link Step#lastId} of the step before, 0 to begin
   */
  public Step renew(long afterId, int limit) {
    clock.hold();
    List<EndpointEntity> next =
        database
            .createQuery("select e" + UNDER_OLDER + " order by e.id", EndpointEntity.class)
            .setParameter("after", afterId)
            .setParameter("current", current())
            .setMaxResults(limit)
            .getResultList();
    int renewed = (int) next.stream().filter(this::renew).count();
    return new Step(next.isEmpty() ? 0 : next.get(next.size() - 1).id(), renewed);
  }

  private boolean renew(EndpointEntity endpoint) {
    try {
      endpoint.renewSecrets(keys, new Seal(cipher, endpoint.id()), hash);
      return true;
    } catch (IllegalStateException e) {
      LOG.log(
          Level.WARNING,
          "Secrets of endpoint " + endpoint.id() + " cannot be read: " + e.getMessage());
      return false;
    }
  }

  /** Key ids may hold an underscore, which would stand for any character. */
  private String current() {
    return keys.prefix().replace("_", "!_") + "%";
  }
}
