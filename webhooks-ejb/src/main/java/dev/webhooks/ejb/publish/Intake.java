package dev.webhooks.ejb.publish;

import jakarta.enterprise.context.Dependent;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Publishes events and bank transactions that arrive one by one from many callers at once, who
 * share commits. The stages complete after the commit, on a thread that must not be blocked for
 * long, and complete exceptionally when the store is away. Joins no transaction. Thread-safe.
 */
@Dependent
public class Intake {

  /**
   * Publishes events.
   *
   * @return one result per item, in order; a refused item does not stop the others
   */
  public CompletionStage<List<PublishResult>> publishEvents(String tenant, List<EventItem> items) {
    throw new UnsupportedOperationException();
  }

  /**
   * Publishes bank transactions.
   *
   * @return one result per item, in order; a refused item does not stop the others
   */
  public CompletionStage<List<PublishResult>> publishTransactions(
      String tenant, List<TransactionItem> items) {
    throw new UnsupportedOperationException();
  }
}
