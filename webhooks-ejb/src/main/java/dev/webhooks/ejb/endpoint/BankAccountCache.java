package dev.webhooks.ejb.endpoint;

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

  Optional<BankAccount> find(Key key, Supplier<List<BankAccount>> readAll) {
    var ofTenant = accounts.get(key.tenant(), TenantCache.LIFE, before -> byKey(readAll.get()));
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
