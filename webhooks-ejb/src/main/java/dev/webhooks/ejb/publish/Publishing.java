package dev.webhooks.ejb.publish;

import jakarta.enterprise.context.Dependent;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * Publishes events and bank transactions from a Jakarta EE application, inside its own transaction:
 * they are sent when that transaction commits and never when it rolls back. Without a transaction
 * they are committed on return. Thread-safe; blocks.
 */
@Dependent
@Transactional
public class Publishing {

  /**
   * Publishes events.
   *
   * @return one result per item, in order; a refused item does not stop the others
   */
  public List<PublishResult> publishEvents(String tenant, List<EventItem> items) {
    throw new UnsupportedOperationException();
  }

  /**
   * Publishes bank transactions.
   *
   * @return one result per item, in order; a refused item does not stop the others
   */
  public List<PublishResult> publishTransactions(String tenant, List<TransactionItem> items) {
    throw new UnsupportedOperationException();
  }
}
