package dev.webhooks.ejb.publish;

import dev.webhooks.core.dispatch.GroupCommit;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Publishes events and bank transactions that arrive one by one from many callers at once, who
 * share commits. The stages complete after the commit, on a thread that must not be blocked for
 * long, and complete exceptionally when the store is away. Joins no transaction. Thread-safe.
 */
@Dependent
public class Intake {
  private final EventPreparation events;
  private final TransactionPreparation transactions;
  private final GroupCommit commits;

  @Inject
  Intake(EventPreparation events, TransactionPreparation transactions, GroupCommit commits) {
    this.events = events;
    this.transactions = transactions;
    this.commits = commits;
  }

  /**
   * Publishes events.
   *
   * @return one result per item, in order; a refused item does not stop the others
   * @throws GroupCommit.IntakeFullException when events arrive faster than they can be stored;
   *     nothing was taken
   */
  public CompletionStage<List<PublishResult>> publishEvents(String tenant, List<EventItem> items) {
    return submit(events.prepare(tenant, items));
  }

  /**
   * Publishes bank transactions.
   *
   * @return one result per item, in order; a refused item does not stop the others
   * @throws GroupCommit.IntakeFullException when events arrive faster than they can be stored;
   *     nothing was taken
   */
  public CompletionStage<List<PublishResult>> publishTransactions(
      String tenant, List<TransactionItem> items) {
    return submit(transactions.prepare(tenant, items));
  }

  private CompletionStage<List<PublishResult>> submit(Prepared prepared) {
    return prepared.toPublish().isEmpty()
        ? CompletableFuture.completedFuture(prepared.results(List.of()))
        : commits.submit(prepared.toPublish()).thenApply(prepared::results);
  }
}
