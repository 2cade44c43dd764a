package dev.webhooks.ejb.endpoint;

import dev.webhooks.core.model.Direction;
import dev.webhooks.core.model.EventTypePattern;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which events an endpoint wants, as its tenant set it. */
public sealed interface Selection {

  /**
   * Transactions of one bank account: the SePay face.
   *
   * @param bankAccountId an account of the tenant
   * @param direction null takes both
   * @param skipWithoutCode whether transactions without a payment code are left out
   * @param onlySubAccounts whether only those of the listed virtual accounts are taken
   * @param subAccountIds virtual accounts of that bank account; kept also while not restricted
   */
  record Transactions(
      long bankAccountId,
      @Nullable Direction direction,
      boolean skipWithoutCode,
      boolean onlySubAccounts,
      Set<Long> subAccountIds)
      implements Selection {
    public Transactions {
      subAccountIds = Set.copyOf(subAccountIds);
    }
  }

  /**
   * Events by type: the EPaySe face.
   *
   * @param types at least one
   * @param livemode live events or test events, never both
   * @param channels empty takes every channel
   * @param filter the JSON text of a condition on the content, null for none
   */
  record Events(
      List<EventTypePattern> types, boolean livemode, Set<String> channels, @Nullable String filter)
      implements Selection {
    public Events {
      types = List.copyOf(types);
      channels = Set.copyOf(channels);
    }
  }
}
