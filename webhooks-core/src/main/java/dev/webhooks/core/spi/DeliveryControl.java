package dev.webhooks.core.spi;

import dev.webhooks.core.model.DeliveryId;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.model.Trigger;
import java.util.Collection;
import java.util.List;

/**
 * Changes what is owed, on somebody's request. Joins the caller's transaction if there is one; hand
 * the rows over after it has committed. Thread-safe; blocks.
 */
public interface DeliveryControl {

  /**
   * Makes one attempt due now for each of these deliveries of one endpoint. A settled one comes
   * back into the queue under the same id with the next settlement number and is not retried; so
   * does one that was cancelled by a mark. A pending one keeps its retries: the attempt takes the
   * place of the next automatic one. By a recovery, the settled and the cancelled start their retry
   * schedule anew.
   *
   * @param cancelledThrough pending deliveries up to this mark count as cancelled
   * @param trigger why
   * @return what is due now, in no particular order; unknown ids, and those whose event's content
   *     was removed, are left out and stay as they are
   */
  List<PendingDelivery> resend(Collection<DeliveryId> ids, long cancelledThrough, Trigger trigger);

  /**
   * A mark that covers everything that has arrived until now, also what open transactions have
   * appended: what {@link dev.webhooks.core.model.Endpoint#cancelledThrough} is set to.
   */
  long lastArrival();
}
