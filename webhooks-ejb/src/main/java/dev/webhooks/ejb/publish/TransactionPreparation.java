package dev.webhooks.ejb.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.webhooks.core.dispatch.EventToPublish;
import dev.webhooks.core.model.Direction;
import dev.webhooks.core.model.Event;
import dev.webhooks.core.model.TransactionFacts;
import dev.webhooks.core.payload.BankTransaction;
import dev.webhooks.core.payload.TransactionBody;
import dev.webhooks.core.spi.NewEvent.Idempotency;
import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.endpoint.BankAccount;
import dev.webhooks.ejb.endpoint.BankAccount.SubAccount;
import dev.webhooks.ejb.endpoint.BankAccountService;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Makes events of bank transactions: finds their accounts, numbers them, writes the body. */
@Dependent
class TransactionPreparation {
  private final BankAccountService accounts;
  private final TransactionNumbers numbers;
  private final EventIds ids;

  @Inject
  TransactionPreparation(BankAccountService accounts, TransactionNumbers numbers, EventIds ids) {
    this.accounts = accounts;
    this.numbers = numbers;
    this.ids = ids;
  }

  Prepared prepare(String tenant, List<TransactionItem> items) {
    Prepared prepared = Prepared.empty();
    for (TransactionItem item : items) {
      try {
        prepared.add(new EventToPublish(event(tenant, item, numbers::next), idempotency(item)));
      } catch (Refusal refusal) {
        prepared.refuse(refusal);
      }
    }
    return prepared;
  }

  /**
   * The event that this item would become, without a number of its own.
   *
   * @throws Refusal when it may not be published
   */
  Event draft(String tenant, TransactionItem item) {
    return event(tenant, item, () -> 0);
  }

  private Event event(String tenant, TransactionItem item, LongSupplier number) {
    if (EventPreparation.isNoKey(item.idempotencyKey())) {
      throw EventPreparation.noKey();
    }
    BankAccount account =
        accounts
            .resolve(tenant, item.gateway(), item.accountNumber(), item.subAccount())
            .orElseThrow(
                () -> Refusal.Invalid.field("accountNumber", "is no bank account of the gateway"));
    SubAccount subAccount = item.subAccount() == null ? null : subAccount(account, item);
    BankTransaction transaction = transaction(item, number);
    TransactionFacts facts =
        new TransactionFacts(
            transaction.id(),
            account.id(),
            subAccount == null ? null : subAccount.id(),
            item.direction(),
            item.code() != null && !item.code().isBlank());
    return event(tenant, TransactionBody.write(transaction), facts);
  }

  private static SubAccount subAccount(BankAccount account, TransactionItem item) {
    return account
        .findSubAccount(String.valueOf(item.subAccount()))
        .orElseThrow(
            () -> Refusal.Invalid.field("subAccount", "is no sub account of the bank account"));
  }

  private static BankTransaction transaction(TransactionItem item, LongSupplier number) {
    try {
      return new BankTransaction(
          number.getAsLong(),
          item.gateway(),
          item.transactionDate().truncatedTo(ChronoUnit.SECONDS),
          item.accountNumber(),
          item.subAccount(),
          item.code(),
          item.content(),
          item.direction(),
          item.description(),
          item.amount(),
          item.accumulated(),
          item.referenceCode());
    } catch (IllegalArgumentException e) {
      throw Refusal.Invalid.field("transaction", String.valueOf(e.getMessage()));
    }
  }

  private Event event(String tenant, byte[] body, TransactionFacts facts) {
    String type = facts.direction() == Direction.IN ? Event.TRANSACTION_IN : Event.TRANSACTION_OUT;
    return new Event(ids.next(), tenant, type, true, Set.of(), body, facts);
  }

  private static @Nullable Idempotency idempotency(TransactionItem item) {
    // Nothing else keeps its id unique, whatever key comes with it.
    String key =
        EventPreparation.firstOf(
            EventPreparation.prefixed("transaction", item.id()),
            EventPreparation.prefixed("key", item.idempotencyKey()));
    return key == null ? null : new Idempotency(key, hash(item).sha256());
  }

  private static ContentHash hash(TransactionItem item) {
    return item.contentHash() == null
        ? ContentHash.of(item.toString().getBytes(UTF_8))
        : item.contentHash();
  }
}
