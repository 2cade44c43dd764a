package dev.webhooks.core.model;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which events an endpoint of the same tenant receives. */
public sealed interface Subscription {

  /** Whether the event is taken, and if not, why. Pure; allocates nothing of its own. */
  Match match(Event event);

  /** Whether the event is taken. */
  default boolean matches(Event event) {
    return match(event).isTaken();
  }

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
    public Match match(Event event) {
      var facts = event.transaction();
      if (facts == null) {
        return Match.NO_TRANSACTION;
      }
      if (facts.bankAccountId() != bankAccountId) {
        return Match.BANK_ACCOUNT;
      }
      if (direction != null && facts.direction() != direction) {
        return Match.DIRECTION;
      }
      if (skipWithoutCode && !facts.hasCode()) {
        return Match.NO_CODE;
      }
      return takes(facts.subAccountId()) ? Match.TAKEN : Match.VIRTUAL_ACCOUNT;
    }

    private boolean takes(@Nullable Long subAccount) {
      return onlySubAccounts == null
          || (subAccount != null && onlySubAccounts.contains(subAccount));
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
    public Match match(Event event) {
      if (event.livemode() != livemode) {
        return Match.MODE;
      }
      if (!takes(event.type())) {
        return Match.TYPE;
      }
      if (!channels.isEmpty() && Collections.disjoint(channels, event.channels())) {
        return Match.CHANNEL;
      }
      return filter.matches(event) ? Match.TAKEN : Match.FILTER;
    }

    /** Whether one of the types is this one or its family. */
    public boolean takes(String type) {
      for (EventTypePattern pattern : types) {
        if (pattern.matches(type)) {
          return true;
        }
      }
      return false;
    }
  }
}
