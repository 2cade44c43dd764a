package dev.webhooks.ejb.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The bank accounts of the tenants that publish, for a few seconds, so that publishing does not ask
 * the database for every transaction. Thread-safe.
 */
public final class BankAccountCache {
  private static final long LIFE = Duration.ofSeconds(3).toNanos();

  private final Map<String, Accounts> byTenant = new ConcurrentHashMap<>();

  /** What names an account. */
  record Key(String tenant, String gateway, String accountNumber) {}

  private record Accounts(long readAt, Map<Key, BankAccount> byKey) {
    boolean areFresh() {
      return System.nanoTime() - readAt < LIFE;
    }
  }

  Optional<BankAccount> resolve(Key key, Supplier<List<BankAccount>> read) {
    Accounts known = byTenant.get(key.tenant());
    if (known != null && known.areFresh() && known.byKey().containsKey(key)) {
      return Optional.of(known.byKey().get(key));
    }
    // An account that is not there may just have been created on another node: look again.
    Accounts current = read(read.get());
    byTenant.put(key.tenant(), current);
    return Optional.ofNullable(current.byKey().get(key));
  }

  void forget(String tenant) {
    byTenant.remove(tenant);
  }

  private static Accounts read(List<BankAccount> accounts) {
    return new Accounts(
        System.nanoTime(),
        accounts.stream().collect(Collectors.toMap(BankAccountCache::key, account -> account)));
  }

  private static Key key(BankAccount account) {
    return new Key(account.tenant(), account.gateway(), account.accountNumber());
  }
}
