package dev.webhooks.ejb.publish;

import dev.webhooks.core.dispatch.EventPublisher;
import dev.webhooks.ejb.Refusal;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * Publishes events and bank transactions from a Jakarta EE application, inside its own transaction:
 * they are sent when that transaction commits and never when it rolls back. Without a transaction
 * they are committed on return. Thread-safe; blocks.
 */
@Dependent
@Transactional(dontRollbackOn = Refusal.class)
public class Publishing {
  private final EventPreparation events;
  private final TransactionPreparation transactions;
  private final EventPublisher publisher;

  @Inject
  Publishing(
      EventPreparation events, TransactionPreparation transactions, EventPublisher publisher) {
    this.events = events;
    this.transactions = transactions;
    this.publisher = publisher;
  }

  /**
   * Publishes events.
   *
   * @return one result per item, in order; a refused item does not stop the others
   */
  public List<PublishResult> publishEvents(String tenant, List<EventItem> items) {
    return publish(events.prepare(tenant, items));
  }

  /**
   * Publishes bank transactions.
   *
   * @return one result per item, in order; a refused item does not stop the others
   */
  public List<PublishResult> publishTransactions(String tenant, List<TransactionItem> items) {
    return publish(transactions.prepare(tenant, items));
  }

  private List<PublishResult> publish(Prepared prepared) {
    return prepared.toPublish().isEmpty()
        ? prepared.results(List.of())
        : prepared.results(publisher.publish(prepared.toPublish()));
  }
}
