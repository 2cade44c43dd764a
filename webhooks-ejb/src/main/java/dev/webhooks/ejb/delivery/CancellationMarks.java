package dev.webhooks.ejb.delivery;

import dev.webhooks.core.model.EndpointStatus;
import dev.webhooks.ejb.WebhooksDatabase;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Up to where the pending deliveries of endpoints count as cancelled: {@link Long#MAX_VALUE} for an
 * endpoint that is not enabled. Deleted endpoints are included, because their log stays readable.
 * Joins the caller's transaction; blocks.
 */
@Dependent
public class CancellationMarks {
  private final EntityManager database;

  @Inject
  CancellationMarks(@WebhooksDatabase EntityManager database) {
    this.database = database;
  }

  /** Endpoint to mark, for all of a tenant; not to be modified. */
  public Map<Long, Long> of(String tenant) {
    List<Object[]> rows =
        database
            .createQuery(
                "SELECT e.id, e.status, e.cancelledThrough FROM EndpointEntity e"
                    + " WHERE e.tenant = :tenant",
                Object[].class)
            .setParameter("tenant", tenant)
            .getResultList();
    Map<Long, Long> marks = new HashMap<>();
    rows.forEach(row -> marks.put((Long) row[0], mark((EndpointStatus) row[1], (Long) row[2])));
    return marks;
  }

  private static long mark(EndpointStatus status, long cancelledThrough) {
    return status == EndpointStatus.ENABLED ? cancelledThrough : Long.MAX_VALUE;
  }
}
