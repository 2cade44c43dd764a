package dev.webhooks.ejb.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The bank accounts of the tenants that publish, for a few seconds, so that publishing does not ask
 * the database for every transaction. Thread-safe.
 */
public final class BankAccountCache {
  private final TenantCache<Map<Key, BankAccount>> accounts = new TenantCache<>(System::nanoTime);

  /** What names an account. */
  record Key(String tenant, String gateway, String accountNumber) {}

  Optional<BankAccount> resolve(Key key, Supplier<List<BankAccount>> read) {
    // One that is not there may just have been created on another node, whose caller knows of it.
    return find(key, TenantCache.LIFE, read).or(() -> find(key, Duration.ZERO, read));
  }

  private Optional<BankAccount> find(Key key, Duration age, Supplier<List<BankAccount>> read) {
    var ofTenant = accounts.get(key.tenant(), age, before -> byKey(read.get()));
    return Optional.ofNullable(ofTenant.get(key));
  }

  void forget(String tenant) {
    accounts.forget(tenant);
  }

  private static Map<Key, BankAccount> byKey(List<BankAccount> accounts) {
    return accounts.stream()
        .collect(Collectors.toUnmodifiableMap(BankAccountCache::key, account -> account));
  }

  private static Key key(BankAccount account) {
    return new Key(account.tenant(), account.gateway(), account.accountNumber());
  }
}
