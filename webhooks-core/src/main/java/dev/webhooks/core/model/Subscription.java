package dev.webhooks.core.model;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which events an endpoint of the same tenant receives. */
public sealed interface Subscription {

  /** Whether the event is taken. */
  boolean matches(Event event);

  /**
   * Transactions of one bank account.
   *
   * @param bankAccountId the account
   * @param direction null takes both
   * @param skipWithoutCode whether transactions without a payment code are left out
   * @param onlySubAccounts null takes the whole account; otherwise only these virtual accounts
   */
  record Transactions(
      long bankAccountId,
      @Nullable Direction direction,
      boolean skipWithoutCode,
      @Nullable Set<Long> onlySubAccounts)
      implements Subscription {
    @Override
    public boolean matches(Event event) {
      var facts = event.transaction();
      return facts != null
          && facts.bankAccountId() == bankAccountId
          && (direction == null || facts.direction() == direction)
          && (!skipWithoutCode || facts.hasCode())
          && (onlySubAccounts == null
              || (facts.subAccountId() != null && onlySubAccounts.contains(facts.subAccountId())));
    }
  }

  /**
   * Events by type.
   *
   * @param types at least one must match
   * @param livemode live events or test events, never both
   * @param channels empty takes every channel; otherwise one in common is needed
   * @param filter a condition on the content
   */
  record Events(
      List<EventTypePattern> types, boolean livemode, Set<String> channels, EventFilter filter)
      implements Subscription {
    @Override
    public boolean matches(Event event) {
      return event.livemode() == livemode
          && types.stream().anyMatch(type -> type.matches(event.type()))
          && (channels.isEmpty() || !Collections.disjoint(channels, event.channels()))
          && filter.matches(event);
    }
  }
}
