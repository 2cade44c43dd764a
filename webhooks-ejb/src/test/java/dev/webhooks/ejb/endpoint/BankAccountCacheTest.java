package dev.webhooks.ejb.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BankAccountCacheTest {
  private final BankAccountCache cache = new BankAccountCache();
  private final List<BankAccount> stored = new ArrayList<>();

  @Test
  void an_account_that_another_node_has_just_created_is_found_at_once() {
    var account = new BankAccount(1, "tenant", "Vietcombank", "0123456789", List.of(), 1);
    var key =
        new BankAccountCache.Key(account.tenant(), account.gateway(), account.accountNumber());
    assertThat(cache.resolve(key, () -> List.copyOf(stored))).isEmpty();

    stored.add(account);

    assertThat(cache.resolve(key, () -> List.copyOf(stored))).contains(account);
  }
}
