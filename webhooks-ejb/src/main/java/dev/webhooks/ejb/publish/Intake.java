package dev.webhooks.ejb.publish;

import dev.webhooks.core.dispatch.GroupCommit;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * Publishes events and bank transactions that arrive one by one from many callers at once, who
 * share commits. Joins no transaction. Thread-safe; blocks until the commit.
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
   * @throws RuntimeException what the store threw when it is away
   * @throws GroupCommit.IntakeFullException when events arrive faster than they can be stored;
   *     nothing was taken
   */
  public List<PublishResult> publishEvents(String tenant, List<EventItem> items) {
    return submit(events.prepare(tenant, items));
  }

  /**
   * Publishes bank transactions.
   *
   * @return one result per item, in order; a refused item does not stop the others
   * @throws RuntimeException what the store threw when it is away
   * @throws GroupCommit.IntakeFullException when events arrive faster than they can be stored;
   *     nothing was taken
   */
  public List<PublishResult> publishTransactions(String tenant, List<TransactionItem> items) {
    return submit(transactions.prepare(tenant, items));
  }

  private List<PublishResult> submit(Prepared prepared) {
    if (prepared.toPublish().isEmpty()) {
      return prepared.results(List.of());
    }
    try {
      return prepared.results(commits.submit(prepared.toPublish()).join());
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
