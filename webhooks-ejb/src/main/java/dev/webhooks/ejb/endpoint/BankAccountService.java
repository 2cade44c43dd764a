package dev.webhooks.ejb.endpoint;

import dev.webhooks.core.model.EndpointStatus;
import dev.webhooks.ejb.Page;
import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.WebhooksDatabase;
import dev.webhooks.ejb.endpoint.BankAccount.SubAccount;
import dev.webhooks.ejb.endpoint.Selection.Transactions;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Manages the bank accounts of tenants. Every call joins the caller's transaction or commits on
 * return; changes follow one another and the changes of endpoints. Thread-safe; blocks.
 */
@Dependent
@Transactional
public class BankAccountService {
  private static final int MAX_LENGTH = 100;

  private final EntityManager database;
  private final BankAccountCache cache;
  private final TransactionEnd end;
  private final EndpointClock clock;

  @Inject
  BankAccountService(
      @WebhooksDatabase EntityManager database, BankAccountCache cache, TransactionEnd end) {
    this.database = database;
    this.cache = cache;
    this.end = end;
    this.clock = new EndpointClock(database);
  }

  /**
   * Creates an account.
   *
   * @throws Refusal.Conflict when the tenant has that gateway and number already
   * @throws Refusal.Invalid when a name or number is empty or too long
   */
  public BankAccount create(String tenant, BankAccountSettings settings) {
    clock.next();
    check(settings);
    refuseTaken(tenant, settings, 0);
    BankAccountEntity account = new BankAccountEntity(tenant, settings);
    database.persist(account);
    return changed(account);
  }

  /** The account with this id. */
  public Optional<BankAccount> find(String tenant, long id) {
    return stored(tenant, id).map(BankAccountEntity::toAccount);
  }

  /**
   * The account a transaction names; answered from memory for up to a few seconds, so another
   * node's change is seen that late. What memory does not know is looked up: whoever names it may
   * just have created it on another node.
   *
   * @param subAccount the virtual account that is named besides, null for none; the answer may lack
   *     it
   */
  public Optional<BankAccount> resolve(
      String tenant, String gateway, String accountNumber, @Nullable String subAccount) {
    return cache
        .find(new BankAccountCache.Key(tenant, gateway, accountNumber), () -> all(tenant))
        .filter(known -> subAccount == null || known.findSubAccount(subAccount).isPresent())
        .or(() -> stored(tenant, gateway, accountNumber));
  }

  /** Accounts, newest id first. */
  public Page<BankAccount> page(String tenant, int page, int limit) {
    List<BankAccount> items =
        database
            .createQuery(
                "select a from BankAccountEntity a where a.tenant = :tenant order by a.id desc",
                BankAccountEntity.class)
            .setParameter("tenant", tenant)
            .setFirstResult((int) Math.min(Integer.MAX_VALUE, (page - 1L) * limit))
            .setMaxResults(limit)
            .getResultStream()
            .map(BankAccountEntity::toAccount)
            .toList();
    return new Page<>(items, count(tenant), page, limit);
  }

  /**
   * Changes an account under a lock. Virtual accounts that stay keep their ids.
   *
   * @param expectedVersion the version the caller saw, null for any
   * @param change merges and validates; what it throws is thrown and nothing is changed
   * @throws Refusal.NotFound when there is none
   * @throws Refusal.StaleVersion when the stored version is another
   * @throws Refusal.Conflict when the number is taken, or endpoints use a removed virtual account
   * @throws Refusal.Invalid when a name or number is empty or too long
   */
  public BankAccount update(
      String tenant,
      long id,
      @Nullable Long expectedVersion,
      UnaryOperator<BankAccountSettings> change) {
    clock.next();
    BankAccountEntity account = get(tenant, id, expectedVersion);
    BankAccountSettings settings = change.apply(account.settings());
    check(settings);
    refuseTaken(tenant, settings, id);
    refuseUsed(account, settings);
    account.set(settings);
    return changed(account);
  }

  /**
   * Deletes an account.
   *
   * @param expectedVersion the version the caller saw, null for any
   * @throws Refusal.NotFound when there is none
   * @throws Refusal.StaleVersion when the stored version is another
   * @throws Refusal.Conflict when endpoints use it
   */
  public void delete(String tenant, long id, @Nullable Long expectedVersion) {
    clock.next();
    BankAccountEntity account = get(tenant, id, expectedVersion);
    if (!users(id).isEmpty()) {
      throw new Refusal.Conflict("Webhooks use this bank account", id);
    }
    database.remove(account);
    database.flush();
    forget(tenant);
  }

