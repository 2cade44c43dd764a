package dev.webhooks.core.spi;

import dev.webhooks.core.model.PendingDelivery;
import java.time.Instant;
import java.util.List;

/**
 * What a look into lanes found.
 *
 * @param readAt the database's time of the look
 * @param rows grouped by lane, each lane in its order; rows not yet due are included so that the
 *     owner learns when to come back: at most one per lane, the last. An ordered lane ends with its
 *     first row that is not due, whatever lies behind it
 */
public record Fetched(Instant readAt, List<Row> rows) {
  /** A pending delivery and when it is due. */
  public record Row(PendingDelivery delivery, Instant dueAt) {}
}