  private BankAccount changed(BankAccountEntity account) {
    database.flush();
    forget(account.tenant());
    return account.toAccount();
  }

  /** Now for this transaction; at its end because others read what was there before. */
  private void forget(String tenant) {
    cache.forget(tenant);
    end.then(() -> cache.forget(tenant));
  }

  private Optional<BankAccountEntity> stored(String tenant, long id) {
    return Optional.ofNullable(database.find(BankAccountEntity.class, id))
        .filter(account -> account.tenant().equals(tenant));
  }

  private Optional<BankAccount> stored(String tenant, String gateway, String accountNumber) {
    return database
        .createQuery(
            "select a from BankAccountEntity a where a.tenant = :tenant"
                + " and a.gateway = :gateway and a.accountNumber = :number",
            BankAccountEntity.class)
        .setParameter("tenant", tenant)
        .setParameter("gateway", gateway)
        .setParameter("number", accountNumber)
        .getResultStream()
        .map(BankAccountEntity::toAccount)
        .findFirst();
  }

  private BankAccountEntity get(String tenant, long id, @Nullable Long expectedVersion) {
    BankAccountEntity account =
        stored(tenant, id).orElseThrow(() -> new Refusal.NotFound("Bank account", id));
    database.refresh(account);
    long version = account.toAccount().version();
    if (expectedVersion != null && expectedVersion != version) {
      throw new Refusal.StaleVersion(id, version);
    }
    return account;
  }

  private List<BankAccount> all(String tenant) {
    return database
        .createQuery(
            "select distinct a from BankAccountEntity a left join fetch a.subAccounts"
                + " where a.tenant = :tenant",
            BankAccountEntity.class)
        .setParameter("tenant", tenant)
        .getResultStream()
        .map(BankAccountEntity::toAccount)
        .toList();
  }

  private long count(String tenant) {
    return database
        .createQuery(
            "select count(a) from BankAccountEntity a where a.tenant = :tenant", Long.class)
        .setParameter("tenant", tenant)
        .getSingleResult();
  }

  private static void check(BankAccountSettings settings) {
    Violations violations = new Violations();
    names("gateway", List.of(settings.gateway()), violations);
    names("accountNumber", List.of(settings.accountNumber()), violations);
    names("subAccounts", settings.subAccounts(), violations);
    violations.refuse();
  }

  private static void names(String field, List<String> values, Violations violations) {
    violations.addIf(
        values.stream().anyMatch(BankAccountService::isNoName),
        field,
        "must have 1 to " + MAX_LENGTH + " characters, not only spaces");
  }

  private static boolean isNoName(String value) {
    return value.isBlank() || value.codePointCount(0, value.length()) > MAX_LENGTH;
  }

  private void refuseTaken(String tenant, BankAccountSettings settings, long self) {
    database
        .createQuery(
            "select a.id from BankAccountEntity a where a.tenant = :tenant"
                + " and a.gateway = :gateway and a.accountNumber = :number and a.id <> :self",
            Long.class)
        .setParameter("tenant", tenant)
        .setParameter("gateway", settings.gateway())
        .setParameter("number", settings.accountNumber())
        .setParameter("self", self)
        .getResultStream()
        .findFirst()
        .ifPresent(
            id -> {
              throw new Refusal.Conflict("The bank account exists already", id);
            });
  }

  private void refuseUsed(BankAccountEntity account, BankAccountSettings settings) {
    Set<Long> removed =
        account.toAccount().subAccounts().stream()
            .filter(sub -> !settings.subAccounts().contains(sub.accountNumber()))
            .map(SubAccount::id)
            .collect(Collectors.toSet());
    for (EndpointEntity endpoint :
        removed.isEmpty() ? List.<EndpointEntity>of() : users(account.id())) {
      if (endpoint.selection() instanceof Transactions wanted
          && wanted.subAccountIds().stream().anyMatch(removed::contains)) {
        throw new Refusal.Conflict("Webhooks use this sub account", endpoint.id());
      }
    }
  }

  private List<EndpointEntity> users(long accountId) {
    return database
        .createQuery(
            "select e from EndpointEntity e where e.selection.bankAccountId = :account"
                + " and e.status <> :deleted",
            EndpointEntity.class)
        .setParameter("account", accountId)
        .setParameter("deleted", EndpointStatus.DELETED)
        .getResultList();
  }
}
